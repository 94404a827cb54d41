package io.github.cloudsimmigration.orchestration;

import org.apache.commons.lang3.Validate;

/**
 * How long a migration may take.
 *
 * @param completionSecondsPerGiB for each GiB of memory; infinite for no timeout
 * @param leastGiB how many GiB are counted at least, 0 or more
 * @param progressSeconds without progress; infinite for no timeout. A round that leaves less than any before is progress, and so is, after it
 *     and until the next round has ended, everything sent
 */
public record Timeouts(double completionSecondsPerGiB, double leastGiB, double progressSeconds) {
    /** As long as it wants. */
    public static final Timeouts NONE = new Timeouts(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** KubeVirt's defaults: {@code completionTimeoutPerGiB} 150 s, {@code progressTimeout} 150 s. */
    public static final Timeouts KUBEVIRT = new Timeouts(150, 150);

    /** Nova's default: {@code live_migration_completion_timeout} 800 s per GiB, of which it counts at least two. */
    public static final Timeouts NOVA = new Timeouts(800, 2, Double.POSITIVE_INFINITY);

    private static final double BYTES_PER_GIB = 1L << 30;

    public Timeouts {
        Validate.isTrue(
                completionSecondsPerGiB > 0,
                "completion timeout of %s s per GiB, expected above 0",
                completionSecondsPerGiB);
        Validate.isTrue(
                leastGiB >= 0 && Double.isFinite(leastGiB),
                "timeout for at least %s GiB, expected a finite number of 0 or more",
                leastGiB);
        Validate.isTrue(progressSeconds > 0, "progress timeout of %s s, expected above 0", progressSeconds);
    }

    /** Creates timeouts that count at least one GiB. */
    public Timeouts(final double completionSecondsPerGiB, final double progressSeconds) {
        this(completionSecondsPerGiB, 1, progressSeconds);
    }

    /** {@return how long a migration of so many bytes of memory may take, in seconds} */
    public double completionSeconds(final long bytes) {
        return completionSecondsPerGiB * Math.max(leastGiB, bytes / BYTES_PER_GIB);
    }
}
