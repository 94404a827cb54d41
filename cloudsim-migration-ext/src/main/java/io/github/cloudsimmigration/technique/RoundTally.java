package io.github.cloudsimmigration.technique;

import java.util.List;

/**
 * What decisions get to know about a round that has ended. All of it is of the whole guest, even if its pages are a {@linkplain
 * io.github.cloudsimmigration.memory.MemoryLayout#sampled sample}.
 *
 * @param round its number, from 1
 * @param pending pages whose copy at the destination was missing or stale when it began
 * @param sent pages sent
 * @param firstSent those of them that had never been sent before
 * @param skipped pages left out because they were in the dirty log when their batch came up
 * @param held pages that were pending and neither sent nor skipped: refused by the selection, left out by the order, or cut off by the
 *     stop rule
 * @param bytes bytes on the wire
 * @param seconds its duration
 * @param sendSeconds how much of it was spent sending
 * @param dirtied pages written during the round
 * @param left pages pending when it had ended
 */
public record RoundTally(
        int round,
        int pending,
        int sent,
        int firstSent,
        int skipped,
        int held,
        long bytes,
        double seconds,
        double sendSeconds,
        int dirtied,
        int left) {
    /**
     * {@return how long sending what is left would take, as whole pages at the bandwidth of the last round that sent any bytes, in seconds}
     *
     * <p>0 if nothing is left; infinite if nothing was sent yet. Pages that took less than their size do not count for more: the next ones may not.
     *
     * @param rounds the rounds so far, oldest first
     * @param pageSize bytes of a page
     */
    public static double secondsToSendTheRest(final List<RoundTally> rounds, final int pageSize) {
        final int left = rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1).left();
        return left == 0 ? 0 : (double) left * pageSize / bytesPerSecond(rounds);
    }

    /** {@return the bandwidth of the last round that sent any bytes, in bytes/s; 0 if none has, infinite if that took no time} */
    public static double bytesPerSecond(final List<RoundTally> rounds) {
        for (int i = rounds.size() - 1; i >= 0; i--) {
            final RoundTally round = rounds.get(i);
            if (round.bytes() > 0) {
                return round.bytes() / round.sendSeconds();
            }
        }
        return 0;
    }

    /** {@return pages that became pending during the round: those it sent before they were written, and those that were not pending} */
    public int newlyPending() {
        return Math.max(0, left - (pending - sent));
    }

    /** {@return pages that became pending per second, QEMU's {@code dirty-pages-rate}; 0 for a round that took no time} */
    public double dirtyPagesRate() {
        return seconds > 0 ? newlyPending() / seconds : 0;
    }

    /** {@return pages written per second, whether they were pending already or not; 0 for a round that took no time} */
    public double writtenPagesRate() {
        return seconds > 0 ? dirtied / seconds : 0;
    }
}
