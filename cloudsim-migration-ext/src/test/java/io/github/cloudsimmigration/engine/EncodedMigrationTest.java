package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.RecordChecks.near;
import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageSample;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.encoding.FinalRoundEncoding;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.encoding.ZeroPages;
import io.github.cloudsimmigration.technique.selection.XenSelection;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Encodings, throttles and Xen's options at work: by round and by the clock. */
final class EncodedMigrationTest {
    private static final double GIGABIT = 1e9 / 8;
    private static final int PAGE_ON_WIRE = 4104;

    private static MigrationRecord run(final Technique technique, final Guest guest, final double bytesPerSecond) {
        return SoloRun.over(ScheduledWire.constant(bytesPerSecond), new LiveMigration(technique, guest, 1));
    }

    /** Free pages are not sent in round 1, nor when they are written; a page found early is skipped. */
    @Test
    void me2LeavesFreePagesOutEvenWhenTheyAreWritten() {
        final RoundReplay.Result result = RoundReplay.run(
                Techniques.me2(),
                ReplayScripts.ofPages(8)
                        .free(2, 3)
                        .withoutStopRules()
                        .round(new int[] {1, 2, 5}, new int[] {5})
                        .round(new int[] {3, 7}, new int[] {3})
                        .script());
        check(result, 0, List.of(0, 1, 4, 6, 7), 5);
        check(result, 1, List.of(1, 5));
        assertThat(result.finalRound().toArray()).containsExactly(7);
    }

    private static void check(
            final RoundReplay.Result result, final int round, final List<Integer> sent, final int... skipped) {
        assertThat(result.rounds().get(round).sent()).isEqualTo(sent);
        assertThat(result.rounds().get(round).skipped().toArray()).containsExactly(skipped);
        assertThat(result.rounds().get(round).held().isEmpty()).isTrue();
    }

    /** 49 allocated pages are few, however many are free; the volume is measured in all pages. */
    @Test
    void me2StopsByItsAllocatedPages() {
        final RoundReplay.Result few = RoundReplay.run(
                Techniques.me2(),
                ReplayScripts.ofPages(1000)
                        .free(range(49, 1000))
                        .round()
                        .round()
                        .script());
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        assertThat(few.rounds()).hasSize(1);
        final RoundReplay.Result volume = RoundReplay.run(
                Techniques.me2(),
                ReplayScripts.ofPages(100)
                        .free(range(75, 100))
                        .rounds(9, range(0, 100), new int[0])
                        .script());
        assertThat(volume.stop()).contains(StopReason.VOLUME);
        assertThat(volume.rounds()).as("4 * 75 is not more than 300, 5 * 75 is").hasSize(5);
    }

    /** 300 free pages are 300 bytes, 700 random ones take 4097 each; encoding 700 pages and reading the map bounds the rate. */
    @Test
    void me2SendsMarksForFreePagesAndIsBoundByItsCpuTime() {
        final var guest = Guest.of(MemoryLayout.ofPages(1000).withAllocated(0.7), new IdleAccess());
        final MigrationRecord record = run(Techniques.me2(), guest, 100 * GIGABIT);
        final long bytes = 300 + 700 * 4097;
        final double cpuSeconds = 700 * 3e-6 + 1000 * 10e-9;
        final RoundRecord first = record.rounds().get(0);
        assertThat(record.pagesSent()).isEqualTo(700);
        assertThat(first.tally().bytes()).isEqualTo(bytes);
        assertThat(first.traffic().bytes(PageKind.FRAMING)).isEqualTo(300);
        assertThat(first.tally().seconds()).isCloseTo(cpuSeconds, near(1));
        assertThat(record.bytesSent()).isEqualTo(bytes + StopAndCopy.DEFAULT.deviceStateBytes());
        final MigrationRecord slow = run(Techniques.me2(), guest, GIGABIT);
        assertThat(slow.rounds().get(0).tally().seconds()).isCloseTo(bytes / GIGABIT, near(1));
    }

    /** Without free pages a program's heap shrinks by its zero pages and by what run-length encoding saves on the sparse ones. */
    @Test
    void me2SavesOnMeasuredHeapsWhatRunLengthEncodingSaves() {
        final double[] saved = new double[PageSample.values().length];
        int i = 0;
        for (final PageSample sample : PageSample.values()) {
            final MemoryLayout heap = MemoryLayout.ofPages(50_000).withContents(sample.mix());
            final MigrationRecord record = run(Techniques.me2(), Guest.of(heap, new IdleAccess()), GIGABIT);
            saved[i] = 1 - (double) record.bytes(CopyPhase.LIVE) / heap.bytes();
            i++;
        }
        assertThat(saved).hasSize(7);
        for (final double share : saved) {
            assertThat(share).isBetween(0.015, 0.32);
        }
    }

