package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.engine.RandomMigrations.AfterRounds;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import org.junit.jupiter.api.Test;

/** A decision that does not keep to what it has promised is named, instead of a record that cannot be. */
final class BrokenContractsTest {
    private static final int PAGES = 64;
    private static final ScheduledWire LINK = ScheduledWire.constant(1e6);

    private static LiveMigration migration(final Technique technique) {
        return new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(PAGES), new IdleAccess()), 1);
    }

    private static Technique choosing(final Choice choice) {
        return Techniques.xenPrecopy().toBuilder().selection(choice).build();
    }

    private enum Choice implements PageSelection {
        NOTHING {
            @Override
            void choose(final PageSet pending, final PageSet send) {}
        },
        PAGE_0_AGAIN {
            @Override
            void choose(final PageSet pending, final PageSet send) {
                send.set(pending);
                send.add(0);
            }
        },
        BY_MOVING {
            @Override
            void choose(final PageSet pending, final PageSet send) {
                send.set(pending);
                pending.clear();
            }
        };

        abstract void choose(PageSet pending, PageSet send);

        @Override
        public Selector start(final MigratingGuest guest) {
            return (round, pending, send) -> choose(pending, send);
        }
    }

    @Test
    void selectionThatChoosesPagesThatAreThereAlready() {
        final Technique technique = choosing(Choice.PAGE_0_AGAIN).toBuilder()
                .stopRule(new AfterRounds(3))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> SoloRun.over(LINK, migration(technique)))
                .withMessage("PAGE_0_AGAIN chose pages for round 2 that are not pending, expected none");
    }

    @Test
    void selectionThatTakesPagesOutOfThosePending() {
        assertThatIllegalStateException()
                .isThrownBy(() -> migration(choosing(Choice.BY_MOVING)).next())
                .withMessage("BY_MOVING changed the pending pages of round 1, expected it to leave them alone");
    }

    @Test
    void roundsThatDoNothingForEver() {
        final Technique technique = choosing(Choice.NOTHING).toBuilder()
                .stopRule(new AfterRounds(Integer.MAX_VALUE))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> SoloRun.over(LINK, migration(technique)))
                .withMessage("10000 rounds of xen-precopy in a row took no time and sent nothing, expected"
                        + " AfterRounds[rounds=2147483647] to end the live phase, or NOTHING to choose pages");
    }

    /** Nothing is written to an idle guest, and nothing is left to be sent. */
    @Test
    void stopRuleThatNeverStopsAnIdleGuest() {
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .stopRule(new AfterRounds(Integer.MAX_VALUE))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> SoloRun.over(LINK, migration(technique)))
                .withMessageStartingWith("10000 rounds of xen-precopy in a row took no time and sent nothing");
    }

    @Test
    void manyRoundsThatDoSomethingAreNobodysFault() {
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .stopRule(new AfterRounds(20_000))
                .build();
        final var writing = Guest.of(MemoryLayout.ofPages(PAGES), new SequentialAccess(1_000, PAGES));
        final MigrationRecord record = SoloRun.over(LINK, new LiveMigration(technique, writing, 1));
        assertThat(record.rounds()).hasSize(20_000 + 1);
    }
}
