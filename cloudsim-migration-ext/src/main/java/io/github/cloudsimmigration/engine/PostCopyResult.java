package io.github.cloudsimmigration.engine;

/**
 * What post-copy did beside sending pages.
 *
 * @param seconds how long it lasted
 * @param networkFaults touches of pages still at the source (QEMU's {@code postcopy-requests} counts these and those in flight)
 * @param minorFaults first touches of pages that had left the source: that had arrived, or were on their way
 * @param inFlightFaults those of them that were on their way: the virtual CPU waits without asking
 * @param stalledCpuSeconds CPU time faults took from the VM, in seconds of all its virtual CPUs together, divided by their number
 * @param blockSeconds how long all virtual CPUs stood still at once (QEMU's {@code postcopy-blocktime})
 */
public record PostCopyResult(
        double seconds,
        int networkFaults,
        int minorFaults,
        int inFlightFaults,
        double stalledCpuSeconds,
        double blockSeconds) {
    /** No post-copy. */
    public static final PostCopyResult NONE = new PostCopyResult(0, 0, 0, 0, 0, 0);

    /** {@return faults that stalled a virtual CPU until a page arrived} */
    public int requests() {
        return networkFaults + inFlightFaults;
    }
}
