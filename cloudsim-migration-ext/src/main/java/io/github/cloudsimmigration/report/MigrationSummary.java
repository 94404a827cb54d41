package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.Collection;
import java.util.List;

/**
 * Many migrations in a few figures. Times and downtimes are those of the completed ones; pages and bytes are those of all.
 *
 * @param migrations how many were asked for
 * @param completed how many were completed
 * @param failed how many were refused or failed
 * @param cancelled how many were called off
 * @param lost how many lost their VM
 * @param paused how many left their VM standing still, part of its memory missing
 * @param totalDowntimeSeconds sum of the downtimes
 * @param meanDowntimeSeconds mean downtime
 * @param maxDowntimeSeconds longest downtime
 * @param meanTotalSeconds mean total time
 * @param maxTotalSeconds longest total time
 * @param pagesSent pages sent
 * @param bytesSent bytes sent
 */
public record MigrationSummary(
        long migrations,
        long completed,
        long failed,
        long cancelled,
        long lost,
        long paused,
        double totalDowntimeSeconds,
        double meanDowntimeSeconds,
        double maxDowntimeSeconds,
        double meanTotalSeconds,
        double maxTotalSeconds,
        long pagesSent,
        long bytesSent) {
    /** {@return the figures of some migrations} */
    public static MigrationSummary of(final Collection<MigrationRecord> records) {
        final List<MigrationRecord> done =
                records.stream().filter(MigrationRecord::completed).toList();
        final var downtimes =
                done.stream().mapToDouble(MigrationRecord::downtimeSeconds).summaryStatistics();
        final var times =
                done.stream().mapToDouble(MigrationRecord::totalSeconds).summaryStatistics();
        return new MigrationSummary(
                records.size(),
                done.size(),
                count(records, Outcome.REFUSED) + count(records, Outcome.FAILED),
                count(records, Outcome.CANCELLED),
                count(records, Outcome.VM_LOST),
                count(records, Outcome.PAUSED),
                downtimes.getSum(),
                downtimes.getAverage(),
                done.isEmpty() ? 0 : downtimes.getMax(),
                times.getAverage(),
                done.isEmpty() ? 0 : times.getMax(),
                records.stream().mapToLong(MigrationRecord::pagesSent).sum(),
                records.stream().mapToLong(MigrationRecord::bytesSent).sum());
    }

    /** {@return the figures of migrations of which nothing is known but how many were completed and how many lost their VM} */
    public static MigrationSummary ofCounts(final long completed, final long lost) {
        return new MigrationSummary(completed + lost, completed, 0, 0, lost, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static long count(final Collection<MigrationRecord> records, final Outcome outcome) {
        return records.stream()
                .filter(record -> record.ending().outcome() == outcome)
                .count();
    }
}
