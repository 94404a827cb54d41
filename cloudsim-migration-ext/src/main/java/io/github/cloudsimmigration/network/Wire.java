package io.github.cloudsimmigration.network;

/** What one migration sends over, by itself. It may remember what was sent: one wire serves one migration. */
public interface Wire {
    /**
     * What came of a transfer.
     *
     * @param seconds how long it took, or was allowed to
     * @param bytes how much was sent meanwhile
     */
    record Sent(double seconds, double bytes) {}

    /**
     * Sends until the sender has got rid of its bytes.
     *
     * @param start when the transfer begins, in seconds; no earlier than the last one ended
     * @param bytes how much, 0 or more
     * @param maxBytesPerSecond no faster than this
     * @param untilSeconds not for longer than this
     */
    Sent send(double start, long bytes, double maxBytesPerSecond, double untilSeconds);

    /** Sends until the last byte has left the wire; otherwise like {@link #send}, which is the same where nothing is buffered. */
    default Sent deliver(
            final double start, final long bytes, final double maxBytesPerSecond, final double untilSeconds) {
        return send(start, bytes, maxBytesPerSecond, untilSeconds);
    }
}
