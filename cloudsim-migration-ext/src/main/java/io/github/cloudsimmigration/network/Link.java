package io.github.cloudsimmigration.network;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.commons.lang3.Validate;

/** One direction of a wire that flows share. */
public final class Link {
    private final String name;
    private final double bytesPerSecond;
    private final Set<Flow> sendingFlows = new LinkedHashSet<>();

    private double unshared;
    private int unsettledFlows;

    /**
     * Creates a link.
     *
     * @param name what to call it
     * @param bytesPerSecond its capacity, above 0
     */
    public Link(final String name, final double bytesPerSecond) {
        Validate.isTrue(
                bytesPerSecond > 0 && Double.isFinite(bytesPerSecond),
                "capacity of link %s: %s bytes/s, expected a finite number above 0",
                name,
                bytesPerSecond);
        this.name = name;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** {@return the capacity in bytes per second} */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** {@return how much of the capacity is in use now, in bytes per second} */
    public double usedBytesPerSecond() {
        return sendingFlows.stream().mapToDouble(Flow::bytesPerSecond).sum();
    }

    Set<Flow> sendingFlows() {
        return sendingFlows;
    }

    void startSharing() {
        unshared = bytesPerSecond;
        unsettledFlows = sendingFlows.size();
    }

    double fairShare() {
        return unsettledFlows == 0 ? Double.POSITIVE_INFINITY : unshared / unsettledFlows;
    }

    void settle(final double rate) {
        unshared = Math.max(0, unshared - rate);
        unsettledFlows--;
    }

    @Override
    public String toString() {
        return name;
    }
}
