package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.Timetable;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.LooksAtEveryBatch;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.encoding.Multifd;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.qemu.QemuStop;
import io.github.cloudsimmigration.technique.qemu.QemuVersion;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices of many batches, which last until the stop rule looks at the clock again, in QEMU's case for a little over 50 ms. */
final class LongSlicesTest {
    private static final int PAGES = 640;
    private static final int PAGE = 4096;
    private static final long BATCH = 64 * PAGE;
    private static final AccessModel NO_WRITES = new Timetable(0, 0, 1);
    private static final double LOOK = 0.051 - 1e-9;
    private static final double ANY_RATE = Double.POSITIVE_INFINITY;
    private static final Ending CANCELLED = new Ending(Outcome.CANCELLED, "cancelled", "called off by the test");
    private static final int MIGRATIONS = 400;

    private static Technique technique(final double downtimeSeconds, final PageEncoding encoding) {
        return Technique.named("long-slices")
                .selection(new XenSelection(false, false))
                .encoding(encoding)
                .stopRule(stopRule(downtimeSeconds))
                .switchOver(new StopAndCopy(0, 0, 0))
                .batchPages(64)
                .build();
    }

    private static StopRule stopRule(final double downtimeSeconds) {
        return new QemuStop(downtimeSeconds, 0, QemuVersion.V7_2, Double.POSITIVE_INFINITY);
    }

    private static LiveMigration migration(
            final PageEncoding encoding, final AccessModel access, final double downtimeSeconds) {
        return new LiveMigration(
                technique(downtimeSeconds, encoding), Guest.of(MemoryLayout.ofPages(PAGES), access), 1);
    }

    private static Step slice(final int batches, final double untilSeconds) {
        return new Step.Send(batches * BATCH, BATCH, ANY_RATE, untilSeconds, 0);
    }

    @Test
    void sliceEndsAtTheNextLookAndItsRestGoesOn() {
        final LiveMigration migration = migration(new WholePages(0), NO_WRITES, 0);
        assertThat(migration.next()).isEqualTo(slice(10, LOOK));
        migration.done(0.06, 3 * BATCH);
        assertThat(migration.remainingBytes()).isEqualTo(7 * BATCH);
        assertThat(migration.next()).isEqualTo(slice(7, LOOK));
        migration.done(0.02, 7 * BATCH);
        assertThat(migration.remainingBytes()).isZero();
    }

