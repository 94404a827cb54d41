package io.github.cloudsimmigration.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/** One direction of a wire that flows share. It belongs to the first network that opens a flow across it, sets its capacity or claims it. */
public final class Link {
    /** All of a rate, but for the rounding of sums. */
    private static final double FULL = 1 - 1e-9;

    private final String name;
    private final List<Flow> sendingFlows = new ArrayList<>();

    private double bytesPerSecond;
    private @Nullable FairNetwork network;

    private int sharing;
    private double unshared;
    private double unsettledWeight;
    private int unsettledFlows;
    private double level;
    private boolean levelHasRisen;

    /**
     * Creates a link.
     *
     * @param name what to call it
     * @param bytesPerSecond its capacity, 0 or more; nothing gets through one that has none
     */
    public Link(final String name, final double bytesPerSecond) {
        Validate.isTrue(
                bytesPerSecond >= 0 && Double.isFinite(bytesPerSecond),
                "capacity of link %s: %s bytes/s, expected a finite number of 0 or more",
                name,
                bytesPerSecond);
        this.name = name;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** {@return the capacity it has now, in bytes per second; 0 when it is cut} */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** {@return how much of the capacity is in use now, in bytes per second} */
    public double usedBytesPerSecond() {
        double used = 0;
        for (final Flow flow : sendingFlows) {
            used += flow.bytesPerSecond();
        }
        return used;
    }

    /**
     * A flow that does not exist yet, and what would change with it.
     *
     * @param weight its weight
     * @param ending flows that end when it begins
     * @param demand what another flow of weight 1 that begins with it wants, in bytes per second; 0 if there is none
     */
    public record OneMore(double weight, Set<Flow> ending, double demand) {
        public OneMore {
            ending = Set.copyOf(ending);
        }
    }

    /**
     * {@return the rate that one more flow would get if nothing else held it back, in bytes per second}
     *
     * <p>Flows that another link holds back keep their rates, unless they had to give way here, and those that this one holds back want what
     * they may have. So it is exact where this link alone matters; it is less than what the flow would really get where flows that this link holds
     * back would soon be held back elsewhere, or flows that give way here let others grow elsewhere.
     *
     * @param more the flow
     */
    public double bytesPerSecondForOneMore(final OneMore more) {
        final double heldBack = FULL * levelHeldBack();
        final List<Wish> slowestFirst = new ArrayList<>();
        for (final Flow flow : sendingFlows) {
            if (!more.ending().contains(flow)) {
                final boolean wantsMore = flow.bytesPerSecond() >= heldBack * flow.weight();
                slowestFirst.add(new Wish(wantsMore ? flow.maxBytesPerSecond() : flow.bytesPerSecond(), flow.weight()));
            }
        }
        if (more.demand() > 0) {
            slowestFirst.add(new Wish(more.demand(), 1));
        }
        slowestFirst.sort(Comparator.comparingDouble(wish -> wish.bytesPerSecond() / wish.weight()));
        double left = bytesPerSecond;
        double weights = more.weight();
        for (final Wish wish : slowestFirst) {
            weights += wish.weight();
        }
        for (final Wish wish : slowestFirst) {
            if (wish.bytesPerSecond() * weights >= left * wish.weight()) {
                break;
            }
            left -= wish.bytesPerSecond();
            weights -= wish.weight();
        }
        return left / weights * more.weight();
    }

    /** {@return the rate for their weight of the flows that this link holds back: the highest if it is full; infinite if it is not} */
    private double levelHeldBack() {
        return usedBytesPerSecond() < FULL * bytesPerSecond
                ? Double.POSITIVE_INFINITY
                : sendingFlows.stream()
                        .mapToDouble(flow -> flow.bytesPerSecond() / flow.weight())
                        .max()
                        .orElse(0);
    }

    /** What another flow has, or wants, at most. */
    private record Wish(double bytesPerSecond, double weight) {}

    void join(final FairNetwork wanted) {
        Validate.validState(
                network == null || network == wanted,
                "link %s is part of another network, expected one of its own",
                name);
        network = wanted;
    }

    void setBytesPerSecond(final double wanted) {
        bytesPerSecond = wanted;
    }

    List<Flow> sendingFlows() {
        return sendingFlows;
    }

    /** Enters the link in a sharing. {@return whether it was not in it} */
    boolean enter(final int number) {
        final boolean entered = sharing != number;
        sharing = number;
        return entered;
    }

    void startSharing() {
        unshared = bytesPerSecond;
        unsettledFlows = sendingFlows.size();
        unsettledWeight = 0;
        for (int i = 0; i < unsettledFlows; i++) {
            unsettledWeight += sendingFlows.get(i).weight();
        }
        findLevel(0);
    }

    int unsettledFlows() {
        return unsettledFlows;
    }

    /** {@return the rate per weight that would fill it, when last found} */
    double level() {
        return level;
    }

    /** {@return whether flows have settled since below the level last found, so that it is higher now} */
    boolean levelHasRisen() {
        return levelHasRisen;
    }

    /** {@return the rate per weight that fills it, no less than what is reached, whatever the rounding} */
    double findLevel(final double reached) {
        level = Math.max(reached, unshared / unsettledWeight);
        levelHasRisen = false;
        return level;
    }

    void settle(final double rate, final double weight, final double settledLevel) {
        unshared = Math.max(0, unshared - rate);
        unsettledWeight -= weight;
        unsettledFlows--;
        levelHasRisen |= settledLevel < level;
    }

    @Override
    public String toString() {
        return name;
    }
}
