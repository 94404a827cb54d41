package io.github.cloudsimmigration.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;

/**
 * Flows that share links max-min fairly by weight: no flow can get more without taking from one whose rate per weight is no
 * higher. {@link ProgressiveFilling} says how.
 *
 * <p>Traffic of other kinds takes part as a {@linkplain #demand demand}, which shares like any transfer, or as
 * {@linkplain #setCapacity capacity} that is not there.
 *
 * <p>The network has no clock of its own: every call says what time it is, and time must not go back. Changes are shared out
 * at once or, if many come at the same moment, {@linkplain #FairNetwork(Runnable) together}.
 *
 * <p>Does not claim to model packets: no slow start, no losses, no latency; a rate is there the moment it is due.
 */
public final class FairNetwork {
    /** The least weight of a flow. */
    public static final double SMALLEST_WEIGHT = 1e-3;

    /** The greatest weight of a flow. */
    public static final double LARGEST_WEIGHT = 1e3;

    private final Runnable shareSoon;
    private final ProgressiveFilling filling = new ProgressiveFilling();
    private final List<Link> changed = new ArrayList<>();
    private final List<Flow> retimed = new ArrayList<>();
    private double clock = Double.NEGATIVE_INFINITY;
    private boolean sharing;

    /** Creates a network that shares out every change at once. */
    public FairNetwork() {
        this.shareSoon = this::share;
    }

    /**
     * Creates a network that shares out changes of the same moment together. Until then, all rates are what they were; 0 for a
     * flow that has just begun.
     *
     * @param shareSoon run at the first change of a moment, to have {@link #share} called at its end: an event-driven
     *     simulation schedules an event without delay
     */
    public FairNetwork(final Runnable shareSoon) {
        this.shareSoon = shareSoon;
    }

    /**
     * Opens a flow of weight 1. It takes nothing from anybody until it sends.
     *
     * @param path the links it crosses, each once
     * @param rateListener told of the first rate of what the flow sends, and whenever it has changed, so that its arrival has; it may
     *     change the network in turn
     * @return the flow
     */
    public Flow open(final List<Link> path, final Consumer<Flow> rateListener) {
        final var flow = new Flow(path, rateListener);
        claim(path);
        return flow;
    }

    /**
     * Takes links for its own, as those that a flow of it crosses are anyway.
     *
     * @throws IllegalStateException if one is part of another network
     */
    public void claim(final List<Link> links) {
        links.forEach(link -> link.join(this));
    }

    /**
     * Begins a transfer.
     *
     * @param flow a flow whose last transfer, if any, is through or given up
     * @param now the time, in seconds
     * @param bytes how much, 0 or more
     * @param maxBytesPerSecond no faster than this, above 0
     */
    public void send(final Flow flow, final double now, final long bytes, final double maxBytesPerSecond) {
        Validate.isTrue(bytes >= 0, "transfer of %d bytes, expected 0 or more", bytes);
        Validate.isTrue(maxBytesPerSecond > 0, "rate limit of %s bytes/s, expected above 0", maxBytesPerSecond);
        begin(flow, now, (double) bytes, maxBytesPerSecond);
    }

    /**
     * Changes how much the transfer under way has to carry. Its rate stays what it is.
     *
     * @param flow a flow with a transfer under way
     * @param bytes how much more; less if negative, but nothing that is through already
     */
    public void sendMore(final Flow flow, final long bytes) {
        flow.addBytes((double) bytes);
    }

    /**
     * Begins a demand: as much as the flow can get, up to a rate, until it is stopped. A demand under way is changed.
     *
     * @param flow a flow whose last transfer, if any, is through or given up
     * @param now the time, in seconds
     * @param maxBytesPerSecond how much it wants, 0 or more
     */
    public void demand(final Flow flow, final double now, final double maxBytesPerSecond) {
        Validate.isTrue(maxBytesPerSecond >= 0, "rate limit of %s bytes/s, expected 0 or more", maxBytesPerSecond);
        begin(flow, now, Double.POSITIVE_INFINITY, maxBytesPerSecond);
    }