    /** 3 batches in 110 ms: whatever is left could be sent within 10 s, so the round ends there. */
    @Test
    void restOfASliceIsLeftBehindWhereTheRoundEnds() {
        final List<Integer> sent = new ArrayList<>();
        final var listener = new MigrationListener() {
            @Override
            public void batchSent(final PageBatch batch) {
                sent.add(batch.pages());
            }
        };
        final var migration = new LiveMigration(
                MigrationId.ALONE,
                technique(10, new WholePages(0)),
                Guest.of(MemoryLayout.ofPages(PAGES), NO_WRITES),
                1,
                listener);
        assertThat(migration.next()).isEqualTo(slice(10, LOOK));
        migration.done(0.11, 3 * BATCH);
        while (!(migration.next() instanceof Step.Finished)) {
            migration.done(0);
        }
        final MigrationRecord record = ((Step.Finished) migration.next()).record();
        assertThat(record.rounds().get(0).tally().sent()).isEqualTo(3 * 64);
        assertThat(record.rounds().get(0).tally().held()).isEqualTo(7 * 64);
        assertThat(record.rounds().get(1).tally().sent()).isEqualTo(7 * 64);
        assertThat(record.pagesSent()).isEqualTo(PAGES);
        assertThat(sent).containsExactly(3 * 64, 7 * 64);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 32", "1, 64", "3.25, 208", "9.99, 639", "10, 640"})
    void abortCountsWhatHasCrossedOfASlice(final double batches, final int pages) {
        final LiveMigration migration = migration(new WholePages(0), NO_WRITES, 0);
        assertThat(migration.next()).isEqualTo(slice(10, LOOK));
        final MigrationRecord record = migration.abort(CANCELLED, 0.04, batches * BATCH);
        assertThat(record.pagesSent()).isEqualTo(pages);
        assertThat(record.bytesSent()).isEqualTo(Math.round(batches * BATCH));
    }

    /** Batches of zero pages are another slice, and a mixed one is a slice of its own. */
    @Test
    void batchesOfASliceAreAlike() {
        final AccessModel access = guest -> {
            guest.memory()
                    .allocateOnly(
                            PAGES,
                            PageSet.of(
                                    PAGES,
                                    IntStream.range(0, PAGES)
                                            .filter(page -> page < 128 || page >= 300)
                                            .toArray()));
            return NO_WRITES.start(guest);
        };
        final LiveMigration migration = migration(new ZeroPages(9, 0, new WholePages(0)), access, 0);
        final long mark = 64 * 9;
        final long mixed = 44 * 9 + 20 * PAGE;
        for (final Step step : List.of(
                slice(2, LOOK),
                new Step.Send(2 * mark, mark, ANY_RATE, LOOK, 0),
                new Step.Send(mixed, ANY_RATE),
                slice(5, LOOK))) {
            assertThat(migration.next()).isEqualTo(step);
            migration.done(0);
        }
        assertThat(migration.remainingBytes()).isZero();
    }

    /** 16 batches in which half of all pages are zero are not 16 of which half is each. */
    @Test
    void batchesAreNotAlikeForWhatTheyAreOnAverage() {
        final int pages = 17 * 64;
        final AccessModel access = guest -> {
            guest.memory()
                    .allocateOnly(
                            pages, PageSet.of(pages, IntStream.range(32, 9 * 64).toArray()));
            return NO_WRITES.start(guest);
        };
        final var migration = new LiveMigration(
                technique(0, new ZeroPages(9, 0, new WholePages(0))), Guest.of(MemoryLayout.ofPages(pages), access), 1);
        final long mark = 64 * 9;
        for (final Step step : List.of(
                new Step.Send(32 * 9 + 32 * PAGE, ANY_RATE),
                slice(8, LOOK),
                new Step.Send(8 * mark, mark, ANY_RATE, LOOK, 0))) {
            assertThat(migration.next()).isEqualTo(step);
            migration.done(0);
        }
        assertThat(migration.remainingBytes()).isZero();
    }

    /** The guest's first write to a zero page makes it a whole one, so it is not known what the second batch will be. */
    @Test
    void batchThatMayStillChangeWaitsForItsTurn() {
        final AccessModel access = guest -> {
            guest.memory().allocateOnly(PAGES, new PageSet(PAGES));
            return new Timetable(1, PAGES, 1).start(guest);
        };
        final LiveMigration migration = migration(new ZeroPages(9, 0, new WholePages(0)), access, 0);
        assertThat(migration.next()).isEqualTo(new Step.Send(64 * 9, ANY_RATE));
    }

    /** It may ask how busy the CPU is, or draw for every part of its time. */
    @Test
    void guestThatFollowsMoreThanItsTimeIsAskedAtEveryBatch() {
        final LiveMigration migration = migration(new WholePages(0), new SequentialAccess(1, PAGES), 0);
        assertThat(migration.next()).isEqualTo(slice(1, Double.POSITIVE_INFINITY));
    }

    /** What it makes of a page may change until it is sent, though it remembers none itself. */
    private record ByUpdates() implements PageEncoding {
        @Override
        public Set<Need> needs() {
            return Set.of(Need.UPDATE_COUNTS);
        }

        @Override
        public Encoder start(final MigratingGuest guest) {
            return new WholePages(0).start(guest);
        }
    }

    static Stream<PageEncoding> encodingsThatWaitForTheirTurn() {
        return Stream.of(
                new Xbzrle(0, 64L << 20, true, 1, 0),
                new Xbzrle(0, 64L << 20, false, 1, 0),
                new Multifd(2, 64, 0, 0, new WholePages(0)),
                new ByUpdates());
    }

    @ParameterizedTest
    @MethodSource
    void encodingsThatWaitForTheirTurn(final PageEncoding encoding) {
        final LiveMigration migration = migration(encoding, NO_WRITES, 0);
        assertThat(migration.next()).isEqualTo(slice(1, Double.POSITIVE_INFINITY));
    }

    @Test
    void ruleThatLooksAtEveryBatchGetsOneBatch() {
        final var migration = new LiveMigration(
                LooksAtEveryBatch.of(technique(0, new WholePages(0))),
                Guest.of(MemoryLayout.ofPages(PAGES), NO_WRITES),
                1);
        assertThat(migration.next()).isEqualTo(slice(1, Double.POSITIVE_INFINITY));
    }

    /** It ends no round for a second, and later those with less than half their pages unsent; it may be asked before every batch then. */
    @Test
    void restOfALongSliceGoesBatchByBatchOnceTheRuleCannotTell() {
        final StopRule sureForASecond = guest -> new StopRule.Judge() {
            private double passed;

            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                return rounds.isEmpty() ? Optional.empty() : Optional.of(StopReason.ITERATIONS);
            }

            @Override
            public boolean endsRound(final int unsent) {
                return passed >= 1 && unsent < PAGES / 2;
            }

            @Override
            public double secondsToNextLook() {
                return 1 - passed;
            }

            @Override
            public void passed(final long bytes, final double seconds, final int batches) {
                passed += seconds;
            }
        };
        final Technique technique = technique(0, new WholePages(0)).toBuilder()
                .stopRule(sureForASecond)
                .build();
        final var guest = Guest.of(MemoryLayout.ofPages(PAGES), NO_WRITES);
        final MigrationRecord record =
                SoloRun.over(ScheduledWire.constant(2 * BATCH), new LiveMigration(technique, guest, 1), 100);
        assertThat(record.rounds().get(0).tally().sent())
                .as("2 batches in the second, 4 one by one")
                .isEqualTo(6 * 64);
        assertThat(record.completed()).isTrue();
    }

