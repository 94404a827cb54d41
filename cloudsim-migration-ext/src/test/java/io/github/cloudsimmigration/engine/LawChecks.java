package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.RecordChecks.near;
import static org.assertj.core.api.Assertions.assertThat;

/** The one law, and what else holds of every random migration that has completed. */
final class LawChecks {
    private LawChecks() {}

    /**
     * Checks that the destination has the last version of every page, that everything adds up, and that guest time stood still with the VM.
     *
     * @param what what to say in messages
     * @param drawn the migration's guest and link
     * @param oracle who has watched it
     * @param drive who has carried it out
     * @param record what is left of it
     */
    static void check(
            final String what,
            final RandomMigrations drawn,
            final VersionOracle oracle,
            final Drive drive,
            final MigrationRecord record) {
        assertThat(oracle.stalePages().toArray())
                .as("%s: pages whose last version did not arrive", what)
                .isEmpty();
        assertThat(oracle.pagesSent()).as(what).isEqualTo(record.pagesSent());
        RecordChecks.check(what, record, drive.now());
        assertThat(record.completed()).as(what).isTrue();
        assertThat(record.ramRemainingBytes()).as(what).isZero();
        assertThat(oracle.stopped()).as(what).isTrue();
        assertThat(oracle.resumed()).as(what).isTrue();
        checkGuestTime(what, drawn, oracle, drive, record);
    }

    private static void checkGuestTime(
            final String what,
            final RandomMigrations drawn,
            final VersionOracle oracle,
            final Drive drive,
            final MigrationRecord record) {
        assertThat(oracle.advancesWhileStopped())
                .as("%s: guest time advanced while the VM was stopped", what)
                .isZero();
        final double awake = record.totalSeconds() - record.downtimeSeconds();
        final double ran = awake - record.lostCpuSeconds() - record.postCopy().stalledCpuSeconds();
        if (record.postCopy().equals(PostCopyResult.NONE)) {
            assertThat(oracle.guestSeconds() - drawn.upSeconds())
                    .as("%s: guest time is what was neither downtime nor throttled", what)
                    .isCloseTo(ran, near(drawn.upSeconds() + drive.now()));
        } else {
            assertThat(oracle.guestSeconds() - drawn.upSeconds())
                    .as("%s: touches are drawn at most two seconds ahead of guest time", what)
                    .isBetween(ran - 1e-6 * drive.now(), ran + 2);
            assertThat(oracle.sentAfterTheStop())
                    .as("%s: what is pending at the stop is sent exactly once", what)
                    .doesNotHaveDuplicates();
        }
    }
}
