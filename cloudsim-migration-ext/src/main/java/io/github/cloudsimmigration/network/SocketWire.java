package io.github.cloudsimmigration.network;

import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;

/**
 * A wire of constant rate behind the send buffer of a TCP socket: the sender writes at its own pace until the buffer is full, then sleeps until
 * a share of it is free.
 *
 * <p>Source: Linux's {@code sk_stream_write_space} and {@code sk_stream_min_wspace}: a sleeping sender is woken when a third of the buffer
 * is free. So it sends in bursts of that size, is ahead of the wire by up to the buffer, and has finished before the wire has.
 *
 * <p>Cost: O(1) for each eighth of the buffer.
 */
public final class SocketWire implements Wire {
    /** The sender writes as it goes, not all at the end. */
    private static final double CHUNK_OF_BUFFER = 1.0 / 8;

    private final double bytesPerSecond;
    private final double bufferBytes;
    private final double wakeShare;
    private final double wakeSpread;
    private final RandomGenerator random;

    private double queued;
    private double queuedAt;

    /**
     * Creates a wire.
     *
     * @param bytesPerSecond its rate, above 0
     * @param bufferBytes the buffer, above 0
     * @param queuedBytes what is in it at time 0, 0 or more
     * @param wakeShare share of the buffer that must be free before a sleeping sender goes on, above 0 to 1
     * @param wakeSpread by which part that share varies up and down, 0 to below 1
     * @param random what it varies by
     */
    public SocketWire(
            final double bytesPerSecond,
            final double bufferBytes,
            final double queuedBytes,
            final double wakeShare,
            final double wakeSpread,
            final RandomGenerator random) {
        Validate.isTrue(
                bytesPerSecond > 0 && Double.isFinite(bytesPerSecond),
                "socket on a link of %s bytes/s, expected a finite rate above 0",
                bytesPerSecond);
        Validate.isTrue(bufferBytes > 0, "socket buffer of %s bytes, expected above 0", bufferBytes);
        Validate.isTrue(queuedBytes >= 0, "%s bytes in a socket buffer, expected 0 or more", queuedBytes);
        Validate.isTrue(wakeShare > 0 && wakeShare <= 1, "sender woken at %s, expected above 0 to 1", wakeShare);
        Validate.isTrue(wakeSpread >= 0 && wakeSpread < 1, "wake-up spread of %s, expected 0 to below 1", wakeSpread);
        this.bytesPerSecond = bytesPerSecond;
        this.bufferBytes = bufferBytes;
        this.queued = queuedBytes;
        this.wakeShare = wakeShare;
        this.wakeSpread = wakeSpread;
        this.random = random;
    }

    /** {@inheritDoc} A transfer that is cut off leaves no bytes behind that it has not sent. */
    @Override
    public Sent send(final double start, final long bytes, final double maxBytesPerSecond, final double untilSeconds) {
        double now = start;
        double left = bytes;
        while (left > 0) {
            final double chunk = Math.min(left, bufferBytes * CHUNK_OF_BUFFER);
            now += chunk / maxBytesPerSecond;
            drainTo(now);
            now = write(chunk, now);
            if (now - start > untilSeconds) {
                return new Sent(untilSeconds, bytes - left);
            }
            left -= chunk;
        }
        return new Sent(now - start, bytes);
    }

    private double write(final double bytes, final double start) {
        double now = start;
        double left = bytes;
        while (left > bufferBytes - queued) {
            left -= Math.max(0, bufferBytes - queued);
            final double full = Math.max(bufferBytes, queued);
            final double free = wakeShare * (1 + wakeSpread * (2 * random.nextDouble() - 1));
            queued = full;
            queuedAt = now;
            now += Math.max(0, full - bufferBytes * (1 - free)) / bytesPerSecond;
            drainTo(now);
        }
        queued += left;
        return now;
    }

    @Override
    public Sent deliver(
            final double start, final long bytes, final double maxBytesPerSecond, final double untilSeconds) {
        drainTo(start);
        final double before = queued / bytesPerSecond;
        final double rate = Math.min(bytesPerSecond, maxBytesPerSecond);
        final double seconds = before + bytes / rate;
        final double passed = Math.min(seconds, untilSeconds);
        return new Sent(passed, passed == seconds ? bytes : Math.max(0, passed - before) * rate);
    }

    private void drainTo(final double now) {
        queued = Math.max(0, queued - bytesPerSecond * Math.max(0, now - queuedAt));
        queuedAt = now;
    }
}