    /** 64 batches of 5 ms, the threshold 12 of them: known at the second look (22 batches), and reached at the look behind 55. */
    @Test
    void sliceAtASteadyRateLastsUntilALookThatMatters() {
        final double rate = BATCH / 0.005;
        final var migration = new LiveMigration(
                technique(0.060, new WholePages(0)), Guest.of(MemoryLayout.ofPages(64 * 64), NO_WRITES), 1);
        assertThat(migration.next()).isEqualTo(slice(64, LOOK));
        assertThat(migration.goesAt(rate).untilSeconds()).isCloseTo(0.005 * 54.5, within(1e-9));
        migration.doneSteadily(0.005 * 55, 55 * BATCH);
        assertThat(migration.next()).as("the round ends").isInstanceOf(Step.Wait.class);
        assertThat(migration.remainingBytes()).isEqualTo(9 * BATCH);
    }

    /** The same at a rate that was not steady: only the look at its end has been, and the limit is not known to be kept before the next. */
    @Test
    void sliceAtAnyOtherRateHasNoLooksWithin() {
        final var migration = new LiveMigration(
                technique(0.060, new WholePages(0)), Guest.of(MemoryLayout.ofPages(64 * 64), NO_WRITES), 1);
        migration.next();
        migration.done(0.005 * 11, 11 * BATCH);
        assertThat(migration.next()).isEqualTo(slice(53, LOOK));
    }

    @Test
    void aSteadyRateIsAskedForWhileSendingOnly() {
        final var migration =
                new LiveMigration(technique(0, new WholePages(0)), Guest.of(MemoryLayout.ofPages(PAGES), NO_WRITES), 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> migration.goesAt(1))
                .withMessage("step null is under way, expected one that sends");
    }

