package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.RecordChecks.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.CpuDrivenAccess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.engine.RandomMigrations.AfterRounds;
import io.github.cloudsimmigration.engine.RandomMigrations.GrowingRate;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.qemu.QemuStream;
import io.github.cloudsimmigration.technique.selection.ProposedSelection;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One migration step by step. Pages are 4096 bytes on the wire here, so that all times are binary fractions. */
final class LiveMigrationTest {
    private static final int PAGES = 256;
    private static final int PAGE = 4096;
    private static final Ending CANCELLED = new Ending(Outcome.CANCELLED, "cancelled", "called off by the test");

    /** Two rounds, then stop-and-copy: 8 KiB of device state, 1/8 s to suspend, 1/4 s to resume. */
    private static final Technique TWO_ROUNDS = Technique.named("two-rounds")
            .encoding(new WholePages(0))
            .stopRule(new AfterRounds(2))
            .switchOver(new StopAndCopy(2 * PAGE, 0.125, 0.25))
            .batchPages(64)
            .build();

    @Test
    void stepsOfAnIdleGuestFollowOneAnother() {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        for (int batch = 0; batch < 4; batch++) {
            expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 1);
        }
        expect(migration, new Step.Wait(0), 0);
        assertThat(migration.vmRunning()).isTrue();
        expect(migration, new Step.Wait(0), 0);
        assertThat(migration.vmRunning()).isFalse();
        expect(migration, new Step.Wait(0.125), 0.125);
        expect(migration, new Step.Send(2 * PAGE, Double.POSITIVE_INFINITY), 0.5);
        expect(migration, new Step.Wait(0.25), 0.25);
        assertThat(migration.vmRunning()).isTrue();

        final MigrationRecord record = finished(migration);
        assertThat(record.ending()).isEqualTo(new Ending(Outcome.COMPLETED, StopReason.ITERATIONS.label(), ""));
        assertThat(record.totalSeconds()).isEqualTo(4.625);
        assertThat(record.downtimeSeconds()).isEqualTo(0.625);
        assertThat(record.blackoutSeconds()).isEqualTo(0.875);
        assertThat(record.setupSeconds()).isZero();
        assertThat(record.dirtySyncCount())
                .as("at setup, after each live round, once stopped")
                .isEqualTo(4);
        assertThat(record.pagesSent()).isEqualTo(PAGES);
        assertThat(record.bytesSent()).isEqualTo((PAGES + 2) * PAGE);
        assertThat(record.bytes(CopyPhase.LIVE)).isEqualTo(PAGES * PAGE);
        assertThat(record.bytes(PageKind.DEVICE_STATE)).isEqualTo(2 * PAGE);
        assertThat(record.ramTotalBytes()).isEqualTo(PAGES * PAGE);
        assertThat(record.ramRemainingBytes()).isZero();
        assertThat(record.technique()).isEqualTo("two-rounds");
        assertThat(record.parameters()).isEqualTo(TWO_ROUNDS.parameters());
        assertThat(record.rounds())
                .extracting(RoundRecord::tally)
                .containsExactly(
                        new RoundTally(1, PAGES, PAGES, PAGES, 0, 0, PAGES * PAGE, 4, 4, 0, 0),
                        new RoundTally(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        new RoundTally(3, 0, 0, 0, 0, 0, 2 * PAGE, 0.5, 0.5, 0, 0));
    }

    /**
     * Writes pages 0, 1, 2, ... at 32 a second, a batch of 64 a second. Batch 2 comes up when 0 to 31 are in the log, batch 3
     * with 0 to 63, batch 4 with 0 to 95: nothing of theirs. Round 2 finds 0 to 127 pending and an empty log: of its second
     * batch nothing was written again before.
     */
    @Test
    void pagesWrittenDuringARoundAreSentInTheNext() {
        final var migration = migration(TWO_ROUNDS, new SequentialAccess(32, PAGES));
        carryOut(migration, 4, 1);
        expect(migration, new Step.Wait(0), 0);
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Wait(0), 0);
        expect(migration, new Step.Wait(0.125), 0.125);
        expect(migration, new Step.Send((64 + 2) * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Wait(0.25), 0);
        assertThat(finished(migration).rounds())
                .extracting(RoundRecord::tally)
                .containsExactly(
                        new RoundTally(1, PAGES, PAGES, PAGES, 0, 0, PAGES * PAGE, 4, 4, 128, 128),
                        new RoundTally(2, 128, 128, 0, 0, 0, 128 * PAGE, 2, 2, 64, 64),
                        new RoundTally(3, 64, 64, 0, 0, 0, 66 * PAGE, 1, 1, 0, 0));
    }

