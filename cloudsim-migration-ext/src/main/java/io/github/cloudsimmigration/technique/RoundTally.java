package io.github.cloudsimmigration.technique;

/**
 * What decisions get to know about a round that has ended.
 *
 * @param round its number, from 1
 * @param pending pages whose copy at the destination was missing or stale when it began
 * @param sent pages sent
 * @param skipped pages left out because they were in the dirty log when their batch came up
 * @param held pages the selection chose not to send
 * @param bytes bytes on the wire
 * @param seconds its duration
 * @param dirtied pages written during the round
 * @param left pages pending when it had ended
 */
public record RoundTally(
        int round, int pending, int sent, int skipped, int held, long bytes, double seconds, int dirtied, int left) {
    /** {@return pages written per second; 0 for a round that took no time} */
    public double dirtyPagesRate() {
        return seconds > 0 ? dirtied / seconds : 0;
    }
}