    /** 1000 of 4000 pages a second are sent and more than half of them written: the throttle climbs, and lost time adds up. */
    @Test
    void slowdownTakesCpuTimeUntilTheVmStops() {
        final var guest = Guest.of(MemoryLayout.ofPages(4_000), new UniformAccess(20_000, 4_000));
        final double rate = 1_000.0 * PAGE_ON_WIRE;
        final MigrationRecord record = run(Techniques.slowdown(), guest, rate);
        double lost = 0;
        double throttle = 0;
        for (final RoundRecord round : record.rounds()) {
            if (round.phase() == CopyPhase.LIVE) {
                lost += round.throttle() * round.tally().seconds();
                assertThat(round.throttle()).isGreaterThanOrEqualTo(throttle);
                throttle = round.throttle();
            } else {
                assertThat(round.throttle()).isZero();
            }
        }
        assertThat(record.lostCpuSeconds()).isPositive().isCloseTo(lost, near(lost));
        assertThat(record.cpuThrottle()).isEqualTo(throttle).isPositive();
    }

    /**
     * 1000 pages of 4096 bytes behind headers of 8 at 100 Mbit/s take 0.33 s; the guest writes 2000 pages a second in turn, so it dirties 656 of
     * them; the next round goes at 2000 pages a second and 50 Mbit/s more.
     */
    @Test
    void adaptiveRateFollowsTheGuest() {
        final var guest = Guest.of(MemoryLayout.ofPages(1_000), new SequentialAccess(2_000, 1_000));
        final MigrationRecord record = run(Techniques.xenPrecopyAdaptive(), guest, 10 * GIGABIT);
        final RoundRecord first = record.rounds().get(0);
        assertThat(first.tally().seconds()).isCloseTo(1000 * PAGE_ON_WIRE * 8 / 100e6, near(1));
        assertThat(first.tally().dirtied()).isEqualTo(656);
        final RoundRecord second = record.rounds().get(1);
        final double rate = first.tally().writtenPagesRate() * 4096 + 50e6 / 8;
        assertThat(second.bytesPerSecond()).isCloseTo(rate, near(rate));
        assertThat(record.rounds().get(record.rounds().size() - 1).bytesPerSecond())
                .as("the final round goes at the maximum")
                .isCloseTo(500e6 / 8, near(500e6 / 8));
    }

    @Test
    void permutedOrderSendsNeighboursFarApart() {
        final RoundReplay.Result result = RoundReplay.run(
                Techniques.xenPrecopyPermuted(),
                ReplayScripts.ofPages(2048).round(0, 1, 1024).round().script());
        assertThat(result.rounds().get(0).sent())
                .startsWith(0, 1024, 1, 1025)
                .endsWith(1023, 2047)
                .hasSize(2048);
        assertThat(result.rounds().get(1).sent()).containsExactly(0, 1024, 1);
    }

    /** Early pages are no matter to modern Xen: nothing is skipped. */
    @Test
    void xenV2StopsWithFewerThanFiftyPendingPages() {
        final RoundReplay.Result few = RoundReplay.run(
                Techniques.xenV2(),
                ReplayScripts.ofPages(64)
                        .round(range(0, 50), range(0, 50))
                        .round(range(0, 49))
                        .round()
                        .script());
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        assertThat(few.rounds()).as("fifty pending pages are not few").hasSize(2);
        assertThat(few.rounds().get(0).sent()).hasSize(64);
        assertThat(few.rounds().get(0).skipped().isEmpty()).isTrue();
        assertThat(few.finalRound()).isEqualTo(PageSet.of(64, range(0, 49)));
    }

    @Test
    void xenV2StopsAfterFiveRounds() {
        final ReplayScripts script = ReplayScripts.ofPages(64).rounds(4, range(0, 64), new int[0]);
        assertThat(RoundReplay.run(Techniques.xenV2(), script.script()).stop()).isEmpty();
        final RoundReplay.Result five = RoundReplay.run(
                Techniques.xenV2(), script.rounds(2, range(0, 64), new int[0]).script());
        assertThat(five.stop()).contains(StopReason.ITERATIONS);
        assertThat(five.rounds()).hasSize(5);
        final RoundReplay.Result both = RoundReplay.run(
                Techniques.xenV2(),
                ReplayScripts.ofPages(64)
                        .rounds(4, range(0, 64), new int[0])
                        .round()
                        .script());
        assertThat(both.stop()).as("rounds are counted first").contains(StopReason.ITERATIONS);
    }

    /** A page is written and sent again and again: from round 3 on it travels as its difference. */
    @Test
    void xbzrleShortensWhatIsSentAgain() {
        final var guest = Guest.of(MemoryLayout.ofPages(2_000), new HotColdAccess(4_000, 200, 0.5, 0.5));
        final double rate = 2_000.0 * PAGE_ON_WIRE;
        final Technique technique = Techniques.xenV2().toBuilder()
                .minRoundSeconds(0.05)
                .encoding(Xbzrle.DEFAULT)
                .build();
        final MigrationRecord record = run(technique, guest, rate);
        assertThat(record.rounds()).hasSize(6);
        assertThat(record.rounds().get(1).traffic().pages(PageKind.XBZRLE)).isZero();
        for (final RoundRecord round : record.rounds().subList(2, 5)) {
            assertThat(round.traffic().pages(PageKind.NORMAL)).isZero();
            assertThat(round.tally().bytes())
                    .isBetween(22L, 100L * round.tally().sent());
        }
        assertThat(record.traffic().count(EncodingCounter.XBZRLE_CACHE_MISS)).isBetween(150L, 200L);
        final MigrationRecord whole =
                run(technique.toBuilder().encoding(WholePages.DEFAULT).build(), guest, rate);
        assertThat(record.bytesSent()).isLessThan(whole.bytesSent());
        assertThat(record.downtimeSeconds()).isLessThan(whole.downtimeSeconds());
    }

