package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.Multifd;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.selection.ProposedSelection;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four batches of 64 pages, each of which takes 0.1 s if it goes whole. A page of each of the last three is written before its turn, and another one
 * of the third behind it: the batches begin at 0, 0.1, 0.1984 and 0.2969 s.
 */
final class ForesightTest {
    private static final int PAGE = 4096;
    private static final long BATCH = 64 * PAGE;
    private static final long LESS = 63 * PAGE;
    private static final double RATE = BATCH / 0.1;
    private static final Script WRITES = new Script(List.of(0.05, 0.15, 0.25, 0.26), List.of(100, 130, 131, 200), true);
    private static final StopRule ONE_ROUND = new StopRule.RoundRule() {
        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
            return rounds.isEmpty() ? Optional.empty() : Optional.of(StopReason.ITERATIONS);
        }
    };
    private static final Technique PEEKING = Technique.named("peeking")
            .selection(new XenSelection(true, false))
            .encoding(new WholePages(0))
            .stopRule(ONE_ROUND)
            .switchOver(new StopAndCopy(0, 0, 0))
            .batchPages(64)
            .build();

    /** Writes pages at given times of its own, in seconds. */
    private record Script(List<Double> times, List<Integer> pages, boolean copies) implements AccessModel {
        @Override
        public AccessProcess start(final GuestContext guest) {
            return new Writes(0, 0);
        }

        private final class Writes implements AccessProcess {
            private double now;
            private int next;

            Writes(final double now, final int next) {
                this.now = now;
                this.next = next;
            }

            @Override
            public int reach() {
                return 256;
            }

            @Override
            public Optional<AccessProcess> copy() {
                return copies ? Optional.of(new Writes(now, next)) : Optional.empty();
            }

            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                now += guestSeconds;
                for (; next < times.size() && times.get(next) <= now; next++) {
                    log.writes().log(pages.get(next));
                }
            }
        }
    }

    private static LiveMigration migration(final Technique technique, final AccessModel writes) {
        final var migration = new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(256), writes), 1);
        assertThat(((Step.Send) migration.next()).bytes()).isEqualTo(BATCH);
        return migration;
    }

    private static RoundTally firstRound(final LiveMigration migration) {
        while (!(migration.next() instanceof Step.Finished)) {
            migration.done(0);
        }
        return ((Step.Finished) migration.next()).record().rounds().get(0).tally();
    }

    @Test
    void atASteadyRateWhatTheNextPeeksFindIsKnown() {
        final LiveMigration migration = migration(PEEKING, WRITES);
        assertThat(migration.goesAt(RATE)).isEqualTo(new Step.Send(BATCH + 3 * LESS, Double.POSITIVE_INFINITY));
        migration.doneSteadily((BATCH + 3 * LESS) / RATE, BATCH + 3 * LESS);
        assertThat(migration.remainingBytes()).isEqualTo(3 * PAGE);
        final RoundTally round = firstRound(migration);
        assertThat(round.sent()).isEqualTo(253);
        assertThat(round.skipped()).isEqualTo(3);
        assertThat(round.dirtied()).as("131 is written again behind its turn").isEqualTo(4);
        assertThat(round.seconds()).isCloseTo(0.1 + 3 * 0.1 * 63 / 64, within(1e-9));
    }

    /** The second batch is sent to 0.3 s, so the third has lost 131, too, when its turn comes. */
    @Test
    void whereTheRateChangesTheBatchesBehindAreLookedAtAgain() {
        final LiveMigration migration = migration(PEEKING, WRITES);
        migration.goesAt(RATE);
        assertThat(migration.rateChanges(0.15, 0.15 * RATE).bytes()).isEqualTo(BATCH);
        assertThat(((Step.Send) migration.next()).bytes()).isEqualTo(LESS);
        assertThat(migration.remainingBytes()).isEqualTo(3 * BATCH);
        migration.done(0.2);
        assertThat(((Step.Send) migration.next()).bytes()).isEqualTo(62 * PAGE);
        migration.done(0.1);
        final RoundTally round = firstRound(migration);
        assertThat(round.sent()).isEqualTo(64 + 63 + 62 + 63);
        assertThat(round.skipped()).isEqualTo(4);
        assertThat(round.dirtied()).isEqualTo(4);
        assertThat(round.seconds()).isCloseTo(0.1 + 0.2 + 0.1, within(1e-9));
    }

    @Test
    void rateThatTurnsOutToBeAnotherAtOnceIsLookedAheadAtAnew() {
        final LiveMigration migration = migration(PEEKING, WRITES);
        migration.goesAt(RATE);
        assertThat(migration.goesAt(RATE / 4).bytes())
                .as("131 and 200 have been written before their turn, and the last batch begins behind the second")
                .isEqualTo(BATCH + LESS + 62 * PAGE);
        assertThat(migration.goesAt(0).bytes()).isEqualTo(BATCH);
        assertThat(migration.goesAt(RATE).bytes()).isEqualTo(BATCH + 3 * LESS);
    }

    @Test
    void nothingIsForeseenForLongerThanASecond() {
        assertThat(migration(PEEKING, WRITES).goesAt(BATCH / 0.9).bytes()).isEqualTo(BATCH + LESS);
        assertThat(migration(PEEKING, WRITES).goesAt(BATCH / 1.1).bytes()).isEqualTo(BATCH);
    }

    @Test
    void abortCountsTheBatchesThatHaveCrossedAndTheOneUnderWayInPart() {
        final LiveMigration migration = migration(PEEKING, WRITES);
        migration.goesAt(RATE);
        final var cancelled = new Ending(Outcome.CANCELLED, "cancelled", "called off by the test");
        final MigrationRecord record = migration.abort(cancelled, 0.15, 0.15 * RATE);
        final RoundTally round = record.rounds().get(0).tally();
        assertThat(round.sent()).isEqualTo(64 + 32);
        assertThat(round.skipped()).as("100").isEqualTo(1);
        assertThat(round.dirtied()).as("100 and 130").isEqualTo(2);
        assertThat(round.seconds()).isCloseTo(0.15, within(1e-9));
        assertThat(record.bytesSent()).isEqualTo(Math.round(1.5 * BATCH));
    }

    static Stream<Technique> techniquesThatWaitForTheirTurn() {
        return Stream.of(
                PEEKING.toBuilder()
                        .selection(ProposedSelection.DEFAULT)
                        .stopRule(ONE_ROUND)
                        .build(),
                PEEKING.toBuilder()
                        .encoding(new ZeroPages(9, 0, new WholePages(0)))
                        .build(),
                PEEKING.toBuilder().encoding(Multifd.DEFAULT).build(),
                PEEKING.toBuilder().encoding(new WholePages(0, 1e-9)).build(),
                PEEKING.toBuilder()
                        .stopRule(PostCopyAfter.seconds(10, ONE_ROUND))
                        .switchOver(PostCopy.DEFAULT)
                        .build());
    }

    @ParameterizedTest
    @MethodSource
    void techniquesThatWaitForTheirTurn(final Technique technique) {
        final LiveMigration migration = new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(256), WRITES), 1);
        while (!(migration.next() instanceof Step.Send)) {
            migration.done(0);
        }
        final long bytes = ((Step.Send) migration.next()).bytes();
        assertThat(migration.goesAt(RATE).bytes()).isEqualTo(bytes);
    }

    @Test
    void guestThatCannotBeCopiedIsNotLookedAheadOf() {
        final var writes = new Script(WRITES.times(), WRITES.pages(), false);
        assertThat(migration(PEEKING, writes).goesAt(RATE).bytes()).isEqualTo(BATCH);
    }

    @Test
    void abortAtTheMomentTheStepBeginsHasSentNothing() {
        final LiveMigration migration = migration(PEEKING, WRITES);
        migration.goesAt(RATE);
        final MigrationRecord record =
                migration.abort(new Ending(Outcome.CANCELLED, "cancelled", "called off by the test"), 0, 0);
        assertThat(record.bytesSent()).isZero();
        assertThat(record.totalSeconds()).isZero();
    }

    /** Sends whole pages; a batch of some of them takes CPU time. */
    private record Costly(int from, int to) implements PageEncoding {
        @Override
        public Encoder start(final MigratingGuest guest) {
            final Encoder whole = new WholePages(0).start(guest);
            return (batch, phase, traffic) -> {
                whole.encode(batch, phase, traffic);
                traffic.addCpuSeconds(batch.last() >= from && batch.last() < to ? 1e-9 : 0);
            };
        }
    }

    @Test
    void foresightEndsBeforeABatchThatTakesCpuTime() {
        final LiveMigration migration =
                migration(PEEKING.toBuilder().encoding(new Costly(128, 192)).build(), WRITES);
        assertThat(migration.goesAt(RATE).bytes()).isEqualTo(BATCH + LESS);
        assertThat(migration.rateChanges(0.15, 0.15 * RATE).bytes()).isEqualTo(BATCH);
        assertThat(((Step.Send) migration.next()).bytes()).isEqualTo(LESS);
        assertThat(migration.remainingBytes()).isEqualTo(3 * BATCH);
        migration.done(0.2);
        assertThat((Step.Send) migration.next())
                .extracting(Step.Send::bytes, Step.Send::cpuSeconds)
                .containsExactly(62L * PAGE, 1e-9);
    }

    @Test
    void batchThatTakesCpuTimeGoesAlone() {
        final LiveMigration migration =
                migration(PEEKING.toBuilder().encoding(new Costly(0, 64)).build(), WRITES);
        assertThat(migration.goesAt(RATE).bytes()).isEqualTo(BATCH);
    }

    /** It writes 130 at 0.2 s and 200 at 0.347 s only, behind their turns. */
    @Test
    void throttledGuestIsLookedAheadOfAtItsOwnPace() {
        final LiveMigration migration =
                migration(PEEKING.toBuilder().throttle(guest -> () -> 0.25).build(), WRITES);
        assertThat(migration.goesAt(RATE).bytes()).isEqualTo(BATCH + LESS + 2 * BATCH);
    }

    @Test
    void guestThatFollowsMoreThanItsOwnTimeIsNotLookedAheadOf() {
        final AccessModel anywhere = guest -> {
            final AccessProcess writes = WRITES.start(guest);
            return new AccessProcess() {
                @Override
                public Optional<AccessProcess> copy() {
                    return writes.copy();
                }

                @Override
                public void advance(final double guestSeconds, final AccessLog log) {
                    writes.advance(guestSeconds, log);
                }
            };
        };
        assertThat(migration(PEEKING, anywhere).goesAt(RATE).bytes()).isEqualTo(BATCH);
    }

    @Test
    void stepOfPostCopyStaysWhatItIsWhenItsRateChanges() {
        final LiveMigration migration =
                new LiveMigration(Techniques.postcopy(), Guest.of(MemoryLayout.ofPages(256), WRITES), 1);
        while (!(migration.next() instanceof Step.Send && migration.switchedOver())) {
            migration.done(0);
        }
        final Step step = migration.next();
        assertThat(migration.rateChanges(1e-6, 10).bytes()).isZero();
        assertThat(migration.next()).isEqualTo(step);
    }

    /** A guest whose updates are counted cannot be taken back. */
    @Test
    void guestWhoseUpdatesAreCountedIsNotLookedAheadOf() {
        final PageSelection counting = new PageSelection() {
            @Override
            public boolean peeks() {
                return true;
            }

            @Override
            public boolean countsUpdates() {
                return true;
            }

            @Override
            public Selector start(final MigratingGuest guest) {
                return new XenSelection().start(guest);
            }
        };
        final Technique technique = PEEKING.toBuilder().selection(counting).build();
        assertThat(migration(technique, WRITES).goesAt(RATE).bytes()).isEqualTo(BATCH);
    }

    /** Cut after 0.115 s it looks 0.23 s far, and then twice that. */
    @Test
    void foresightReachesTwiceAsFarAsTheRateHasLastBeenSteady() {
        final var writes = new Script(List.of(), List.of(), true);
        final Technique technique = PEEKING.toBuilder().batchPages(1).build();
        final var migration = new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(256), writes), 1);
        final double rate = PAGE / 0.01;
        migration.next();
        assertThat(migration.goesAt(rate).bytes()).isEqualTo(100 * PAGE);
        assertThat(migration.rateChanges(0.115, 11.5 * PAGE).bytes()).isEqualTo(11 * PAGE);
        migration.done(0.005);
        migration.next();
        assertThat(migration.goesAt(rate).bytes()).isEqualTo(23 * PAGE);
        migration.doneSteadily(0.23, 23 * PAGE);
        migration.next();
        assertThat(migration.goesAt(rate).bytes()).isEqualTo(46 * PAGE);
    }
}