    /** Writes run ahead of the sending: of batch 2 pages 64 to 79 are in the log by then, of batches 3 and 4 all. */
    @Test
    void pagesInTheLogWhenTheirBatchComesUpAreSkipped() {
        final var technique =
                TWO_ROUNDS.toBuilder().stopRule(new AfterRounds(1)).build();
        final var migration = migration(technique, new SequentialAccess(80, PAGES));
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Send(48 * PAGE, Double.POSITIVE_INFINITY), 3);
        expect(migration, new Step.Wait(0), 0);
        carryOut(migration, 3, 0);
        assertThat(finished(migration).rounds().get(0).tally())
                .isEqualTo(new RoundTally(1, PAGES, 112, 112, 144, 0, 112 * PAGE, 4, 4, PAGES, PAGES));
    }

    @Test
    void nextStepStaysTheSameUntilItIsDone() {
        final var technique = Techniques.proposed().toBuilder()
                .encoding(new WholePages(0))
                .switchOver(TWO_ROUNDS.switchOver())
                .build();
        final var migration = migration(technique, new SequentialAccess(10, PAGES));
        final var link = ScheduledWire.constant(64 * PAGE);
        boolean more = true;
        while (more) {
            final Step step = migration.next();
            assertThat(migration.next()).isEqualTo(step);
            assertThat(migration.next()).isEqualTo(step);
            more = !(step instanceof Step.Finished);
            if (more) {
                migration.done(new Drive(migration, link).seconds(step));
            }
        }
        assertThat(finished(migration))
                .isEqualTo(SoloRun.over(link, migration(technique, new SequentialAccess(10, PAGES))));
    }

    @Test
    void recordStaysTheSameAfterTheEnd() {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        final MigrationRecord record = new Drive(migration, ScheduledWire.constant(PAGE)).toEnd();
        assertThat(finished(migration)).isSameAs(record);
        assertThatIllegalStateException()
                .isThrownBy(() -> migration.done(1))
                .withMessage("the migration has ended, expected no further step");
        assertThatIllegalStateException()
                .isThrownBy(() -> migration.abort(CANCELLED, 0, 0))
                .withMessage("the migration has ended, expected one under way");
        assertThat(finished(migration)).isSameAs(record);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-9, Double.NaN})
    void negativeDurationsAreRefused(final double seconds) {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        migration.next();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> migration.done(seconds))
                .withMessage("a step took %s s, expected a finite time of 0 or more", seconds);
    }

    @Test
    void negativeUpTimeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Guest(MemoryLayout.ofPages(1), new IdleAccess(), -1, () -> 1.0))
                .withMessage("VM up for -1.0 s, expected 0 or more");
    }

    @Test
    void abortAtAnyStepLeavesAConsistentRecord() {
        for (long seed = 0; seed < 400; seed++) {
            final String what = "seed %d".formatted(seed);
            final var drawn = new RandomMigrations(seed);
            final Technique technique = drawn.composition();
            final int steps = steps(technique, drawn, seed);
            final var oracle = new VersionOracle(drawn.access(), VersionOracle.Writes.EXACT);
            final var migration = new LiveMigration(MigrationId.ALONE, technique, drawn.guest(oracle), seed, oracle);
            final var drive = new Drive(migration, drawn.link());
            final int last = seed % 2 == 0
                    ? Math.max(0, steps - 1 - drawn.random().nextInt(5))
                    : drawn.random().nextInt(steps);
            for (int i = 0; i < last; i++) {
                drive.step();
            }
            final boolean switchedOver = migration.switchedOver();
            final MigrationRecord record = drive.abort(CANCELLED, drawn.random().nextInt(3) / 2.0);
            RecordChecks.check(what, record, drive.now());
            assertThat((double) record.bytesSent())
                    .as("%s: what the link has carried, post-copy's steps rounded up to whole bytes", what)
                    .isCloseTo(drive.bytes(), within(switchedOver ? 1.0 + drive.steps() : 0.5));
            if (record.completed()) {
                assertThat(switchedOver).as(what).isTrue();
                assertThat(record.ramRemainingBytes()).as(what).isZero();
            } else {
                assertThat(record.ending()).as(what).isEqualTo(CANCELLED);
            }
            assertThat(finished(migration)).as(what).isSameAs(record);
            assertThat(migration.vmRunning()).as(what).isTrue();
            assertThat(migration.lostCpuShare()).as(what).isZero();
            assertThat(oracle.advancesWhileStopped()).as(what).isZero();
            assertThat(oracle.resumed()).as(what).isEqualTo(switchedOver);
        }
    }

    private static int steps(final Technique technique, final RandomMigrations drawn, final long seed) {
        final var unused = new VersionOracle(drawn.access(), VersionOracle.Writes.EXACT);
        final var drive = new Drive(new LiveMigration(technique, drawn.guest(unused), seed), drawn.link());
        drive.toEnd();
        return drive.steps();
    }

    @Test
    void abortWhileObservingCountsAsSetup() {
        final var migration = migration(watching(2, 3), new IdleAccess());
        expect(migration, new Step.Wait(1.5), 0.125);
        migration.next();
        final MigrationRecord record = migration.abort(CANCELLED, 0.0625, 0);
        assertThat(record.setupSeconds()).isEqualTo(0.1875);
        assertThat(record.totalSeconds()).isEqualTo(0.1875);
        assertThat(record.rounds()).isEmpty();
        assertThat(record.ramRemainingBytes()).isEqualTo(PAGES * PAGE);
    }

    @Test
    void abortAfterABatchRecordsTheUnfinishedRound() {
        final var migration = migration(TWO_ROUNDS, new SequentialAccess(8, PAGES));
        carryOut(migration, 2, 1);
        migration.next();
        final MigrationRecord record = migration.abort(CANCELLED, 0.5, 0);
        assertThat(record.totalSeconds()).isEqualTo(2.5);
        assertThat(record.downtimeSeconds()).isZero();
        assertThat(record.dirtySyncCount()).as("at setup").isOne();
        assertThat(record.rounds()).hasSize(1);
        final RoundRecord round = record.rounds().get(0);
        assertThat(round.finalRound()).isFalse();
        assertThat(round.tally().seconds()).isEqualTo(2.5);
        assertThat(round.tally().dirtied()).isEqualTo(20);
    }

    @Test
    void abortOfARoundThatTookNoTimeYetRecordsWhatItSent() {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 0);
        final MigrationRecord record = migration.abort(CANCELLED, 0, 0);
        assertThat(record.totalSeconds()).isZero();
        assertThat(record.pagesSent()).isEqualTo(64);
        assertThat(record.ramRemainingBytes()).isEqualTo((PAGES - 64) * PAGE);
    }

    /** 2.5 batches of 64 pages, and 100 bytes of a page. */
    @Test
    void abortInTheMiddleOfABatchRecordsWhatHadCrossed() {
        final var migration = migration(TWO_ROUNDS, new SequentialAccess(8, PAGES));
        carryOut(migration, 2, 1);
        migration.next();
        final MigrationRecord record = migration.abort(CANCELLED, 0.5, 32 * PAGE + 100);
        assertThat(record.rounds())
                .extracting(RoundRecord::tally)
                .containsExactly(
                        new RoundTally(1, PAGES, 160, 160, 0, 0, 160 * PAGE + 100, 2.5, 2.5, 20, PAGES - 160 + 20));
        assertThat(record.ramRemainingBytes()).isEqualTo((PAGES - 160 + 20) * PAGE);
    }

    /** 2.3 s at 64 pages/s are 147.2 pages. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1_000})
    void whatHadCrossedDoesNotDependOnBatches(final int batchPages) {
        final var technique = TWO_ROUNDS.toBuilder().batchPages(batchPages).build();
        final MigrationRecord record =
                SoloRun.overUntil(ScheduledWire.constant(64 * PAGE), migration(technique, new IdleAccess()), 2.3);
        assertThat(record.totalSeconds()).isCloseTo(2.3, within(1e-9));
        assertThat(record.pagesSent()).isEqualTo(147);
        assertThat(record.bytesSent()).isEqualTo(Math.round(147.2 * PAGE));
        assertThat(record.ramRemainingBytes()).isEqualTo((PAGES - 147) * PAGE);
    }

    @Test
    void noMoreCanHaveCrossedThanWasUnderWay() {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        migration.next();
        for (final double bytes : new double[] {-1, 64 * PAGE + 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> migration.abort(CANCELLED, 1, bytes))
                    .withMessage("%s bytes of the step under way sent, expected 0 to %d", bytes, 64 * PAGE);
        }
        migration.done(1);
        assertThatIllegalArgumentException()
                .as("between two steps")
                .isThrownBy(() -> migration.abort(CANCELLED, 0, 1))
                .withMessage("1.0 bytes of the step under way sent, expected 0 to 0");
    }

    @Test
    void abortWhileEndingARoundCountsItsWait() {
        final var technique = TWO_ROUNDS.toBuilder().minRoundSeconds(8).build();
        final var migration = migration(technique, new IdleAccess());
        carryOut(migration, 4, 1);
        assertThat(migration.next()).isEqualTo(new Step.Wait(4));
        final MigrationRecord record = migration.abort(CANCELLED, 2, 0);
        assertThat(record.totalSeconds()).isEqualTo(6);
        assertThat(record.rounds()).hasSize(1);
        assertThat(record.rounds().get(0).tally().seconds()).isEqualTo(6);
    }

    /** The log has pages 0 to 127 after four seconds, and 64 more are written in the two that the round still waits. */
    @Test
    void abortWhileEndingARoundCountsWhatWasWrittenMeanwhile() {
        final var technique = TWO_ROUNDS.toBuilder().minRoundSeconds(8).build();
        final var migration = migration(technique, new SequentialAccess(32, PAGES));
        carryOut(migration, 4, 1);
        assertThat(migration.next()).isEqualTo(new Step.Wait(4));
        final MigrationRecord record = migration.abort(CANCELLED, 2, 0);
        assertThat(record.ramRemainingBytes()).isEqualTo(192 * PAGE);
        assertThat(record.rounds().get(0).tally())
                .isEqualTo(new RoundTally(1, PAGES, PAGES, PAGES, 0, 0, PAGES * PAGE, 6, 4, 192, 192));
    }

    @Test
    void abortWhileSuspendingCountsAsDowntime() {
        final var migration = stoppedMigration();
        final MigrationRecord record = migration.abort(CANCELLED, 0.0625, 0);
        assertThat(record.rounds()).extracting(RoundRecord::finalRound).containsExactly(false, false);
        assertThat(record.downtimeSeconds()).isEqualTo(0.0625);
        assertThat(record.totalSeconds()).isEqualTo(4.0625);
    }

    @Test
    void abortDuringTheFinalCopyCountsAsDowntime() {
        final var migration = stoppedMigration();
        migration.done(0.125);
        migration.next();
        final MigrationRecord record = migration.abort(CANCELLED, 1, 0);
        assertThat(record.rounds()).extracting(RoundRecord::finalRound).containsExactly(false, false, true);
        assertThat(record.downtimeSeconds()).isEqualTo(1.125);
        assertThat(record.blackoutSeconds()).isEqualTo(1.125);
        assertThat(record.totalSeconds()).isEqualTo(5.125);
    }

    /** Of one slice of 256 pages and 8 KiB of device state, which comes last. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "4095, 0, 0", "657000, 160, 0", "1048575, 255, 0", "1048576, 256, 0", "1050000, 256, 1424"})
    void abortDuringTheFinalCopyRecordsWhatHadCrossed(final long bytes, final int pages, final long deviceBytes) {
        final var migration =
                migration(TWO_ROUNDS.toBuilder().stopRule(new AfterRounds(0)).build(), new IdleAccess());
        expect(migration, new Step.Wait(0.125), 0.125);
        assertThat(migration.next()).isEqualTo(new Step.Send((PAGES + 2) * PAGE, Double.POSITIVE_INFINITY));
        final MigrationRecord record = migration.abort(CANCELLED, 3, (double) bytes);
        assertThat(record.downtimeSeconds()).isEqualTo(3.125);
        assertThat(record.pages(PageKind.NORMAL)).isEqualTo(pages);
        assertThat(record.bytes(PageKind.NORMAL)).isEqualTo(bytes - deviceBytes);
        assertThat(record.bytes(PageKind.DEVICE_STATE)).isEqualTo(deviceBytes);
        assertThat(record.rounds())
                .extracting(RoundRecord::tally)
                .containsExactly(new RoundTally(1, PAGES, pages, pages, 0, 0, bytes, 3, 3, 0, PAGES - pages));
        assertThat(record.ramRemainingBytes()).isEqualTo((long) (PAGES - pages) * PAGE);
    }

    @Test
    void abortWhileResumingCountsAsBlackoutOnly() {
        final var migration = stoppedMigration();
        migration.done(0.125);
        expect(migration, new Step.Send(2 * PAGE, Double.POSITIVE_INFINITY), 0.5);
        migration.next();
        final MigrationRecord record = migration.abort(CANCELLED, 0.125, 0);
        assertThat(record.downtimeSeconds()).isEqualTo(0.625);
        assertThat(record.blackoutSeconds()).isEqualTo(0.75);
        assertThat(record.totalSeconds()).isEqualTo(4.625);
        assertThat(record.rounds()).hasSize(3);
    }

    /** {@return an idle guest's migration that has spent 4 s in round 1 and is about to suspend} */
    private static LiveMigration stoppedMigration() {
        final var migration = migration(TWO_ROUNDS, new IdleAccess());
        carryOut(migration, 4, 1);
        carryOut(migration, 2, 0);
        assertThat(migration.next()).isEqualTo(new Step.Wait(0.125));
        assertThat(migration.vmRunning()).isFalse();
        return migration;
    }

    /** A quarter of the CPU is gone for the 4 s of round 1, half of it for the 2 s of round 2: 2 s lost, 4 s of guest time. */
    @Test
    void throttleSlowsGuestTimeAndItsIntegralIsRecorded() {
        final var technique =
                TWO_ROUNDS.toBuilder().throttle(new Stepwise(0.25)).build();
        final var oracle = new VersionOracle(new SequentialAccess(32, PAGES), VersionOracle.Writes.EXACT);
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), oracle);
        final var migration = new LiveMigration(MigrationId.ALONE, technique, guest, 1, oracle);
        assertThat(migration.lostCpuShare()).isEqualTo(0.25);
        carryOut(migration, 4, 1);
        expect(migration, new Step.Wait(0), 0);
        assertThat(migration.lostCpuShare()).isEqualTo(0.5);
        carryOut(migration, 2, 1);
        expect(migration, new Step.Wait(0), 0);
        assertThat(migration.lostCpuShare()).as("once the VM is stopped").isZero();
        expect(migration, new Step.Wait(0.125), 0.125);
        carryOut(migration, 2, 1);
        final MigrationRecord record = finished(migration);
        assertThat(record.lostCpuSeconds()).isEqualTo(2);
        assertThat(record.cpuThrottle()).isEqualTo(0.5);
        assertThat(record.rounds()).extracting(RoundRecord::throttle).containsExactly(0.25, 0.5, 0.0);
        assertThat(record.rounds()).extracting(round -> round.tally().dirtied()).containsExactly(96, 32, 0);
        assertThat(oracle.guestSeconds()).isEqualTo(4);
    }

    @Test
    void roundLastsAtLeastItsMinimum() {
        final var technique = TWO_ROUNDS.toBuilder().minRoundSeconds(4.5).build();
        final var migration = migration(technique, new SequentialAccess(2, PAGES));
        carryOut(migration, 4, 1);
        expect(migration, new Step.Wait(0.5), 0.5);
        expect(migration, new Step.Send(9 * PAGE, Double.POSITIVE_INFINITY), 5);
        expect(migration, new Step.Wait(0), 0);
        carryOut(migration, 3, 0);
        assertThat(finished(migration).rounds())
                .extracting(round -> round.tally().seconds())
                .containsExactly(4.5, 5.0, 0.0);
    }

    /** 256 pages at 1/1024 s each. */
    @Test
    void scanOfTheLogTakesItsTimeAtTheEndOfEachRound() {
        final var technique =
                TWO_ROUNDS.toBuilder().scanSecondsPerPage(1.0 / 1024).build();
        final var migration = migration(technique, new SequentialAccess(4, PAGES));
        carryOut(migration, 4, 1);
        expect(migration, new Step.Wait(0.25, 0.25), 0.25);
        expect(migration, new Step.Send(17 * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Wait(0.25, 0.25), 0.25);
        carryOut(migration, 3, 0);
        assertThat(finished(migration).rounds())
                .extracting(round -> round.tally().seconds())
                .containsExactly(4.25, 1.25, 0.0);
    }

    /** 4 s of sending, 1 s of scanning; then the log waits a quarter of that for the throttled VM. */
    @Test
    void readingTheLogWaitsForTheThrottledVmBehindTheScan() {
        final var technique = TWO_ROUNDS.toBuilder()
                .scanSecondsPerPage(1.0 / PAGES)
                .throttle(guest -> new CpuThrottle.Governor() {
                    @Override
                    public double throttle() {
                        return 0.5;
                    }

                    @Override
                    public double syncWaitSeconds(final double roundSeconds) {
                        return roundSeconds / 4;
                    }
                })
                .build();
        final var migration = migration(technique, new IdleAccess());
        carryOut(migration, 4, 1);
        assertThat(((Step.Wait) migration.next()).seconds()).isEqualTo(1 + 1.25);
    }

    @Test
    void scanCountsTowardsTheMinimumOfTheRound() {
        final var technique = TWO_ROUNDS.toBuilder()
                .scanSecondsPerPage(1.0 / 1024)
                .minRoundSeconds(4.125)
                .build();
        final var migration = migration(technique, new IdleAccess());
        carryOut(migration, 4, 1);
        expect(migration, new Step.Wait(0.25, 0.25), 0.25);
        expect(migration, new Step.Wait(4.125, 0.25), 4.125);
    }

    /** 64 pages/s, then nothing for 2 s, then 128 pages/s: the batch under way at 2.5 s takes 0.5 + 2 + 0.25 s. */
    @Test
    void rateThatChangesInMidRoundStretchesTheBatchUnderWay() {
        final var link = ScheduledWire.steps(new double[] {0, 2.5, 4.5}, new double[] {64 * PAGE, 0, 128 * PAGE});
        final var oracle = new VersionOracle(new SequentialAccess(8, PAGES), VersionOracle.Writes.EXACT);
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), oracle);
        final var migration = new LiveMigration(MigrationId.ALONE, TWO_ROUNDS, guest, 1, oracle);
        final var drive = new Drive(migration, link);
        final double[] arrivals = new double[4];
        for (int batch = 0; batch < 4; batch++) {
            drive.step();
            arrivals[batch] = drive.now();
        }
        assertThat(arrivals).containsExactly(1, 2, 4.75, 5.25);
        assertThat(oracle.guestSeconds()).isEqualTo(5.25);
        final MigrationRecord record = drive.toEnd();
        assertThat(record.rounds().get(0).tally().seconds()).isEqualTo(5.25);
        assertThat(record.rounds().get(0).tally().dirtied()).isEqualTo(42);
        assertThat(oracle.stalePages().isEmpty()).isTrue();
        assertThat(new Drive(migration(TWO_ROUNDS, new SequentialAccess(8, PAGES)), link).toEnd())
                .isEqualTo(SoloRun.over(link, migration(TWO_ROUNDS, new SequentialAccess(8, PAGES))));
    }

    @Test
    void rateLimitHoldsTheLivePhaseBackAndNotTheFinalCopy() {
        final var technique = TWO_ROUNDS.toBuilder()
                .rateControl(new RateControl.Limit(32 * PAGE))
                .build();
        final var migration = migration(technique, new IdleAccess());
        assertThat(migration.next()).isEqualTo(new Step.Send(64 * PAGE, 32 * PAGE));
        final MigrationRecord record =
                SoloRun.over(ScheduledWire.constant(64 * PAGE), migration(technique, new IdleAccess()));
        assertThat(record.rounds().get(0).tally().seconds()).isEqualTo(8);
        assertThat(record.rounds().get(0).bytesPerSecond()).isEqualTo(32 * PAGE);
        assertThat(record.rounds().get(2).tally().seconds()).isEqualTo(2.0 / 64);
    }

    @Test
    void rateControlIsAskedAnewInEachRound() {
        final var technique =
                TWO_ROUNDS.toBuilder().rateControl(new GrowingRate(PAGE)).build();
        final var migration = migration(technique, new SequentialAccess(1, PAGES));
        for (int batch = 0; batch < 4; batch++) {
            expect(migration, new Step.Send(64 * PAGE, PAGE), 1);
        }
        expect(migration, new Step.Wait(0), 0);
        expect(migration, new Step.Send(4 * PAGE, 2 * PAGE), 1);
    }

    /** {@return a technique that watches a VM in some intervals, so many seconds in all} */
    private static Technique watching(final int intervals, final double seconds) {
        return Techniques.proposed().toBuilder()
                .selection(new ProposedSelection(intervals, seconds, 3, 1))
                .encoding(new WholePages(0))
                .build();
    }

    /** As many intervals as fit into a second are a step. */
    @Test
    void observationSeesEachOfTheIntervalsOfAStep() {
        final List<Integer> observed = new ArrayList<>();
        final PageSelection selection = new PageSelection() {
            @Override
            public Observation observation() {
                return new Observation(5, 0.3);
            }

            @Override
            public Selector start(final MigratingGuest guest) {
                final Selector selector = new XenSelection(false, false).start(guest);
                return new Selector() {
                    @Override
                    public void observed(final PageSet written) {
                        observed.add(written.cardinality());
                    }

                    @Override
                    public void choose(final int round, final PageSet pending, final PageSet send) {
                        selector.choose(round, pending, send);
                    }
                };
            }
        };
        final var technique = TWO_ROUNDS.toBuilder().selection(selection).build();
        final var migration = migration(technique, new SequentialAccess(10, PAGES));
        expect(migration, new Step.Wait(3 * 0.3), 0.9);
        expect(migration, new Step.Wait(2 * 0.3), 0.6);
        assertThat(observed).containsExactly(3, 3, 3, 3, 3);
        assertThat(migration.next()).isInstanceOf(Step.Send.class);
    }

    @Test
    void observationLetsGuestTimePass() {
        final var migration = migration(watching(4, 1), new SequentialAccess(16, PAGES));
        expect(migration, new Step.Wait(1), 1);
        expect(migration, new Step.Send((PAGES - 16) * PAGE, Double.POSITIVE_INFINITY), 1);
        final MigrationRecord record = migration.abort(CANCELLED, 0, 0);
        assertThat(record.setupSeconds()).isEqualTo(1);
        assertThat(record.totalSeconds()).isEqualTo(2);
        assertThat(record.rounds().get(0).tally().held()).isEqualTo(16);
    }

    @Test
    void techniqueWithoutLivePhaseDoesNotObserve() {
        final var technique = Techniques.stopAndCopy().toBuilder()
                .selection(ProposedSelection.DEFAULT)
                .build();
        final var migration = migration(technique, new IdleAccess());
        assertThat(migration.next()).isEqualTo(new Step.Wait(StopAndCopy.DEFAULT.suspendSeconds()));
        assertThat(migration.vmRunning()).isFalse();
    }

    /**
     * Up for 2.5 s at 256 writes a second, pages 0 to 127 were written three times and the others twice; the observation adds
     * one write to each: T = 3.5.
     */
    @Test
    void updatesSinceTheBootCount() {
        final var technique = TWO_ROUNDS.toBuilder()
                .selection(new ProposedSelection(1, 1, 0, 1))
                .build();
        final var guest = new Guest(MemoryLayout.ofPages(PAGES), new SequentialAccess(256, PAGES), 2.5, () -> 1.0);
        final var oracle = new VersionOracle(new IdleAccess(), VersionOracle.Writes.EXACT);
        oracle.start(GuestContext.of(new GuestMemory(guest.memory(), 1), new SplittableRandom(1)));
        final var migration = new LiveMigration(MigrationId.ALONE, technique, guest, 1, oracle);
        expect(migration, new Step.Wait(1), 1);
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 0);
        expect(migration, new Step.Send(64 * PAGE, Double.POSITIVE_INFINITY), 0);
        assertThat(oracle.stalePages().toArray()).as("pages not sent").containsExactly(ReplayScripts.range(0, 128));
    }

    @Test
    void listenerSeesRoundsThenTheStopThenTheFinalRoundThenTheResumption() {
        final List<String> events = new ArrayList<>();
        final var listener = new MigrationListener() {
            @Override
            public void batchSent(final PageBatch batch) {
                events.add("batch of " + batch.pages());
            }

            @Override
            public void roundFinished(final RoundRecord round) {
                events.add((round.finalRound() ? "final round " : "round ")
                        + round.tally().round());
            }

            @Override
            public void vmStopped() {
                events.add("stopped");
            }

            @Override
            public void vmResumed() {
                events.add("resumed");
            }
        };
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), new SequentialAccess(2, PAGES));
        final var technique = TWO_ROUNDS.toBuilder().batchPages(128).build();
        SoloRun.over(
                ScheduledWire.constant(64 * PAGE), new LiveMigration(MigrationId.ALONE, technique, guest, 1, listener));
        assertThat(events)
                .containsExactly(
                        "batch of 128",
                        "batch of 128",
                        "round 1",
                        "batch of 8",
                        "round 2",
                        "stopped",
                        "final round 3",
                        "resumed");
    }

    @Test
    void vmNoLongerRunsWhenItsStopIsToldAndRunsAgainWhenItsResumptionIs() {
        final LiveMigration[] migration = new LiveMigration[1];
        final List<Boolean> running = new ArrayList<>();
        final var listener = new MigrationListener() {
            @Override
            public void vmStopped() {
                running.add(migration[0].vmRunning());
            }

            @Override
            public void vmResumed() {
                running.add(migration[0].vmRunning());
            }
        };
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), new IdleAccess());
        migration[0] = new LiveMigration(MigrationId.ALONE, TWO_ROUNDS, guest, 1, listener);
        SoloRun.over(ScheduledWire.constant(PAGE), migration[0]);
        assertThat(running).containsExactly(false, true);
    }

    /**
     * The rule ends round 1 behind pages 0 to 127, which are written meanwhile. Round 2 has begun, with a mark of 8 bytes, when the stop is asked
     * for: the mark goes out alone, and all pages follow with the VM stopped.
     */
    @Test
    void stopThatIsForcedBetweenTwoRoundsLeavesNoPageOut() {
        final StopRule halfIsEnough = guest -> new StopRule.Judge() {
            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                return Optional.empty();
            }

            @Override
            public boolean endsRound(final int unsent) {
                return unsent <= PAGES / 2;
            }
        };
        final var technique = TWO_ROUNDS.toBuilder()
                .encoding(new QemuStream(0, 8, new WholePages(0)))
                .stopRule(halfIsEnough)
                .batchPages(128)
                .build();
        final var migration = migration(technique, new SequentialAccess(32, PAGES));
        expect(migration, new Step.Send(128 * PAGE + 8, Double.POSITIVE_INFINITY), 4);
        expect(migration, new Step.Wait(0), 0);
        migration.forceStop();
        expect(migration, new Step.Send(8, Double.POSITIVE_INFINITY), 0);
        expect(migration, new Step.Wait(0), 0);
        expect(migration, new Step.Wait(0.125), 0.125);
        expect(migration, new Step.Send((PAGES + 2) * PAGE, Double.POSITIVE_INFINITY), 1);
        expect(migration, new Step.Wait(0.25), 0.25);
        assertThat(finished(migration).pagesSent()).isEqualTo(128 + PAGES);
    }

    @Test
    void abortedMigrationIsNeverReportedAsResumed() {
        final List<String> events = new ArrayList<>();
        final var listener = new MigrationListener() {
            @Override
            public void vmResumed() {
                events.add("resumed");
            }
        };
        final var migration = new LiveMigration(
                MigrationId.ALONE,
                Techniques.stopAndCopy(),
                Guest.of(MemoryLayout.ofPages(4), new IdleAccess()),
                1,
                listener);
        migration.next();
        migration.abort(CANCELLED, 0, 0);
        assertThat(events).isEmpty();
    }

    /** 64 pages are left and round 2 moved 128 pages in 2 s: 1 s. */
    @Test
    void expectedDowntimeIsWhatIsPendingAtThePaceOfTheLastRound() {
        final var migration = migration(TWO_ROUNDS, new SequentialAccess(32, PAGES));
        final MigrationRecord record = SoloRun.over(ScheduledWire.constant(64 * PAGE), migration);
        assertThat(record.expectedDowntimeSeconds()).isEqualTo(1);
        assertThat(record.dirtyPagesRate()).isEqualTo(32);
        assertThat(record.mbps()).isCloseTo(record.bytesSent() * 8 / record.totalSeconds() / 1e6, near(1));
    }

    /** At 64 pages a second round 1 takes 4 s and leaves 128 pages, round 2 takes 2 s and leaves 64. */
    @Test
    void expectedDowntimeIsRenewedAtEverySyncFromTheLimitOn() {
        final var technique = TWO_ROUNDS.toBuilder()
                .stopRule(new DowntimeLimitStop(0.25, new AfterRounds(99)))
                .build();
        for (final double[] secondsAndExpected : new double[][] {{3.5, 0.25}, {5, 2}, {6.5, 1}}) {
            final var migration = migration(technique, new SequentialAccess(32, PAGES));
            final MigrationRecord record =
                    SoloRun.overUntil(ScheduledWire.constant(64 * PAGE), migration, secondsAndExpected[0]);
            assertThat(record.ending().outcome()).as("%s", record).isEqualTo(Outcome.FAILED);
            assertThat(record.expectedDowntimeSeconds())
                    .as("after %s s", secondsAndExpected[0])
                    .isEqualTo(secondsAndExpected[1]);
        }
    }

    @Test
    void batchesThatTakeNoBytesAreSentAllTheSame() {
        final PageEncoding nothing =
                guest -> (batch, phase, traffic) -> traffic.add(PageKind.DUPLICATE, batch.pages(), 0);
        final var technique = TWO_ROUNDS.toBuilder().encoding(nothing).build();
        final var oracle = new VersionOracle(new UniformAccess(10, PAGES), VersionOracle.Writes.EXACT);
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), oracle);
        final var migration = new LiveMigration(MigrationId.ALONE, technique, guest, 1, oracle);
        assertThat(migration.next()).isEqualTo(new Step.Send(0, Double.POSITIVE_INFINITY));
        migration.done(0);
        final MigrationRecord record = new Drive(migration, ScheduledWire.constant(PAGE)).toEnd();
        assertThat(record.pages(PageKind.DUPLICATE)).isEqualTo(PAGES);
        assertThat(record.bytesSent()).isEqualTo(2 * PAGE);
        assertThat(oracle.stalePages().isEmpty()).isTrue();
    }

    @Test
    void encodingIsToldWhichRoundIsTheFinalOne() {
        final List<CopyPhase> phases = new ArrayList<>();
        final PageEncoding watching = guest -> (batch, phase, traffic) -> {
            phases.add(phase);
            traffic.add(
                    PageKind.NORMAL,
                    batch.pages(),
                    (long) batch.pages() * guest.memory().pageSize());
        };
        final var technique = TWO_ROUNDS.toBuilder()
                .encoding(watching)
                .batchPages(PAGES)
                .stopRule(new AfterRounds(1))
                .build();
        SoloRun.over(ScheduledWire.constant(64 * PAGE), migration(technique, new SequentialAccess(2, PAGES)));
        assertThat(phases).containsExactly(CopyPhase.LIVE, CopyPhase.STOPPED);
    }

    @Test
    void cpuUtilizationIsAskedWhileTheVmRuns() {
        final double[] utilization = {0.5};
        final AccessModel halfSpeed = new CpuDrivenAccess(new SequentialAccess(32, PAGES));
        final var guest = new Guest(MemoryLayout.ofPages(PAGES), halfSpeed, 0, () -> utilization[0]);
        final var migration = new LiveMigration(TWO_ROUNDS, guest, 1);
        carryOut(migration, 2, 1);
        utilization[0] = 0;
        carryOut(migration, 2, 1);
        expect(migration, new Step.Wait(0), 0);
        expect(migration, new Step.Send(32 * PAGE, Double.POSITIVE_INFINITY), 1);
    }

    @Test
    void recordOfARefusedRequestIsEmpty() {
        final var ending = new Ending(Outcome.REFUSED, "no-room", "the target is full");
        final MigrationRecord record = MigrationRecord.refused(
                MigrationId.ALONE, Techniques.xenPrecopy(), MemoryLayout.ofBytes(PAGE), 3, ending);
        RecordChecks.check("refused", record, 0);
        assertThat(record.ending()).isEqualTo(ending);
        assertThat(record.completed()).isFalse();
        assertThat(record.ramTotalBytes()).isEqualTo(PAGE);
        assertThat(record.ramRemainingBytes()).isEqualTo(PAGE);
        assertThat(record.mbps()).isZero();
        assertThat(record.dirtyPagesRate()).isZero();
        assertThat(record.cpuThrottle()).isZero();
    }

    @Test
    void newEndingLeavesTheRestOfARecordAlone() {
        final MigrationRecord record =
                SoloRun.over(ScheduledWire.constant(PAGE), migration(TWO_ROUNDS, new SequentialAccess(2, PAGES)));
        final MigrationRecord failed = record.withEnding(CANCELLED);
        assertThat(failed.ending()).isEqualTo(CANCELLED);
        assertThat(failed).isNotEqualTo(record);
        assertThat(failed.withEnding(record.ending())).isEqualTo(record);
    }

    @Test
    void uncountedUpdatesAreRefused() {
        final var guest =
                new MigratingGuest(new GuestMemory(MemoryLayout.ofPages(4), 1), null, () -> Double.POSITIVE_INFINITY);
        assertThat(guest.pages()).isEqualTo(4);
        assertThatIllegalStateException()
                .isThrownBy(guest::updates)
                .withMessage(
                        "page updates are not counted: neither the selection nor the encoding needs them (countsUpdates(), Need.UPDATE_COUNTS)");
    }

    /** One more step of throttle after each round. */
    private record Stepwise(double step) implements CpuThrottle {
        @Override
        public Governor start(final MigratingGuest guest) {
            return new Governor() {
                private double throttle = step;

                @Override
                public double throttle() {
                    return throttle;
                }

                @Override
                public void roundEnded(final RoundTally tally) {
                    throttle += step;
                }
            };
        }
    }

    private static LiveMigration migration(final Technique technique, final AccessModel access) {
        return new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(PAGES), access), 1);
    }

    private static void expect(final LiveMigration migration, final Step step, final double seconds) {
        assertThat(migration.next()).isEqualTo(step);
        migration.done(seconds);
    }

    private static void carryOut(final LiveMigration migration, final int steps, final double seconds) {
        for (int i = 0; i < steps; i++) {
            assertThat(migration.next()).isNotInstanceOf(Step.Finished.class);
            migration.done(seconds);
        }
    }

    private static MigrationRecord finished(final LiveMigration migration) {
        return ((Step.Finished) migration.next()).record();
    }
}
