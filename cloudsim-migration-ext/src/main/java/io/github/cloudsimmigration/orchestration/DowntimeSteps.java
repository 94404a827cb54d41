package io.github.cloudsimmigration.orchestration;

import org.apache.commons.lang3.Validate;

/**
 * A downtime limit that rises in equal steps while a migration goes on.
 *
 * <p>Source: OpenStack Nova's {@code live_migration_downtime}, {@code _steps} and {@code _delay}: of k steps, step i (from 0 to k) allows
 * base + i (limit - base) / k, with base = limit / k, after i delays. (Until its Pike release Nova's steps grew exponentially.)
 *
 * <p>Deviation: Nova cuts milliseconds and seconds down to whole ones, and counts the disks it copies as memory.
 *
 * @param limitSeconds the limit after the last step
 * @param steps how many steps, 1 or more
 * @param delaySecondsPerGiB the delay between steps, for each GiB of memory, at least two
 */
public record DowntimeSteps(double limitSeconds, int steps, double delaySecondsPerGiB) {
    /** Nova's defaults: 500 ms in 10 steps, 75 s per GiB apart. */
    public static final DowntimeSteps NOVA = new DowntimeSteps(0.5, 10, 75);

    private static final double LEAST_GIB = 2;
    private static final double BYTES_PER_GIB = 1L << 30;

    public DowntimeSteps {
        Validate.isTrue(
                limitSeconds > 0 && Double.isFinite(limitSeconds),
                "downtime limit of %s s, expected a finite number above 0",
                limitSeconds);
        Validate.isTrue(steps > 0, "downtime limit in %d steps, expected 1 or more", steps);
        Validate.isTrue(
                delaySecondsPerGiB > 0 && Double.isFinite(delaySecondsPerGiB),
                "steps %s s per GiB apart, expected a finite number above 0",
                delaySecondsPerGiB);
    }

    /** {@return the limit in seconds at a step, 0 to {@link #steps}} */
    public double limitSeconds(final int step) {
        final double base = limitSeconds / steps;
        return base + (limitSeconds - base) * Math.min(step, steps) / steps;
    }

    /** {@return when a step begins, in seconds since the start of a migration of so many bytes of memory} */
    public double startSeconds(final int step, final long bytes) {
        return step * delaySecondsPerGiB * Math.max(LEAST_GIB, bytes / BYTES_PER_GIB);
    }
}
