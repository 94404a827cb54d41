package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MigrationSummaryTest {
    @Test
    void ofNothingIsZeroThroughout() {
        assertThat(MigrationSummary.of(List.of()))
                .isEqualTo(new MigrationSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** Downtimes 0.5 and 1.5 s, total times 2.5 and 3.5 s, 120 pages each. */
    @Test
    void ofSomeOfEveryKind() {
        final MigrationSummary summary = MigrationSummary.of(List.of(
                Records.completed(0),
                Records.completed(1, "Vm 1", "", 1.5),
                Records.ended(2, Outcome.REFUSED),
                Records.ended(3, Outcome.FAILED),
                Records.ended(4, Outcome.CANCELLED),
                Records.ended(5, Outcome.VM_LOST),
                Records.ended(6, Outcome.PAUSED)));
        assertThat(summary.migrations()).isEqualTo(7);
        assertThat(summary.completed()).isEqualTo(2);
        assertThat(summary.failed()).isEqualTo(2);
        assertThat(summary.cancelled()).isEqualTo(1);
        assertThat(summary.lost()).isEqualTo(1);
        assertThat(summary.paused()).isEqualTo(1);
        assertThat(summary.totalDowntimeSeconds()).isCloseTo(2, within(1e-12));
        assertThat(summary.meanDowntimeSeconds()).isCloseTo(1, within(1e-12));
        assertThat(summary.maxDowntimeSeconds()).isEqualTo(1.5);
        assertThat(summary.meanTotalSeconds()).isCloseTo(3, within(1e-12));
        assertThat(summary.maxTotalSeconds()).isEqualTo(3.5);
        assertThat(summary.pagesSent()).isEqualTo(240);
        assertThat(summary.bytesSent()).isEqualTo(2 * (120L * Records.PAGE + Records.DEVICE_BYTES));
    }

    @Test
    void everyMigrationIsCountedUnderOneEnding() {
        for (final Outcome outcome : Outcome.values()) {
            final MigrationSummary summary = MigrationSummary.of(List.of(Records.ended(0, outcome)));
            assertThat(summary.completed() + summary.failed() + summary.cancelled() + summary.lost() + summary.paused())
                    .as("%s", outcome)
                    .isEqualTo(1);
        }
    }

    @Test
    void ofFailuresOnlyHasNoTimes() {
        final MigrationSummary summary = MigrationSummary.of(List.of(Records.ended(0, Outcome.FAILED)));
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.maxDowntimeSeconds()).isZero();
        assertThat(summary.meanTotalSeconds()).isZero();
        assertThat(summary.maxTotalSeconds()).isZero();
    }
}
