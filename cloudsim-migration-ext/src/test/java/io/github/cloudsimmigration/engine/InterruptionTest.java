package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import org.junit.jupiter.api.Test;

/** A request to end the live phase need not wait for the end of a batch. */
final class InterruptionTest {
    private static final int SEEDS_PER_TECHNIQUE = 40;
    private static final int COMPOSITIONS = 2_000;
    private static final int MOST_STEPS_BEFORE = 8;
    private static final ScheduledWire A_PAGE_A_SECOND = ScheduledWire.constant(4096);

    /** 100 pages of 4096 bytes, at a page a second. */
    private static LiveMigration hundredIdlePages() {
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .encoding(new WholePages(0))
                .switchOver(new StopAndCopy(0, 0, 0))
                .build();
        return new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(100), new IdleAccess()), 1);
    }

    /** After 10.5 of 100 s ten pages have crossed, and half of the eleventh, which is sent again with the VM stopped. */
    @Test
    void pagesThatHaveCrossedCountAndTheOneOnItsWayIsSentAgain() {
        final LiveMigration migration = hundredIdlePages();
        final var drive = new Drive(migration, A_PAGE_A_SECOND);
        migration.next();
        migration.forceStop();
        assertThat(drive.interrupt(0.105)).isTrue();
        final MigrationRecord record = drive.toEnd();
        assertThat(record.ending().stopReason()).isEqualTo("forced");
        assertThat(record.rounds().get(0).tally().sent()).isEqualTo(10);
        assertThat(record.rounds().get(0).tally().seconds()).isCloseTo(10.5, within(1e-9));
        assertThat(record.rounds().get(1).tally().sent()).isEqualTo(90);
        assertThat(record.downtimeSeconds()).isCloseTo(90, within(1e-9));
        assertThat(record.bytesSent()).isEqualTo((long) (100.5 * 4096));
    }

    @Test
    void nothingIsInterruptedUnlessTheLivePhaseIsToEnd() {
        final LiveMigration migration = hundredIdlePages();
        final var drive = new Drive(migration, A_PAGE_A_SECOND);
        assertThat(drive.interrupt(0.5)).isFalse();
        assertThat(drive.toEnd().rounds().get(0).tally().sent()).isEqualTo(100);
    }

    @Test
    void everyTechniqueObeysTheLawAllTheSame() {
        int interrupted = 0;
        for (final Technique technique : Techniques.all()) {
            for (long seed = 0; seed < SEEDS_PER_TECHNIQUE; seed++) {
                interrupted += interrupt(seed, technique, new RandomMigrations(seed)) ? 1 : 0;
            }
        }
        assertThat(interrupted)
                .isGreaterThan(SEEDS_PER_TECHNIQUE * Techniques.all().size() / 4);
    }

    @Test
    void everyCompositionObeysTheLawAllTheSame() {
        int interrupted = 0;
        for (long seed = 0; seed < COMPOSITIONS; seed++) {
            final var drawn = new RandomMigrations(seed);
            interrupted += interrupt(seed, drawn.composition(), drawn) ? 1 : 0;
        }
        assertThat(interrupted).isGreaterThan(COMPOSITIONS / 4);
    }

    /** Has a migration end its live phase in the midst of a step. {@return whether it did} */
    private static boolean interrupt(final long seed, final Technique technique, final RandomMigrations drawn) {
        final String what = "seed %d, %s".formatted(seed, technique.name());
        final VersionOracle oracle = drawn.oracle();
        final var migration = new LiveMigration(MigrationId.ALONE, technique, drawn.guest(oracle), seed, oracle);
        final var drive = new Drive(migration, drawn.link());
        int before = drawn.random().nextInt(MOST_STEPS_BEFORE);
        while (before > 0 && drive.step()) {
            before--;
        }
        migration.next();
        request(migration, technique, drawn);
        final boolean interrupted = drive.interrupt(drawn.random().nextDouble());
        final MigrationRecord record = drive.toEnd();

        if (interrupted) {
            assertThat(record.ending().stopReason()).as(what).isIn("forced", "postcopy-requested");
        }
        assertThat((double) record.bytesSent()).as(what).isCloseTo(drive.bytes(), within(drive.steps() + 1.0));
        LawChecks.check(what, drawn, oracle, drive, record);
        return interrupted;
    }

    private static void request(
            final LiveMigration migration, final Technique technique, final RandomMigrations drawn) {
        if (drawn.random().nextBoolean() || technique.encoding().needs(Need.FINAL_ROUND)) {
            migration.forceStop();
        } else {
            migration.requestPostCopy(PostCopy.DEFAULT);
        }
    }
}
