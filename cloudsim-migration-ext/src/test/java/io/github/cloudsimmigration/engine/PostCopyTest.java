package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.MixedAccess;
import io.github.cloudsimmigration.access.ReadAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import io.github.cloudsimmigration.technique.encoding.ZlibPages;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import io.github.cloudsimmigration.technique.stop.PostCopyAfter;
import io.github.cloudsimmigration.technique.switchover.Bubbling;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Post-copy by hand: pages of 4096 bytes without headers, a page a second, and faults whose every part is known. The guest touches its
 * pages in its first milliseconds, which do not count beside seconds.
 */
final class PostCopyTest {
    private static final long PAGE = 4096;
    private static final double PAGE_SECONDS = 1;
    private static final double ROUND_TRIP = 0.4;
    private static final double INSTALL = 0.1;
    /** A guest's first milliseconds. */
    private static final Offset<Double> MOMENT = within(0.01);

    private static final ScheduledWire LINK = ScheduledWire.constant(PAGE / PAGE_SECONDS);
    private static final Ending CUT = new Ending(Outcome.FAILED, "link-failed", "the link was cut");

    private final List<Integer> left = new ArrayList<>();

    private static PostCopy how(final PushOrder order) {
        return new PostCopy(
                new StopAndCopy(0, 0, 0),
                order,
                ROUND_TRIP,
                INSTALL,
                0,
                0,
                false,
                false,
                Double.POSITIVE_INFINITY,
                0,
                false);
    }

    private static Technique technique(final PostCopy how) {
        return Techniques.postcopy().toBuilder()
                .encoding(new WholePages(0))
                .switchOver(how)
                .build();
    }

    /** Event by event, and once more at a rate that is known to be steady: it makes no difference. */
    private MigrationRecord run(final PostCopy how, final int pages, final AccessModel access, final int vcpus) {
        return run(technique(how), pages, access, vcpus);
    }

