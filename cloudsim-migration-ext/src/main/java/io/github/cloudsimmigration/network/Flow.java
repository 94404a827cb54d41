package io.github.cloudsimmigration.network;

import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;

/** A sequence of transfers along a path of links, one after the other. Made by {@link FairNetwork#open}. */
public final class Flow {
    private final List<Link> path;
    private final Consumer<Flow> rateListener;

    private double maxBytesPerSecond = Double.POSITIVE_INFINITY;
    private double bytesPerSecond;
    private double bytesLeft;
    private double settledAt;
    private boolean sending;
    private double share;
    private boolean settled;

    Flow(final List<Link> path, final Consumer<Flow> rateListener) {
        Validate.notEmpty(path, "path of a flow: no links, expected at least one");
        this.path = List.copyOf(path);
        this.rateListener = rateListener;
    }

    /** {@return the rate the flow has now, in bytes per second; 0 when it does not send} */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** {@return whether a transfer is under way} */
    public boolean sending() {
        return sending;
    }

    /** {@return when the transfer under way will be through if no rate changes, in seconds of the network's clock} */
    public double arrivalSeconds() {
        Validate.validState(sending, "the flow does not send, expected a transfer under way");
        return settledAt + bytesLeft / bytesPerSecond;
    }

    /** {@return what is left of the transfer under way, in bytes} */
    public double bytesLeft(final double now) {
        return Math.max(0, bytesLeft - bytesPerSecond * (now - settledAt));
    }

    List<Link> path() {
        return path;
    }

    double maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    void begin(final double now, final long bytes, final double limit) {
        bytesLeft = bytes;
        maxBytesPerSecond = limit;
        settledAt = now;
        sending = true;
    }

    void stop() {
        sending = false;
        bytesPerSecond = 0;
    }

    void startSharing() {
        settled = false;
    }

    boolean settled() {
        return settled;
    }

    /** {@return the smallest fair share among the links it crosses} */
    double fairShare() {
        double share = Double.POSITIVE_INFINITY;
        for (final Link link : path) {
            share = Math.min(share, link.fairShare());
        }
        return share;
    }

    void settle(final double rate) {
        settled = true;
        share = rate;
        path.forEach(link -> link.settle(rate));
    }

    /** {@return whether the rate has changed} */
    boolean takeShare(final double now) {
        if (share == bytesPerSecond) {
            return false;
        }
        bytesLeft = Math.max(0, bytesLeft - bytesPerSecond * (now - settledAt));
        settledAt = now;
        bytesPerSecond = share;
        return true;
    }

    void tellRate() {
        rateListener.accept(this);
    }
}
