package io.github.cloudsimmigration.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;

/**
 * A sequence of transfers along a path of links, one after the other, or a demand without end. Made by
 * {@link FairNetwork#open}.
 */
public final class Flow {
    /** Rates closer than this, relative to the larger, differ by rounding only. */
    private static final double SAME_RATE = 1e-12;

    private final List<Link> path;
    private final Link[] links;
    private final Consumer<Flow> rateListener;

    private double weight = 1;
    private double maxBytesPerSecond = Double.POSITIVE_INFINITY;
    private double pace = 1;
    private double bytesPerSecond;
    private double bytesLeft;
    private double settledAt;
    private boolean sending;
    private boolean rated;

    private int sharing;
    private double share;
    private double limit;
    private double granted;
    private boolean settled;

    Flow(final List<Link> path, final Consumer<Flow> rateListener) {
        Validate.notEmpty(path, "path of a flow: no links, expected at least one");
        final Set<Link> crossed = new HashSet<>();
        for (final Link link : path) {
            Validate.isTrue(crossed.add(link), "path of a flow: link %s twice, expected once", link);
        }
        this.path = List.copyOf(path);
        this.links = path.toArray(new Link[0]);
        this.rateListener = rateListener;
    }

    /** {@return the rate the flow has now, in bytes per second; 0 when it does not send} */
    public double bytesPerSecond() {
        return bytesPerSecond;
    }

    /**
     * {@return whether the network has shared out a rate for what is under way, be it 0; a flow that has just begun may have to wait for it until the
     * end of the moment}
     */
    public boolean isRated() {
        return rated;
    }

    /** {@return the rate it would have if all flows could send as fast as the links let them; 0 when it does not send} */
    public double shareBytesPerSecond() {
        return sending ? share : 0;
    }

    /** {@return how much of a link it gets beside others: a flow of weight 2 twice what a flow of weight 1 gets} */
    public double weight() {
        return weight;
    }

    /** {@return whether a transfer or a demand is under way} */
    public boolean sending() {
        return sending;
    }

    /**
     * {@return when the transfer under way will be through if no rate changes, in seconds of the network's clock; infinity for
     * a demand, and while a transfer has a rate of 0}
     */
    public double arrivalSeconds() {
        checkSending();
        return bytesLeft == 0 ? settledAt : settledAt + bytesLeft / bytesPerSecond;
    }

    /**
     * {@return how many bytes of the transfer under way are not through; infinity for a demand}
     *
     * @param now the time, in seconds, no earlier than the last change in the network
     */
    public double bytesLeft(final double now) {
        checkSending();
        Validate.isTrue(now >= settledAt, "bytes left at %s s, expected %s s or later", now, settledAt);
        return unsent(now);
    }

    List<Link> path() {
        return path;
    }

    int pathLength() {
        return links.length;
    }

    Link link(final int number) {
        return links[number];
    }

    double maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    void setWeight(final double wanted) {
        weight = wanted;
    }

    double pace() {
        return pace;
    }

    void setPace(final double wanted) {
        pace = wanted;
    }

    /** {@return whether the shares may be others now} */
    boolean limit(final double wanted) {
        final double highest = Math.min(maxBytesPerSecond, wanted);
        final boolean matters = share >= highest * (1 - 2 * SAME_RATE);
        maxBytesPerSecond = wanted;
        return matters;
    }

    void begin(final double now, final double bytes) {
        bytesLeft = bytes;
        settledAt = now;
        sending = true;
    }

    void addBytes(final double more) {
        checkSending();
        bytesLeft = Math.max(0, bytesLeft + more);
    }

    void stop() {
        sending = false;
        rated = false;
        share = 0;
        bytesPerSecond = 0;
    }

    /** Enters the flow in a sharing. {@return whether it was not in it} */
    boolean enter(final int number) {
        if (sharing == number) {
            return false;
        }
        sharing = number;
        settled = false;
        limit = maxBytesPerSecond;
        return true;
    }

    /** {@return no faster than this in the sharing under way} */
    double limit() {
        return limit;
    }

    /** Enters the flow once more, now that its share is known. {@return whether it can use a part of it only} */
    boolean reenter() {
        share = granted;
        settled = false;
        limit = pace < 1 ? pace * share : maxBytesPerSecond;
        return pace < 1;
    }

    boolean settled() {
        return settled;
    }

    /** Grants the flow a rate, no more than its limit, with the level that is reached. */
    void settle(final double rate, final double level) {
        settled = true;
        granted = Math.min(limit, rate);
        for (final Link link : links) {
            link.settle(granted, weight, level);
        }
    }

    /** {@return whether the rate has changed, or is the first one} */
    boolean takeRate(final double now) {
        if (pace == 1) {
            share = granted;
        }
        if (rated && Math.abs(granted - bytesPerSecond) <= SAME_RATE * Math.max(granted, bytesPerSecond)) {
            return false;
        }
        bytesLeft = unsent(now);
        settledAt = now;
        bytesPerSecond = granted;
        rated = true;
        return true;
    }

    void tellRate() {
        rateListener.accept(this);
    }

    /** {@return the bytes left, none of them if they would be through within the rounding of the clock} */
    private double unsent(final double now) {
        final double left = bytesLeft - bytesPerSecond * (now - settledAt);
        return left <= bytesPerSecond * 2 * Math.ulp(now) ? 0 : left;
    }

    private void checkSending() {
        Validate.validState(sending, "the flow does not send, expected a transfer under way");
    }
}
