package io.github.cloudsimmigration.network;

import java.util.Arrays;
import org.apache.commons.lang3.Validate;

/** A wire whose rate is known in advance: constant, or changing at given times. Rates in bytes per second. */
public final class ScheduledWire implements Wire {
    private final double[] times;
    private final double[] rates;

    private ScheduledWire(final double[] times, final double[] rates) {
        this.times = times;
        this.rates = rates;
    }

    /** {@return a wire of constant rate} */
    public static ScheduledWire constant(final double bytesPerSecond) {
        return steps(new double[] {0}, new double[] {bytesPerSecond});
    }

    /**
     * {@return a wire that changes its rate}
     *
     * @param times when each rate begins, in seconds, ascending from 0
     * @param bytesPerSecond the rates, 0 or more (0: interrupted); the last one, which stays for ever, above 0
     */
    public static ScheduledWire steps(final double[] times, final double[] bytesPerSecond) {
        Validate.isTrue(
                times.length == bytesPerSecond.length && times.length > 0,
                "wire schedule of %d times and %d rates, expected as many of both, at least one",
                times.length,
                bytesPerSecond.length);
        Validate.isTrue(times[0] == 0, "wire schedule begins at %s s, expected 0", times[0]);
        for (int i = 0; i < times.length; i++) {
            Validate.isTrue(
                    i == 0 || times[i] > times[i - 1],
                    "time %s s of a wire schedule, expected ascending times",
                    times[i]);
            final boolean last = i == times.length - 1;
            Validate.isTrue(
                    bytesPerSecond[i] >= 0 && Double.isFinite(bytesPerSecond[i]) && (!last || bytesPerSecond[i] > 0),
                    "wire rate %s bytes/s, expected a finite rate of 0 or more, above 0 at the end",
                    bytesPerSecond[i]);
        }
        return new ScheduledWire(times.clone(), bytesPerSecond.clone());
    }

    /** {@return the same wire, at so many times its rates} */
    public ScheduledWire scaled(final double factor) {
        return factor == 1
                ? this
                : steps(times, Arrays.stream(rates).map(rate -> rate * factor).toArray());
    }

    /** {@return the same wire, no faster than a limit} */
    public ScheduledWire limited(final double maxBytesPerSecond) {
        return steps(
                times,
                Arrays.stream(rates)
                        .map(rate -> Math.min(rate, maxBytesPerSecond))
                        .toArray());
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ScheduledWire wire
                && Arrays.equals(times, wire.times)
                && Arrays.equals(rates, wire.rates);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(rates);
    }

    @Override
    public Sent send(final double start, final long bytes, final double maxBytesPerSecond, final double untilSeconds) {
        final double seconds = secondsToSend(start, bytes, maxBytesPerSecond);
        return seconds <= untilSeconds
                ? new Sent(seconds, bytes)
                : new Sent(untilSeconds, bytesWithin(start, untilSeconds, maxBytesPerSecond));
    }

    /**
     * {@return how long a transfer takes, in seconds}
     *
     * @param start when it begins, in seconds
     * @param bytes how much, 0 or more
     * @param maxBytesPerSecond no faster than this
     */
    public double secondsToSend(final double start, final long bytes, final double maxBytesPerSecond) {
        Validate.isTrue(bytes >= 0, "transfer of %d bytes, expected 0 or more", bytes);
        Validate.isTrue(maxBytesPerSecond > 0, "rate limit of %s bytes/s, expected above 0", maxBytesPerSecond);
        double seconds = 0;
        double left = bytes;
        for (int i = stepAt(start); left > 0; i++) {
            final double rate = Math.min(rates[i], maxBytesPerSecond);
            final double end = i + 1 < times.length ? times[i + 1] : Double.POSITIVE_INFINITY;
            final double room = end - (start + seconds);
            if (rate > 0 && left / rate <= room) {
                return seconds + left / rate;
            }
            left -= rate * room;
            seconds += room;
        }
        return seconds;
    }

    /**
     * {@return how much arrives within a time, in bytes}
     *
     * @param start when it begins, in seconds
     * @param seconds for how long, 0 or more
     * @param maxBytesPerSecond no faster than this
     */
    public double bytesWithin(final double start, final double seconds, final double maxBytesPerSecond) {
        final double end = start + seconds;
        double bytes = 0;
        double now = start;
        for (int i = stepAt(start); now < end; i++) {
            final double until = i + 1 < times.length ? Math.min(end, times[i + 1]) : end;
            bytes += Math.min(rates[i], maxBytesPerSecond) * (until - now);
            now = until;
        }
        return bytes;
    }

    private int stepAt(final double time) {
        int step = 0;
        while (step + 1 < times.length && times[step + 1] <= time) {
            step++;
        }
        return step;
    }
}
