package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.PostCopyResult;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Metrics;
import java.util.List;

/** What techniques are compared by. */
final class Measures {
    /** Network faults as a share of the pages touched during post-copy, its working set. */
    static final String NETWORK_FAULT_PERCENTAGE = "postcopy.network-fault-percentage";

    private static final double PERCENT = 100;

    /** All of them, under the library's names. */
    static final List<Metric<MigrationRecord>> ALL = List.of(
            Metrics.ofMigration("pages-sent"),
            Metrics.ofMigration("bytes-sent"),
            Metrics.ofMigration("rounds"),
            Metrics.ofMigration("total-time"),
            Metrics.ofMigration("downtime"),
            Metrics.ofMigration("blackout"),
            Metrics.ofMigration("pages-resent"),
            Metrics.ofMigration("source-cpu-time"),
            Metrics.ofMigration("slowdown"),
            Metric.number("slowdown-percentage", "%", 2, Measures::slowdownPercentage),
            Metrics.ofMigration("postcopy.network-faults"),
            Metric.number(NETWORK_FAULT_PERCENTAGE, "%", 2, Measures::networkFaultPercentage));

    private Measures() {}

    /** The CPU time the VM lost, as a share of the time from the start until both source and destination were through. */
    private static double slowdownPercentage(final MigrationRecord record) {
        final double seconds = Math.max(record.totalSeconds(), record.blackoutSeconds());
        return seconds > 0 ? record.slowdownSeconds() / seconds * PERCENT : 0;
    }

    private static double networkFaultPercentage(final MigrationRecord record) {
        final PostCopyResult postCopy = record.postCopy();
        final int touched = postCopy.networkFaults() + postCopy.minorFaults();
        return touched > 0 ? (double) postCopy.networkFaults() / touched * PERCENT : 0;
    }
}
