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
        double now = 0;
        while (true) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            final double seconds = step instanceof Step.Send send
                    ? link.secondsToSend(now, send.bytes(), send.maxBytesPerSecond())
                    : ((Step.Wait) step).seconds();
            migration.done(seconds);
            now += seconds;
        }
    }
}