    @Test
    void compressionOfTheFinalRoundShortensTheDowntimeAlone() {
        final MemoryLayout heap = MemoryLayout.ofPages(4_000).withContents(PageSample.REDIS.mix());
        final var guest = Guest.of(heap, new SequentialAccess(20_000, 4_000));
        final MigrationRecord whole = run(Techniques.xenPrecopy(), guest, GIGABIT / 10);
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .encoding(FinalRoundEncoding.DEFAULT)
                .build();
        final MigrationRecord record = run(technique, guest, GIGABIT / 10);
        assertThat(record.bytes(CopyPhase.LIVE)).isEqualTo(whole.bytes(CopyPhase.LIVE));
        assertThat(record.downtimeSeconds()).isLessThan(whole.downtimeSeconds() / 3);
        assertThat(record.pages(PageKind.COMPRESSED)).isPositive();
    }

    /** The review's selection, differences, and the VM moved first: three builder calls. */
    @Test
    void proposedSelectionWithXbzrleAndPostCopyAddsUp() {
        for (long seed = 0; seed < 50; seed++) {
            final var drawn = new RandomMigrations(seed);
            final Technique technique = Techniques.proposed().toBuilder()
                    .encoding(ZeroPages.before(Xbzrle.DEFAULT))
                    .rateControl(new RateControl.Limit(drawn.constantRate()))
                    .switchOver(PostCopy.DEFAULT)
                    .build();
            final String what = "seed %d".formatted(seed);
            final VersionOracle oracle = drawn.oracle();
            final var migration = new LiveMigration(MigrationId.ALONE, technique, drawn.guest(oracle), seed, oracle);
            final var drive = new Drive(migration, drawn.link());
            final MigrationRecord record = drive.toEnd();
            RecordChecks.check(what, record, drive.now());
            RecordChecks.checkCompleted(what, record);
            assertThat(oracle.stalePages().isEmpty()).as(what).isTrue();
            assertThat(oracle.pagesSent()).as(what).isEqualTo(record.pagesSent());
            assertThat(oracle.sentAfterTheStop()).as(what).doesNotHaveDuplicates();
        }
    }

    /** What only an encoding wants counted is counted from the migration's start, whatever the VM did before. */
    @Test
    void updatesCountedForAnEncodingDoNotCostTheVmsPast() {
        final var guest = new Guest(MemoryLayout.ofPages(100), new UniformAccess(1e6, 100), 1e9, () -> 1.0);
        final Technique technique =
                Techniques.xenPrecopy().toBuilder().encoding(Xbzrle.DEFAULT).build();
        assertThat(run(technique, guest, GIGABIT).completed()).isTrue();
    }

    /** A unit of CPU time for each page of a mix without any bytes still takes its time. */
    @Test
    void zeroPagesOnAFastLinkTakeTheirScan() {
        final var zero = MemoryLayout.ofPages(10_000).withContents(new ContentMix(1, 0, 0, 0));
        final Technique technique = Techniques.stopAndCopy().toBuilder()
                .encoding(new ZeroPages(9, 1e-6, WholePages.DEFAULT))
                .switchOver(new StopAndCopy(0, 0, 0))
                .build();
        final MigrationRecord record = run(technique, Guest.of(zero, new IdleAccess()), 1000 * GIGABIT);
        assertThat(record.downtimeSeconds()).isCloseTo(0.01, within(1e-9));
        assertThat(record.bytesSent()).isEqualTo(90_000);
    }

    /** Ten slices of a hundred zero pages; page 950 is written while the first is sent. */
    @Test
    void pageWrittenBeforeItsTurnIsSentAsItIsThen() {
        final Technique marks = Technique.named("marks")
                .selection(new XenSelection(false, false))
                .encoding(new ZeroPages(8, 0, new WholePages(8)))
                .batchPages(100)
                .build();
        final MemoryLayout zeros = MemoryLayout.ofPages(1_000).withContents(new ContentMix(1, 0, 0, 0));
        final var guest =
                Guest.of(zeros, context -> (seconds, log) -> log.writes().log(950));
        final Traffic first = run(marks, guest, 1_000).rounds().get(0).traffic();
        assertThat(first.pages(PageKind.DUPLICATE)).isEqualTo(999);
        assertThat(first.pages(PageKind.NORMAL)).isEqualTo(1);
    }
}
