package io.github.cloudsimmigration.technique;

/**
 * What each of some batches is that are sent one after the other at a steady rate.
 *
 * @param bytes what it is on the wire
 * @param pages how many pages it stands for
 * @param seconds how long it takes, 0 or more
 */
public record BatchPace(long bytes, int pages, double seconds) {
    /** {@return after how many batches at least so much time has passed: from 1 to {@code most}} */
    public int batchesIn(final double wantedSeconds, final int most) {
        final double batches = Math.ceil(wantedSeconds / seconds);
        return batches > 1 ? (int) Math.min(batches, most) : 1;
    }
}
