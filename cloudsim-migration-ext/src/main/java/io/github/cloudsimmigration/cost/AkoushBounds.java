package io.github.cloudsimmigration.cost;

import org.apache.commons.lang3.Validate;

/**
 * What Xen's pre-copy takes at least and at most, whatever the VM writes.
 *
 * <p>Source: S. Akoush, R. Sohan, A. Rice, A. W. Moore, A. Hopper, "Predicting the Performance of Virtual Machine Migration", MASCOTS 2010:
 * all memory is sent once at least; the stop rules allow three times the memory, one round more, and a final round, of at most all
 * memory each, and never all of them in full: five times the memory less a page.
 *
 * <p>A baseline: the bounds lie a factor of five apart, and between stopping the VM for nothing and for all of its memory.
 *
 * @param memoryBytes size of the memory
 * @param pageBytes size of a page
 * @param bytesPerSecond the link's rate, above 0
 * @param overheadSeconds what starting and ending a migration takes with the VM running
 * @param stopSeconds what stopping and resuming the VM takes
 */
public record AkoushBounds(
        long memoryBytes, int pageBytes, double bytesPerSecond, double overheadSeconds, double stopSeconds) {
    private static final int MOST_TIMES = 5;

    public AkoushBounds {
        Validate.isTrue(memoryBytes > 0, "memory of %d bytes, expected 1 or more", memoryBytes);
        Validate.isTrue(pageBytes > 0, "pages of %d bytes, expected 1 or more", pageBytes);
        Validate.isTrue(bytesPerSecond > 0, "rate of %s bytes/s, expected above 0", bytesPerSecond);
        Validate.isTrue(overheadSeconds >= 0, "overhead of %s s, expected 0 or more", overheadSeconds);
        Validate.isTrue(stopSeconds >= 0, "stop of %s s, expected 0 or more", stopSeconds);
    }

    /** {@return the least total time} */
    public double minTotalSeconds() {
        return memoryBytes / bytesPerSecond + overheadSeconds + stopSeconds;
    }

    /** {@return the longest total time} */
    public double maxTotalSeconds() {
        return ((double) MOST_TIMES * memoryBytes - pageBytes) / bytesPerSecond + overheadSeconds + stopSeconds;
    }

    /** {@return the least downtime} */
    public double minDowntimeSeconds() {
        return stopSeconds;
    }

    /** {@return the longest downtime} */
    public double maxDowntimeSeconds() {
        return memoryBytes / bytesPerSecond + stopSeconds;
    }
}