    /**
     * Ends a flow's sending: what it had is for the others. Does nothing if it does not send.
     *
     * @param flow the flow
     * @param now the time, in seconds
     */
    public void stop(final Flow flow, final double now) {
        moveTo(now);
        if (!flow.sending()) {
            return;
        }
        flow.stop();
        flow.path().forEach(link -> link.sendingFlows().remove(flow));
        change(flow.path());
    }

    /**
     * Changes the weight of a flow, whether it sends or not.
     *
     * @param flow the flow
     * @param now the time, in seconds
     * @param weight its weight from now on, 0.001 to 1000
     */
    public void setWeight(final Flow flow, final double now, final double weight) {
        Validate.isTrue(
                weight >= SMALLEST_WEIGHT && weight <= LARGEST_WEIGHT,
                "weight %s of a flow, expected %s to %s",
                weight,
                SMALLEST_WEIGHT,
                LARGEST_WEIGHT);
        moveTo(now);
        if (weight != flow.weight()) {
            flow.setWeight(weight);
            if (flow.sending()) {
                change(flow.path());
            }
        }
    }

    /**
     * Lets a flow use a part of its share only, whatever keeps it from the rest, which is for the others.
     *
     * @param flow the flow
     * @param now the time, in seconds
     * @param pace the part, above 0 and at most 1
     */
    public void setPace(final Flow flow, final double now, final double pace) {
        Validate.isTrue(pace > 0 && pace <= 1, "pace %s of a flow, expected above 0 and at most 1", pace);
        moveTo(now);
        if (pace != flow.pace()) {
            flow.setPace(pace);
            if (flow.sending()) {
                change(flow.path());
            }
        }
    }

    /**
     * Changes the capacity of a link.
     *
     * @param link the link
     * @param now the time, in seconds
     * @param bytesPerSecond its capacity from now on, 0 or more (0: cut; its flows wait)
     */
    public void setCapacity(final Link link, final double now, final double bytesPerSecond) {
        Validate.isTrue(
                bytesPerSecond >= 0 && Double.isFinite(bytesPerSecond),
                "capacity of link %s: %s bytes/s, expected a finite number of 0 or more",
                link,
                bytesPerSecond);
        link.join(this);
        moveTo(now);
        if (bytesPerSecond != link.bytesPerSecond()) {
            link.setBytesPerSecond(bytesPerSecond);
            change(List.of(link));
        }
    }

    /** Shares out what has changed, as of the time when it did, and tells the flows that have another rate. */
    public void share() {
        if (sharing) {
            return;
        }
        sharing = true;
        try {
            while (!changed.isEmpty()) {
                filling.share(changed, clock, retimed);
                changed.clear();
                for (final Flow flow : retimed) {
                    if (flow.sending()) {
                        flow.tellRate();
                    }
                }
                retimed.clear();
            }
        } finally {
            retimed.clear();
            sharing = false;
        }
    }

    private void begin(final Flow flow, final double now, final double bytes, final double limit) {
        moveTo(now);
        final boolean wasSending = flow.sending();
        final boolean limitMatters = limit != flow.maxBytesPerSecond() && flow.limit(limit);
        flow.begin(now, bytes);
        if (!wasSending) {
            flow.path().forEach(link -> link.sendingFlows().add(flow));
        }
        if (!wasSending || limitMatters) {
            change(flow.path());
        }
    }

    private void moveTo(final double now) {
        Validate.isTrue(
                now >= clock && now < Double.POSITIVE_INFINITY,
                "time %s s, expected a finite %s s or later",
                now,
                clock);
        if (now > clock) {
            share();
            clock = now;
        }
    }

    private void change(final List<Link> links) {
        final boolean first = changed.isEmpty();
        changed.addAll(links);
        if (first && !sharing) {
            shareSoon.run();
        }
    }
}
