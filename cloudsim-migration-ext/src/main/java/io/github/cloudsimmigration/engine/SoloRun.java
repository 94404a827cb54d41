package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.network.LinkSchedule;

/** Runs one migration over a link of its own, without a simulator around it. */
public final class SoloRun {
    private SoloRun() {}

    /**
     * {@return the record of a migration run to its end}
     *
     * @param migration the migration, not begun
     * @param link the link it has to itself, from time 0
     */
    public static MigrationRecord over(final LinkSchedule link, final LiveMigration migration) {
        return over(link, migration, Long.MAX_VALUE);
    }

    /**
     * {@return the record of a migration run to its end, or called off before}
     *
     * @param link the link it has to itself, from time 0
     * @param migration the migration, not begun
     * @param maxSteps after so many steps it is called off
     */
    public static MigrationRecord over(final LinkSchedule link, final LiveMigration migration, final long maxSteps) {
        double now = 0;
        for (long steps = 0; ; steps++) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            if (steps >= maxSteps) {
                return migration.abort(
                        new Ending(Outcome.CANCELLED, "no-end", "no end in sight after " + maxSteps + " steps"), 0);
            }
            now += step instanceof Step.Send send
                    ? send(link, now, send, migration)
                    : pause(((Step.Wait) step).seconds(), migration);
        }
    }

    private static double send(
            final LinkSchedule link, final double now, final Step.Send send, final LiveMigration migration) {
        final double seconds = link.secondsToSend(now, send.bytes(), send.maxBytesPerSecond());
        if (seconds <= send.untilSeconds()) {
            migration.done(seconds);
            return seconds;
        }
        final double until = send.untilSeconds();
        migration.done(until, link.bytesWithin(now, until, send.maxBytesPerSecond()));
        return until;
    }

    private static double pause(final double seconds, final LiveMigration migration) {
        migration.done(seconds);
        return seconds;
    }
}