    /** Ends behind a batch: 3.2 have been sent in time, 4 are sent in all; at least one is, and no more than there are. */
    @ParameterizedTest
    @CsvSource({"0, 100", "99, 100", "100.2, 100", "100.6, 200", "320, 400", "940, 950", "950, 950", "1000, 950"})
    void pieceUnderWayIsSentToItsEnd(final double inTime, final double atEnd) {
        assertThat(new Step.Send(950, 100, ANY_RATE, 1, 0).bytesAtEnd(inTime)).isEqualTo(atEnd);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.99, 0", "1, 1", "3.2, 3", "9.5, 9", "10, 9"})
    void batchesCountOnceTheyAreSentToTheirEnd(final double sent, final long whole) {
        final LiveMigration migration = migration(new WholePages(0), NO_WRITES, 0);
        assertThat(migration.next()).isEqualTo(slice(10, LOOK));
        assertThat(migration.rateChanges(sent * 0.001, sent * BATCH).bytes()).isEqualTo(whole * BATCH);
        assertThat(migration.remainingBytes()).isEqualTo((10 - whole) * BATCH);
        assertThat(((Step.Send) migration.next()).bytes()).isEqualTo((10 - whole) * BATCH);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "950, false", "0, false"})
    void onlyATransferOfMorePiecesThanOneIsInPieces(final long pieceBytes, final boolean inPieces) {
        assertThat(new Step.Send(950, pieceBytes, ANY_RATE, 1, 0).isInPieces()).isEqualTo(inPieces);
    }

    @Test
    void transferWithoutPiecesEndsAnywhere() {
        final var send = new Step.Send(950, 0, ANY_RATE, 1, 0);
        assertThat(send.bytesAtEnd(12.5)).isEqualTo(12.5);
        assertThat(send.bytesAtEnd(960)).isEqualTo(950);
    }

    /** Long slices are a short cut: what happens is what happens batch by batch. */
    @Test
    void migrationsGoAsTheyGoBatchByBatch() {
        for (long seed = 0; seed < MIGRATIONS; seed++) {
            final var drawn = new RandomMigrations(seed);
            final Technique composed = drawn.composition();
            final double sweepSeconds = drawn.memory().bytes() / drawn.constantRate();
            final double forcedSyncSeconds = drawn.random().nextBoolean()
                    ? Double.POSITIVE_INFINITY
                    : drawn.random().nextDouble() * sweepSeconds;
            final StopRule stopRule = new QemuStop(
                    drawn.random().nextDouble() * 0.3 * sweepSeconds, 0, QemuVersion.V10_2, forcedSyncSeconds);
            final Technique technique = composed.toBuilder()
                    .selection(new XenSelection(false, drawn.random().nextBoolean()))
                    .stopRule(
                            composed.switchOver() instanceof PostCopy
                                            && drawn.random().nextBoolean()
                                    ? PostCopyAfter.seconds(drawn.random().nextDouble() * 2 * sweepSeconds, stopRule)
                                    : stopRule)
                    .batchPages(1 + drawn.random().nextInt(64))
                    .build();
            final double until = drawn.random().nextDouble() * 5 * sweepSeconds;
            final int pages = 1 + drawn.random().nextInt(drawn.memory().pages());
            final double writes =
                    drawn.random().nextDouble() * 2 * drawn.memory().pages() / sweepSeconds;
            final var guest =
                    new Guest(drawn.memory(), new Timetable(writes, pages, seed), drawn.upSeconds(), () -> 1.0);
            assertThat(run(drawn, guest, technique, until))
                    .as("seed %d, %s", seed, technique.parameters())
                    .usingRecursiveComparison()
                    .withComparatorForType(Comparator.comparingDouble(LongSlicesTest::rounded), Double.class)
                    .isEqualTo(run(drawn, guest, LooksAtEveryBatch.of(technique), until));
        }
    }

    private static double rounded(final double number) {
        return Math.round(number * 1e6) / 1e6;
    }

    private static MigrationRecord run(
            final RandomMigrations drawn, final Guest guest, final Technique technique, final double until) {
        return SoloRun.overUntil(drawn.link(), new LiveMigration(technique, guest, 1), until);
    }
}
