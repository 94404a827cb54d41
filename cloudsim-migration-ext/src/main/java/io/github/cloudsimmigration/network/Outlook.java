package io.github.cloudsimmigration.network;

import io.github.cloudsimmigration.network.Link.OneMore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What one more flow would have of a network from now on, if those that send end when they are expected to, and nobody else begins.
 *
 * <p>Cost: O(n) times to share the network out among n flows, those that compete with it, and those that compete with these.
 */
public final class Outlook {
    private static final double SAME_MOMENT = 1e-9;

    private final FairNetwork network = new FairNetwork(() -> {});
    private final Map<Link, Link> links = new HashMap<>();
    private final List<Flow> ending = new ArrayList<>();

    private Outlook() {}

    /**
     * {@return its rate from now on; nothing if nobody is expected to end that it competes with, or if there are too many to look ahead}
     *
     * @param path the links it would cross
     * @param more the flow; what it wants besides would come through the last of the links
     * @param pausing flows that do not send now, but will soon
     * @param bytesToGo what a flow is expected to send still, its transfer under way included; infinite if it is not expected to end
     * @param mostFlows how many flows are too many
     */
    public static Optional<ScheduledWire> ofOneMore(
            final List<Link> path,
            final OneMore more,
            final Collection<Flow> pausing,
            final ToDoubleFunction<Flow> bytesToGo,
            final int mostFlows) {
        final Set<Flow> competitors = competitors(path, more, pausing, mostFlows);
        if (competitors.size() > mostFlows) {
            return Optional.empty();
        }
        final var outlook = new Outlook();
        for (final Flow flow : competitors) {
            outlook.add(flow, bytesToGo.applyAsDouble(flow));
        }
        return outlook.ending.isEmpty() ? Optional.empty() : outlook.rates(path, more);
    }

    /** {@return all flows that share a link with it or with one of them, or more than so many of them} */
    private static Set<Flow> competitors(
            final List<Link> path, final OneMore more, final Collection<Flow> pausing, final int most) {
        final Set<Flow> found = new LinkedHashSet<>();
        final Set<Link> seen = new LinkedHashSet<>(path);
        final Deque<Link> toSee = new ArrayDeque<>(path);
        while (!toSee.isEmpty() && found.size() <= most) {
            final Link link = toSee.remove();
            final List<Flow> there = new ArrayList<>(link.sendingFlows());
            pausing.stream().filter(flow -> flow.path().contains(link)).forEach(there::add);
            for (final Flow flow : there) {
                if (!more.ending().contains(flow) && found.add(flow)) {
                    flow.path().stream().filter(seen::add).forEach(toSee::add);
                }
            }
        }
        return found;
    }

    private void add(final Flow flow, final double bytesToGo) {
        final Flow copy = open(flow.path(), flow.weight());
        network.setPace(copy, 0, flow.pace());
        if (bytesToGo < Double.POSITIVE_INFINITY) {
            network.send(copy, 0, (long) Math.ceil(bytesToGo), flow.maxBytesPerSecond());
            ending.add(copy);
        } else {
            network.demand(copy, 0, flow.maxBytesPerSecond());
        }
    }

    private Flow open(final List<Link> path, final double weight) {
        final Flow copy = network.open(path.stream().map(this::copy).toList(), changed -> {});
        network.setWeight(copy, 0, weight);
        return copy;
    }

    private Link copy(final Link link) {
        return links.computeIfAbsent(link, original -> {
            final var copy = new Link(original.toString(), Double.MIN_NORMAL);
            network.setCapacity(copy, 0, original.bytesPerSecond());
            return copy;
        });
    }

    private Optional<ScheduledWire> rates(final List<Link> path, final OneMore more) {
        if (more.demand() > 0) {
            network.demand(open(path.subList(path.size() - 1, path.size()), 1), 0, more.demand());
        }
        final Flow flow = open(path, more.weight());
        network.demand(flow, 0, Double.POSITIVE_INFINITY);
        network.share();
        final List<Double> times = new ArrayList<>(List.of(0.0));
        final List<Double> rates = new ArrayList<>(List.of(flow.bytesPerSecond()));
        for (double next = nextEnd(); next < Double.POSITIVE_INFINITY; next = nextEnd()) {
            end(next);
            times.add(next);
            rates.add(flow.bytesPerSecond());
        }
        return flow.bytesPerSecond() > 0 ? Optional.of(wire(times, rates)) : Optional.empty();
    }

    private double nextEnd() {
        return ending.stream().mapToDouble(Flow::arrivalSeconds).min().orElse(Double.POSITIVE_INFINITY);
    }

    private void end(final double now) {
        for (final Flow flow : List.copyOf(ending)) {
            if (flow.arrivalSeconds() <= now + SAME_MOMENT) {
                network.stop(flow, now);
                ending.remove(flow);
            }
        }
        network.share();
    }

    private static ScheduledWire wire(final List<Double> times, final List<Double> rates) {
        final List<Double> changes = new ArrayList<>();
        final List<Double> changed = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            final boolean atOnce = i + 1 < times.size() && times.get(i + 1).equals(times.get(i));
            if (!atOnce
                    && (changed.isEmpty() || !changed.get(changed.size() - 1).equals(rates.get(i)))) {
                changes.add(times.get(i));
                changed.add(rates.get(i));
            }
        }
        return ScheduledWire.steps(
                changes.stream().mapToDouble(Double::doubleValue).toArray(),
                changed.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