    private MigrationRecord run(final Technique technique, final int pages, final AccessModel access, final int vcpus) {
        final MigrationRecord steady = new SteadyDrive(
                        migration(technique, pages, access, vcpus), new double[] {0}, new double[] {PAGE / PAGE_SECONDS
                        })
                .until(Double.POSITIVE_INFINITY);
        final List<Integer> order = List.copyOf(left);
        left.clear();
        final MigrationRecord record = SoloRun.over(LINK, migration(technique, pages, access, vcpus));
        assertThat(left).isEqualTo(order);
        assertThat(steady)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (some, other) -> Math.abs(some - other) < 0.01 ? 0 : Double.compare(some, other), Double.class)
                .isEqualTo(record);
        return record;
    }

    private LiveMigration migration(final PostCopy how, final int pages, final AccessModel access, final int vcpus) {
        return migration(technique(how), pages, access, vcpus);
    }

    private LiveMigration migration(
            final Technique technique, final int pages, final AccessModel access, final int vcpus) {
        final var guest = new Guest(MemoryLayout.ofPages(pages), access, 0, () -> 1, vcpus);
        return new LiveMigration(MigrationId.ALONE, technique, guest, 1, new MigrationListener() {
            @Override
            public void batchSent(final PageBatch batch) {
                batch.forEach(left::add);
            }
        });
    }

    @Test
    void idleGuestGetsEveryPageOnceInAscendingOrder() {
        final MigrationRecord record = run(how(new Bubbling(1)), 100, new IdleAccess(), 1);
        assertThat(left).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(record.pagesSent()).isEqualTo(100);
        assertThat(record.pagesResent()).isZero();
        assertThat(record.downtimeSeconds()).isZero();
        assertThat(record.totalSeconds()).isCloseTo(100 * PAGE_SECONDS + ROUND_TRIP / 2, within(1e-9));
        assertThat(record.postCopy().requests()).isZero();
        assertThat(record.bytes(CopyPhase.POSTCOPY)).isEqualTo(100 * PAGE);
    }

    /**
     * The guest touches page 10 at once. The request reaches the source after 0.2 s, where page 0 is in flight until 1 s; page 10 leaves
     * until 2 s, arrives at 2.2 s and is installed at 2.3 s. Then bubbling goes on around it.
     */
    @Test
    void faultWaitsForTheRequestThePageInFlightTheTransferAndTheInstallation() {
        final MigrationRecord record = run(how(new Bubbling(1)), 16, Touches.of(10), 1);
        assertThat(record.postCopy().networkFaults()).isOne();
        assertThat(record.postCopy().inFlightFaults()).isZero();
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.3, MOMENT);
        assertThat(record.postCopy().blockSeconds()).isCloseTo(2.3, MOMENT);
        assertThat(left).containsExactly(0, 10, 9, 11, 8, 12, 7, 13, 6, 14, 5, 15, 4, 3, 2, 1);
    }

    @Test
    void onlyTheVirtualCpuThatFaultsStalls() {
        final MigrationRecord record = run(how(PushOrder.SEQUENTIAL), 16, Touches.of(10), 4);
        assertThat(record.postCopy().networkFaults()).isOne();
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.3 / 4, MOMENT);
        assertThat(record.postCopy().blockSeconds()).isZero();
        assertThat(left).containsExactly(0, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15);
    }

    /**
     * Two virtual CPUs touch pages 10 and 5 at once: 10 leaves from 1 s to 2 s, 5 until 3 s; the second stall ends at 3.3 s. Both stand
     * still until 2.3 s.
     */
    @Test
    void requestsQueueAtTheSource() {
        final MigrationRecord record = run(how(PushOrder.SEQUENTIAL), 16, Touches.of(10, 5), 2);
        assertThat(record.postCopy().networkFaults()).isEqualTo(2);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo((2.3 + 3.3) / 2, MOMENT);
        assertThat(record.postCopy().blockSeconds()).isCloseTo(2.3, MOMENT);
        assertThat(left).startsWith(0, 10, 5, 1, 2, 3);
    }

    /** One virtual CPU touches 10, and once it has it, 5: asked for at 2.3 s, at the source at 2.5 s, in flight there is 1 until 3 s. */
    @Test
    void aStalledVirtualCpuTouchesNothing() {
        final MigrationRecord record = run(how(PushOrder.SEQUENTIAL), 16, Touches.of(10, 5), 1);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.3 + (4.3 - 2.3), MOMENT);
        assertThat(left).startsWith(0, 10, 1, 5, 2, 3);
    }

    @Test
    void forwardOnlyGoesOnBehindThePageAskedForAndRoundTheEnd() {
        run(how(PushOrder.FORWARD_ONLY), 16, Touches.of(10), 1);
        assertThat(left).containsExactly(0, 10, 11, 12, 13, 14, 15, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** After page 8 the pivots are 8 and the one before the first fault, below page 0; they grow in turn. */
    @Test
    void bubblesAroundSeveralPivotsGrowInTurn() {
        run(how(new Bubbling(2)), 12, Touches.of(8), 1);
        assertThat(left).containsExactly(0, 8, 7, 1, 9, 2, 6, 3, 10, 4, 5, 11);
    }

    /** Page 0 is on its way until 1 s, arrives at 1.2 s and is installed at 1.3 s. */
    @Test
    void touchOfAPageInFlightWaitsWithoutAsking() {
        final MigrationRecord record = run(how(PushOrder.SEQUENTIAL), 4, Touches.of(0), 1);
        assertThat(record.postCopy().networkFaults()).isZero();
        assertThat(record.postCopy().inFlightFaults()).isOne();
        assertThat(record.postCopy().minorFaults()).isOne();
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(1.3, MOMENT);
        assertThat(left).containsExactly(0, 1, 2, 3);
    }

    /** The guest waits for page 7 until 2.3 s; page 0 has been there since 1.2 s. */
    @Test
    void touchOfAPageThatHasArrivedIsAMinorFault() {
        final MigrationRecord record = run(how(PushOrder.SEQUENTIAL), 8, Touches.of(7, 0), 1);
        assertThat(record.postCopy().requests()).isOne();
        assertThat(record.postCopy().minorFaults()).isOne();
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.3, MOMENT);
    }

    /**
     * Pushed pages take 2 s each. The request for page 10 reaches the source after 0.2 s; the nine tenths left of page 0 go at full speed,
     * page 10 does too: it leaves by 2.1 s, arrives at 2.3 s and is installed at 2.4 s.
     */
    @Test
    void limitHoldsPushedPagesBackNotThoseAskedFor() {
        final PostCopy limited = new PostCopy(
                new StopAndCopy(0, 0, 0), PushOrder.SEQUENTIAL, 0.4, 0.1, 0, 0, false, false, PAGE / 2.0, 0, false);
        final MigrationRecord record = run(limited, 16, Touches.of(10), 1);
        assertThat(left).startsWith(0, 10, 1);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.4, MOMENT);
        assertThat(record.totalSeconds()).isCloseTo(2.1 + 14 * 2 + 0.2, MOMENT);
    }

    /**
     * Page 0 leaves at half a page a second until the request for it arrives, after 0.2 s; its other nine tenths take 0.9 s. Then come 0.2 s on its
     * way and 0.1 s to install it.
     */
    @Test
    void limitHoldsNoPageBackThatIsAskedForWhileItLeaves() {
        final PostCopy limited = new PostCopy(
                new StopAndCopy(0, 0, 0), PushOrder.SEQUENTIAL, 0.4, 0.1, 0, 0, false, false, PAGE / 2.0, 0, false);
        final MigrationRecord record = run(limited, 2, Touches.of(0), 1);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(1.4, MOMENT);
    }

    /** A page takes a second on the link and two of the processor: of the first a quarter has left when the request for page 10 comes. */
    @Test
    void processorHoldsThePageBackThatIsLeaving() {
        final Technique costly = technique(how(PushOrder.SEQUENTIAL)).toBuilder()
                .encoding(new WholePages(0, 2))
                .build();
        final MigrationRecord record = run(costly, 16, Touches.of(10), 1);
        assertThat(left).startsWith(0, 10, 1);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(4.3, MOMENT);
        assertThat(record.totalSeconds()).isCloseTo(16 * 2 + 0.2, MOMENT);
    }

    /** Without the request the round would last 50 s. */
    @Test
    void roundThatIsCutShortIsNotHeldToItsLeastLength() {
        final Technique technique = technique(how(PushOrder.SEQUENTIAL)).toBuilder()
                .stopRule(PostCopyAfter.seconds(3, ClassicStop.XEN))
                .batchPages(1)
                .minRoundSeconds(50)
                .build();
        final MigrationRecord record = SoloRun.over(
                LINK, new LiveMigration(technique, Guest.of(MemoryLayout.ofPages(10), new IdleAccess()), 1));
        assertThat(record.rounds().get(0).tally().seconds()).isCloseTo(3, MOMENT);
        assertThat(record.totalSeconds()).isCloseTo(10 * PAGE_SECONDS + ROUND_TRIP / 2, MOMENT);
    }

    /** Round 1 lasts 10 s, and every further one, of no pages, a second: the fourth ends at 13 s. */
    @Test
    void timeThatARoundWaitsCountsTowardsTheTimeBeforePostCopy() {
        final Technique technique = technique(how(PushOrder.SEQUENTIAL)).toBuilder()
                .stopRule(PostCopyAfter.seconds(12.5, guest -> rounds -> Optional.empty()))
                .minRoundSeconds(1)
                .build();
        final var guest = Guest.of(MemoryLayout.ofPages(10), new IdleAccess());
        final MigrationRecord record = SoloRun.overUntil(LINK, new LiveMigration(technique, guest, 1), 100);
        assertThat(record.ending().stopReason()).isEqualTo(StopReason.POSTCOPY_REQUESTED.label());
        assertThat(record.totalSeconds()).isCloseTo(13, MOMENT);
    }

    @Test
    void minorFaultsMayTakeTime() {
        final PostCopy slow = new PostCopy(
                new StopAndCopy(0, 0, 0), PushOrder.SEQUENTIAL, 0.4, 0.1, 0.25, 0, false, false, 1e12, 0, false);
        final MigrationRecord record = run(slow, 8, Touches.of(7, 0), 1);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(2.3 + 0.25, MOMENT);
    }

    @Test
    void readsFaultAsWellAsWrites() {
        final MigrationRecord record = SoloRun.over(
                LINK, migration(how(PushOrder.SEQUENTIAL), 200, new ReadAccess(new UniformAccess(500, 200)), 1));
        assertThat(record.postCopy().networkFaults()).isPositive();
    }

    @Test
    void freePagesAreNotSentWithSelfBallooning() {
        final var guest = Guest.of(MemoryLayout.ofPages(100).withAllocated(0.6), new IdleAccess());
        final var technique = technique(how(PushOrder.SEQUENTIAL).withoutFreePages());
        final MigrationRecord record = SoloRun.over(LINK, new LiveMigration(technique, guest, 1));
        assertThat(record.pagesSent()).isEqualTo(60);
        assertThat(record.ramRemainingBytes()).isZero();
    }

    @Test
    void nonPageablePagesAreSentWhileTheVmIsStopped() {
        final PostCopy some = new PostCopy(
                new StopAndCopy(PAGE, 0, 0), PushOrder.SEQUENTIAL, 0, 0, 0, 10, false, false, 1e12, 0, false);
        final MigrationRecord record = run(some, 64, new IdleAccess(), 1);
        assertThat(record.downtimeSeconds()).isCloseTo(11 * PAGE_SECONDS, within(1e-9));
        assertThat(record.bytes(CopyPhase.STOPPED)).isEqualTo(11 * PAGE);
        assertThat(record.bytes(CopyPhase.POSTCOPY)).isEqualTo(54 * PAGE);
    }

    @Test
    void failureAfterTheSwitchLosesTheVmUnlessPostCopyRecovers() {
        assertThat(cut(how(PushOrder.SEQUENTIAL)).ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(cut(how(PushOrder.SEQUENTIAL).withRecovery()).ending().outcome())
                .isEqualTo(Outcome.PAUSED)
                .hasToString("postcopy-paused");
    }

    private MigrationRecord cut(final PostCopy how) {
        final var drive = new Drive(migration(how, 5_000, new IdleAccess(), 1), LINK);
        while (left.isEmpty()) {
            drive.step();
        }
        left.clear();
        return drive.abort(CUT, 0.5);
    }

    /** Page 0 is under way for 0.7 s when the stream breaks, and has held up the VM that long; or two pages have left and half of a third. */
    @ParameterizedTest
    @CsvSource({"0.7, 0, 0.7", "2.1, 2, 2.1", "2.5, 2, 2.3", "16.1, 16, 2.3"})
    void pageOnItsWayWhenTheStreamBreaksHasNotBeenSent(
            final double seconds, final int pages, final double stalledSeconds) {
        final var migration = migration(how(PushOrder.SEQUENTIAL), 16, Touches.of(10), 1);
        final MigrationRecord record = SoloRun.overUntil(LINK, migration, seconds);
        assertThat(record.ending().stopReason()).isEqualTo("timeout");
        assertThat(record.ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(left).hasSize(pages);
        assertThat(record.pagesSent()).isEqualTo(pages);
        assertThat((double) record.bytesSent()).isCloseTo(Math.min(16, seconds) * PAGE, within(5.0));
        assertThat(record.ramRemainingBytes()).isEqualTo((16 - pages) * PAGE);
        assertThat(record.totalSeconds()).isCloseTo(seconds, within(1e-9));
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(stalledSeconds, MOMENT);
        assertThat(record.postCopy().blockSeconds()).isCloseTo(stalledSeconds, MOMENT);
    }

    @Test
    void failureBeforeTheSwitchLeavesTheVmAtTheSource() {
        final var migration = migration(how(PushOrder.SEQUENTIAL), 10, new IdleAccess(), 1);
        assertThat(new Drive(migration, LINK).abort(CUT, 0).ending()).isEqualTo(CUT);
    }

    /** Though its technique would let the rest follow. */
    @Test
    void forcedStopLeavesNothingToFollow() {
        final var migration =
                new LiveMigration(Techniques.hybrid(), Guest.of(MemoryLayout.ofPages(100), new IdleAccess()), 1);
        migration.next();
        migration.forceStop();
        final MigrationRecord record = SoloRun.over(LINK, migration);
        assertThat(record.ending().stopReason()).isEqualTo("forced");
        assertThat(record.bytes(CopyPhase.POSTCOPY)).isZero();
        assertThat(record.postCopy().seconds()).isZero();
        assertThat(record.pagesSent()).isEqualTo(100);
    }

    @Test
    void latencyOfTheNetworkIsPartOfEveryFault() {
        final var guest = new Guest(MemoryLayout.ofPages(16), Touches.of(10), 0, () -> 1, 1);
        final var migration = new LiveMigration(
                MigrationId.ALONE, technique(how(PushOrder.SEQUENTIAL)), guest, 1, 2, MigrationListener.NONE);
        // 1.2 s to ask, page 1 is in flight until 2 s, page 10 leaves until 3 s and is on its way for 1.2 s
        assertThat(SoloRun.over(LINK, migration).postCopy().stalledCpuSeconds()).isCloseTo(3 + 1.2 + INSTALL, MOMENT);
    }

    /** Page 0 is half sent when the link drops to a tenth: it takes 5 s more, and page 10 10 s. */
    @Test
    void rateThatDropsInMidPageDelaysWhatFollows() {
        final var link = ScheduledWire.steps(new double[] {0, 0.5}, new double[] {PAGE, PAGE / 10.0});
        final var guest = new Guest(MemoryLayout.ofPages(16), Touches.of(10), 0, () -> 1, 1);
        final MigrationRecord record = SoloRun.over(
                link,
                new LiveMigration(
                        MigrationId.ALONE, technique(how(PushOrder.SEQUENTIAL)), guest, 1, MigrationListener.NONE));
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(5.5 + 10 + 0.3, within(0.02));
    }

    /**
     * 2000 pages, a thousand a second. The guest touches page 900 at once, which is asked for at 0.2 s, arrives at 0.4 s and is installed at 0.5 s.
     */
    private LiveMigration thousandPagesASecond(final Technique technique) {
        final var guest = new Guest(MemoryLayout.ofPages(2_000), Touches.of(900), 0, () -> 1, 1);
        final var migration = new LiveMigration(technique, guest, 1);
        while (!migration.switchedOver()) {
            migration.next();
            migration.done(0);
        }
        migration.next();
        return migration;
    }

    @Test
    void whatHappensAtASteadyRateIsKnownToWhoeverAsks() {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)));
        final Step.Send send = migration.goesAt(1_000 * PAGE);
        assertThat(send.untilSeconds()).isEqualTo(1);
        assertThat(send.bytes()).isEqualTo(2_000 * PAGE);
        assertThat(migration.stalledCpuSeconds(0)).isZero();
        assertThat(migration.stalledCpuSeconds(0.3)).isCloseTo(0.3, MOMENT);
        assertThat(migration.lostCpuShare()).isZero();
        assertThat(migration.stalledCpuSeconds(0.49)).isCloseTo(0.49, MOMENT);
        assertThat(migration.stalledCpuSeconds(0.8)).isCloseTo(0.5, MOMENT);
        migration.doneSteadily(1, 1_000 * PAGE);
        assertThat(migration.remainingBytes()).isBetween(1_000 * PAGE, 1_001 * PAGE);
        assertThat(migration.stalledCpuSeconds(0)).isCloseTo(0.5, MOMENT);
    }

    /** After a quarter of a second it drops to a tenth: page 900 has left, and nothing else has changed for the guest. */
    @Test
    void rateThatChangesEndsALongStep() {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)));
        migration.goesAt(1_000 * PAGE);
        assertThat(migration.rateChanges(0.2505, 250.5 * PAGE).bytes()).isEqualTo((long) (250.5 * PAGE));
        assertThat(migration.remainingBytes()).isEqualTo(1_750 * PAGE);
        assertThat(migration.lostCpuShare()).isOne();
        final var rest = (Step.Send) migration.next();
        assertThat(rest.untilSeconds()).isCloseTo(0.25, MOMENT);
        migration.done(rest.untilSeconds(), rest.untilSeconds() * 100 * PAGE);
        assertThat(migration.lostCpuShare()).isZero();
        assertThat(migration.stalledCpuSeconds(0)).isCloseTo(0.5, MOMENT);
        assertThat(migration.remainingBytes()).isEqualTo((1_750 - 25) * PAGE);
    }

    /** Once half of a page has left, and once page 900, which has been asked for, waits for the rest of another. */
    @ParameterizedTest
    @CsvSource({"0.1505, 150.5", "0.20095, 200.95"})
    void longStepSendsAllThatIsLeft(final double seconds, final double pages) {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)));
        migration.goesAt(1_000 * PAGE);
        migration.doneSteadily(seconds, pages * PAGE);
        migration.next();
        assertThat((double) migration.goesAt(1_000 * PAGE).bytes()).isCloseTo((2_000 - pages) * PAGE, within(1.0));
    }

    @Test
    void longStepTakesTheProcessorTimeOfItsPages() {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)).toBuilder()
                .encoding(new WholePages(0, 1e-4))
                .build());
        final Step.Send send = migration.goesAt(1_000 * PAGE);
        assertThat(send.cpuSeconds()).isCloseTo(0.2, within(1e-9));
        assertThat(send.maxBytesPerSecond()).isCloseTo(10_000 * PAGE, within(1e-3));
    }

    @Test
    void rateMayBeSaidAgainAtOnce() {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)));
        final Step event = migration.next();
        migration.goesAt(500 * PAGE);
        assertThat(migration.goesAt(0))
                .as("nothing is known of what does not go on")
                .isEqualTo(event);
        assertThat(migration.goesAt(4_000 * PAGE).untilSeconds()).isEqualTo(1_999.0 / 4_000);
        migration.doneSteadily(1_999.0 / 4_000, 1_999 * PAGE);
        assertThat(migration.remainingBytes()).isBetween(PAGE, 2 * PAGE);
    }

    /** Pages asked for are not limited, and compressed ones are of all sizes: neither goes on evenly. */
    @Test
    void stepEndsAtTheNextEventWhereTheStreamIsNotEven() {
        final Technique limited = technique(new PostCopy(
                new StopAndCopy(0, 0, 0), PushOrder.SEQUENTIAL, 0.4, 0.1, 0, 0, false, false, 1e12, 0, false));
        final Technique compressed = technique(how(PushOrder.SEQUENTIAL)).toBuilder()
                .encoding(ZlibPages.DEFAULT)
                .build();
        for (final Technique uneven : List.of(limited, compressed)) {
            final LiveMigration migration = thousandPagesASecond(uneven);
            final Step event = migration.next();
            assertThat(migration.goesAt(1_000 * PAGE)).isEqualTo(event);
        }
    }

    @Test
    void streamThatBreaksInALongStepHasSentWhatItHas() {
        final LiveMigration migration = thousandPagesASecond(technique(how(PushOrder.SEQUENTIAL)));
        migration.goesAt(1_000 * PAGE);
        final MigrationRecord record = migration.abort(CUT, 0.3005, 300.5 * PAGE);
        assertThat(record.ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(record.pagesSent()).isEqualTo(300);
        assertThat(record.bytesSent()).isEqualTo((long) (300.5 * PAGE));
        assertThat(record.ramRemainingBytes()).isEqualTo(1_700 * PAGE);
        assertThat(record.postCopy().stalledCpuSeconds()).isCloseTo(0.3, MOMENT);
        assertThat(migration.stalledCpuSeconds(7)).isEqualTo(record.postCopy().stalledCpuSeconds());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void stepsAreAboutAsManyAsFaultsAndSlices(final int vcpus) {
        final int pages = 60_000;
        final var access = MixedAccess.of(
                new HotColdAccess(200_000, pages, 0.1, 0.9), new ReadAccess(new UniformAccess(100_000, pages)));
        final var guest = new Guest(MemoryLayout.ofPages(pages), access, 0, () -> 1, vcpus);
        final var drive = new Drive(
                new LiveMigration(MigrationId.ALONE, technique(PostCopy.DEFAULT), guest, 7, MigrationListener.NONE),
                ScheduledWire.constant(20_000 * PAGE));
        final MigrationRecord record = drive.toEnd();
        final int faults = record.postCopy().requests();
        assertThat(faults).isGreaterThan(500);
        assertThat(drive.steps()).isLessThan(8 * faults + pages / 100);
        RecordChecks.check("faulting", record, drive.now());
    }
}
