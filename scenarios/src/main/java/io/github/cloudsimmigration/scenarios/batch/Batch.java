package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.MigrationSummary;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Migrations that are asked for at the same time. */
final class Batch {
    /** When they are asked for, in simulated seconds: VMs have booted by then. */
    static final double REQUESTED_SECONDS = 10;

    private Batch() {}

    /** {@return what is told about them} */
    static <T> List<Metric<T>> figures(final Function<T, List<MigrationRecord>> migrations) {
        final List<Metric<T>> figures =
                new ArrayList<>(RunReport.ofMigrations(run -> MigrationSummary.of(migrations.apply(run))));
        figures.add(Metric.number("queued-time.mean", "s", 2, run -> meanQueuedSeconds(migrations.apply(run))));
        figures.add(Metric.number("makespan", "s", 2, run -> makespanSeconds(migrations.apply(run))));
        return figures;
    }

    private static double meanQueuedSeconds(final List<MigrationRecord> records) {
        return records.stream()
                .mapToDouble(record -> record.id().startSeconds() - record.id().requestedSeconds())
                .average()
                .orElse(0);
    }

    private static double makespanSeconds(final List<MigrationRecord> records) {
        return records.stream().mapToDouble(MigrationRecord::endSeconds).max().orElse(REQUESTED_SECONDS)
                - REQUESTED_SECONDS;
    }
}
