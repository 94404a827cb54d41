package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.network.ScheduledWire;

/** A clock that carries the steps of a migration out over a link. */
final class Drive {
    private static final int MANY_STEPS = 20_000;

    private final LiveMigration migration;
    private final ScheduledWire link;
    private double now;
    private int steps;
    private double bytes;

    Drive(final LiveMigration migration, final ScheduledWire link) {
        this.migration = migration;
        this.link = link;
    }

    /** {@return how long the step takes if it begins now} */
    double seconds(final Step step) {
        return step instanceof Step.Send send
                ? link.secondsToSend(now, send.bytes(), send.maxBytesPerSecond())
                : ((Step.Wait) step).seconds();
    }

    /** Carries out the next step. {@return false if there is none} */
    boolean step() {
        final Step step = migration.next();
        if (step instanceof Step.Finished) {
            return false;
        }
        final double seconds = seconds(step);
        if (step instanceof Step.Send send && seconds > send.untilSeconds()) {
            final double inTime = link.bytesWithin(now, send.untilSeconds(), send.maxBytesPerSecond());
            final double sent = send.bytesAtEnd(inTime);
            final double until = sent > inTime
                    ? link.secondsToSend(now, (long) sent, send.maxBytesPerSecond())
                    : send.untilSeconds();
            migration.done(until, sent);
            now += until;
            bytes += sent;
        } else {
            migration.done(seconds);
            now += seconds;
            bytes += step instanceof Step.Send send ? send.bytes() : 0;
        }
        steps++;
        return true;
    }

    /** Carries out all steps, forcing the stop of a migration that does not converge. {@return the record} */
    MigrationRecord toEnd() {
        boolean more = true;
        while (more) {
            more = step();
            if (steps == MANY_STEPS) {
                migration.forceStop();
            }
        }
        return ((Step.Finished) migration.next()).record();
    }

    /** Carries out part of the next step, 0 to 1 of it, and ends the migration there. {@return the record} */
    MigrationRecord abort(final Ending ending, final double part) {
        final Step step = migration.next();
        final double seconds = step instanceof Step.Finished ? 0 : part * untilItEnds(step);
        final double sent = sentWithin(step, seconds);
        now += seconds;
        bytes += sent;
        return migration.abort(ending, seconds, sent);
    }

    /** Carries out part of the next step, 0 to 1 of it, and ends the step there. {@return whether it can be ended; if not, nothing is carried out} */
    boolean interrupt(final double part) {
        final Step step = migration.next();
        final double seconds = step instanceof Step.Finished ? 0 : part * untilItEnds(step);
        final double sent = sentWithin(step, seconds);
        final boolean interrupted = migration.interrupt(seconds, sent);
        now += interrupted ? seconds : 0;
        bytes += interrupted ? sent : 0;
        return interrupted;
    }

    private double sentWithin(final Step step, final double seconds) {
        return step instanceof Step.Send send
                ? Math.min((double) send.bytes(), link.bytesWithin(now, seconds, send.maxBytesPerSecond()))
                : 0;
    }

    private double untilItEnds(final Step step) {
        return step instanceof Step.Send send ? Math.min(seconds(step), send.untilSeconds()) : seconds(step);
    }

    /** {@return what the clock shows} */
    double now() {
        return now;
    }

    /** {@return how many bytes the link has carried} */
    double bytes() {
        return bytes;
    }

    /** {@return how many steps were carried out} */
    int steps() {
        return steps;
    }
}
