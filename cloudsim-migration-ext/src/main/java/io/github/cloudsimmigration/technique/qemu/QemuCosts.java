package io.github.cloudsimmigration.technique.qemu;

import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import org.apache.commons.lang3.Validate;

/**
 * What QEMU's migration takes beside the wire.
 *
 * @param pageSeconds CPU time to send a page that is not zero
 * @param zeroPageSeconds CPU time to find and send a zero page
 * @param differenceSeconds CPU time to encode a page as a difference
 * @param setupSeconds from the request to the first page
 * @param syncSecondsPerPage to read the dirty log, per page of the guest
 * @param handOver device state, and times to stop the VM and to run it again
 * @param roundTripSeconds of a request in post-copy, without what the network adds
 * @param queueSeconds how long a page asked for waits behind what the source's socket holds
 */
public record QemuCosts(
        double pageSeconds,
        double zeroPageSeconds,
        double differenceSeconds,
        double setupSeconds,
        double syncSecondsPerPage,
        StopAndCopy handOver,
        double roundTripSeconds,
        double queueSeconds) {
    /** Of the state of each virtual CPU but the first. */
    private static final long FURTHER_VCPU_BYTES = 9_500;

    /**
     * Measured on QEMU 7.2.22, machine {@code pc}, one vCPU: CPU time per page from idle VMs at 1 Gbit/s, set-up, sync (0.2 ms at 512 MiB) and
     * stop from the times of QEMU's events, device state from an idle VM's bytes. A request in post-copy as in {@link PostCopy#DEFAULT}.
     */
    public static final QemuCosts MEASURED = new QemuCosts(
            1.0e-6, 0.28e-6, 6e-6, 0.0025, 1.5e-9, new StopAndCopy(112_000, FURTHER_VCPU_BYTES, 0.0025, 0), 100e-6, 0);

    public QemuCosts {
        for (final double secondsPerPage :
                new double[] {pageSeconds, zeroPageSeconds, differenceSeconds, syncSecondsPerPage}) {
            Validate.isTrue(
                    secondsPerPage >= 0 && Double.isFinite(secondsPerPage),
                    "QEMU takes %s s/page, expected 0 or more",
                    secondsPerPage);
        }
        Validate.isTrue(setupSeconds >= 0, "set-up of %s s, expected 0 or more", setupSeconds);
        Validate.notNull(handOver, "stop and hand-over: null, expected some");
        Validate.isTrue(
                roundTripSeconds >= 0 && queueSeconds >= 0 && Double.isFinite(roundTripSeconds + queueSeconds),
                "requests in post-copy with a round trip of %s s and %s s in a queue, expected finite times of 0 or more",
                roundTripSeconds,
                queueSeconds);
    }

    /** {@return the same with other latencies of a request in post-copy} */
    public QemuCosts withRequests(final double newRoundTripSeconds, final double newQueueSeconds) {
        return new QemuCosts(
                pageSeconds,
                zeroPageSeconds,
                differenceSeconds,
                setupSeconds,
                syncSecondsPerPage,
                handOver,
                newRoundTripSeconds,
                newQueueSeconds);
    }
}
