package io.github.cloudsimmigration.technique.switchover;

import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.SwitchOver;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * Post-copy: the VM stops, its processor and device state is sent, it runs at the destination, and its pages follow, each exactly
 * once: those it asks for first, the others in push order meanwhile.
 *
 * <p>Source: M. Hines, K. Gopalan, "Post-Copy Based Live Virtual Machine Migration Using Adaptive Pre-Paging and Dynamic
 * Self-Ballooning", VEE 2009; QEMU's {@code postcopy-ram}.
 *
 * <p>A virtual CPU that touches a page still at the source stalls for the request's way to the source, the page in flight there, the
 * page's own transfer and way back, and its installation; the others run on. A page that is on its way already is waited for without
 * asking.
 *
 * <p>What it does not claim: that a page asked for by one virtual CPU also holds up another that touches it meanwhile.
 *
 * @param handOver device state and times of the switch itself
 * @param pushOrder in which order pages are pushed that nobody has asked for
 * @param roundTripSeconds from destination to source and back, without what the network adds; 0.1 ms is a data centre's LAN
 * @param installSeconds from a page's arrival until the virtual CPU that waits for it runs; 60 µs, so that a fault takes the 170 µs
 *     measured on QEMU/KVM at 10 Gbit/s
 * @param minorFaultSeconds how long a virtual CPU is held up by the first touch of a page that has arrived; 0 where arrival maps it (QEMU)
 * @param nonPageablePages pages that cannot fault and so are sent while the VM is stopped, the lowest pending ones
 * @param skipsFreePages dynamic self-ballooning: pages the guest's allocator has not handed out are not sent
 * @param recovers whether a stream that breaks pauses the VM until it is mended, instead of losing it; a host that fails loses it all the same
 * @param maxBytesPerSecond limit on the pushed pages, not on those asked for (QEMU's {@code max-postcopy-bandwidth}); infinite for none
 * @param queueSeconds how long a page asked for waits behind what the source's socket holds; 0 where it has a channel of its own (QEMU's
 *     {@code postcopy-preempt})
 * @param onlyOnRequest whether a live phase that ended by its own rule, not {@linkplain StopReason#POSTCOPY_REQUESTED by request}, is
 *     completed by stop-and-copy, as QEMU does
 * @param discards how the destination is told which pages are stale
 */
public record PostCopy(
        StopAndCopy handOver,
        PushOrder pushOrder,
        double roundTripSeconds,
        double installSeconds,
        double minorFaultSeconds,
        int nonPageablePages,
        boolean skipsFreePages,
        boolean recovers,
        double maxBytesPerSecond,
        double queueSeconds,
        boolean onlyOnRequest,
        DiscardList discards)
        implements SwitchOver {
    /** Bubbling around the latest fault over a LAN; a failure loses the VM. */
    public static final PostCopy DEFAULT = new PostCopy(
            StopAndCopy.DEFAULT,
            new Bubbling(1),
            100e-6,
            60e-6,
            0,
            0,
            false,
            false,
            Double.POSITIVE_INFINITY,
            0,
            false);

    public PostCopy {
        Validate.isTrue(
                roundTripSeconds >= 0 && Double.isFinite(roundTripSeconds),
                "round trip of %s s, expected 0 or more",
                roundTripSeconds);
        Validate.isTrue(
                installSeconds >= 0 && Double.isFinite(installSeconds),
                "install time of %s s, expected 0 or more",
                installSeconds);
        Validate.isTrue(
                minorFaultSeconds >= 0 && Double.isFinite(minorFaultSeconds),
                "minor faults of %s s, expected 0 or more",
                minorFaultSeconds);
        Validate.isTrue(nonPageablePages >= 0, "%d non-pageable pages, expected 0 or more", nonPageablePages);
        Validate.isTrue(
                queueSeconds >= 0 && Double.isFinite(queueSeconds),
                "post-copy requests wait %s s at the source, expected 0 or more",
                queueSeconds);
        Validate.isTrue(maxBytesPerSecond > 0, "post-copy limit of %s bytes/s, expected above 0", maxBytesPerSecond);
    }

    /** Describes post-copy whose destination knows which pages are stale. */
    public PostCopy(
            final StopAndCopy handOver,
            final PushOrder pushOrder,
            final double roundTripSeconds,
            final double installSeconds,
            final double minorFaultSeconds,
            final int nonPageablePages,
            final boolean skipsFreePages,
            final boolean recovers,
            final double maxBytesPerSecond,
            final double queueSeconds,
            final boolean onlyOnRequest) {
        this(
                handOver,
                pushOrder,
                roundTripSeconds,
                installSeconds,
                minorFaultSeconds,
                nonPageablePages,
                skipsFreePages,
                recovers,
                maxBytesPerSecond,
                queueSeconds,
                onlyOnRequest,
                DiscardList.NONE);
    }

    /** {@return the same with another push order} */
    public PostCopy withPushOrder(final PushOrder order) {
        return with(order, skipsFreePages, recovers);
    }

    /** {@return the same with dynamic self-ballooning} */
    public PostCopy withoutFreePages() {
        return with(pushOrder, true, recovers);
    }

    /** {@return the same with recovery: a stream that breaks pauses the VM} */
    public PostCopy withRecovery() {
        return with(pushOrder, skipsFreePages, true);
    }

    private PostCopy with(final PushOrder order, final boolean skips, final boolean mends) {
        return new PostCopy(
                handOver,
                order,
                roundTripSeconds,
                installSeconds,
                minorFaultSeconds,
                nonPageablePages,
                skips,
                mends,
                maxBytesPerSecond,
                queueSeconds,
                onlyOnRequest,
                discards);
    }

    @Override
    public long deviceStateBytes(final int vcpus) {
        return handOver.deviceStateBytes(vcpus);
    }

    @Override
    public double suspendSeconds() {
        return handOver.suspendSeconds();
    }

    @Override
    public double resumeSeconds() {
        return handOver.resumeSeconds();
    }

    @Override
    public Optional<PostCopy> postCopy(final StopReason reason) {
        return onlyOnRequest && reason != StopReason.POSTCOPY_REQUESTED ? Optional.empty() : Optional.of(this);
    }
}
