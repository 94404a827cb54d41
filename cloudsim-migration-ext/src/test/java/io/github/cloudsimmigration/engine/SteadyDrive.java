package io.github.cloudsimmigration.engine;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A clock that carries the steps of a migration out over a link, and tells it at what rate they go and when that changes. */
final class SteadyDrive {
    private static final double ROUNDING_BYTES = 0.5;

    private final LiveMigration migration;
    private final double[] times;
    private final double[] rates;
    private double now;
    private int rate;
    private int longSteps;
    private @Nullable SplittableRandom curiosity;

    /**
     * Begins at time 0.
     *
     * @param migration what it drives, not begun
     * @param times when the rate changes, from 0 on
     * @param rates what it is from then on, in bytes/s
     */
    SteadyDrive(final LiveMigration migration, final double[] times, final double[] rates) {
        this.migration = migration;
        this.times = times;
        this.rates = rates;
    }

    /** Asks in the midst of steps, at random moments, how long the VM has stood still. */
    SteadyDrive asking(final SplittableRandom when) {
        curiosity = when;
        return this;
    }

    /** {@return what the clock shows} */
    double now() {
        return now;
    }

    /** {@return how many steps have become longer because it was known that they go at one rate} */
    int longSteps() {
        return longSteps;
    }

    /** Carries steps out until some time. {@return the record} */
    MigrationRecord until(final double seconds) {
        while (true) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            if (now >= seconds) {
                return migration.abort(new Ending(Outcome.FAILED, "timeout", "too long"), 0, 0);
            }
            if (step instanceof Step.Send send && send.bytes() > 0) {
                send(send);
            } else {
                final double wait = step instanceof Step.Wait idle ? idle.seconds() : 0;
                pass(wait);
                migration.done(wait);
            }
        }
    }

    private void pass(final double seconds) {
        now += seconds;
        while (nextChange() <= now) {
            rate++;
        }
    }

    private double nextChange() {
        return rate + 1 < times.length ? times[rate + 1] : Double.POSITIVE_INFINITY;
    }

    private void send(final Step.Send first) {
        double start = now;
        double sent = 0;
        double limit = Math.min(rates[rate], first.maxBytesPerSecond());
        Step.Send send = migration.goesAt(limit);
        longSteps += send.bytes() > first.bytes() || send.untilSeconds() > first.untilSeconds() ? 1 : 0;
        double until = start + send.untilSeconds();
        boolean steady = true;
        while (true) {
            final double arrival = now + (send.bytes() - sent) / limit;
            final double inTime = Math.min((double) send.bytes(), sent + limit * Math.max(0, until - now));
            final double all = until < arrival ? send.bytesAtEnd(inTime) : send.bytes();
            final double more = all - inTime;
            final double end =
                    until < arrival ? Math.max(now, until) + (more > ROUNDING_BYTES ? more / limit : 0) : arrival;
            if (nextChange() >= end) {
                ask(now - start, end - start);
                pass(end - now);
                migration.doneSteadily(now - start, all);
                return;
            }
            sent += limit * (nextChange() - now);
            now = nextChange();
            rate++;
            limit = Math.min(rates[rate], send.maxBytesPerSecond());
            if (steady) {
                steady = false;
                final Step.Passed passed = migration.rateChanges(now - start, sent);
                start += passed.seconds();
                sent = Math.max(0, sent - passed.bytes());
                send = (Step.Send) migration.next();
                until = send.isInPieces() ? now : start + send.untilSeconds();
            }
        }
    }

    private void ask(final double from, final double to) {
        for (int i = 1; curiosity != null && i <= 3; i++) {
            migration.stalledCpuSeconds(from + (to - from) * (i - curiosity.nextDouble()) / 3);
        }
    }
}
