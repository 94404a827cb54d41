package io.github.cloudsimmigration.technique.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.qemu.QemuStop;
import io.github.cloudsimmigration.technique.qemu.QemuVersion;
import io.github.cloudsimmigration.technique.rate.AdaptiveRate;
import io.github.cloudsimmigration.technique.rate.AdaptiveRateStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class StopRulesTest {
    private static final int PAGES = 1000;

    @Test
    void xenStopsAfterRoundTwentyNine() {
        assertThat(ClassicStop.XEN.check(rounds(28, 60, 0), PAGES)).isEmpty();
        assertThat(ClassicStop.XEN.check(rounds(29, 60, 0), PAGES)).contains(StopReason.ITERATIONS);
        assertThat(ClassicStop.XEN.check(rounds(30, 60, 0), PAGES)).contains(StopReason.ITERATIONS);
    }

    @Test
    void xenCountsSentAndSkippedPagesOfTheLastRound() {
        assertThat(ClassicStop.XEN.check(rounds(1, 49, 0), PAGES)).contains(StopReason.FEW_PAGES);
        assertThat(ClassicStop.XEN.check(rounds(1, 50, 0), PAGES)).isEmpty();
        assertThat(ClassicStop.XEN.check(rounds(1, 20, 29), PAGES)).contains(StopReason.FEW_PAGES);
        assertThat(ClassicStop.XEN.check(rounds(1, 20, 30), PAGES)).isEmpty();
        assertThat(ClassicStop.XEN.check(List.of(tally(1, 0, 0), tally(2, 50, 0)), PAGES))
                .isEmpty();
    }

    @Test
    void xenStopsOnceMoreThanThreeTimesTheMemoryWasSent() {
        assertThat(ClassicStop.XEN.check(rounds(3, PAGES, 0), PAGES)).isEmpty();
        assertThat(ClassicStop.XEN.check(rounds(3, PAGES, 5000), PAGES)).isEmpty();
        final var more = List.of(tally(1, PAGES, 0), tally(2, PAGES, 0), tally(3, PAGES + 1, 0));
        assertThat(ClassicStop.XEN.check(more, PAGES)).contains(StopReason.VOLUME);
    }

    @Test
    void nothingStopsBeforeRoundOne() {
        assertThat(ClassicStop.XEN.check(List.of(), PAGES)).isEmpty();
        assertThat(ClassicStop.holding(1).check(List.of(), PAGES)).isEmpty();
        assertThat(judge(new DowntimeLimitStop(100, ClassicStop.XEN)).check(List.of()))
                .isEmpty();
        assertThat(new NoLivePhase().check(List.of(), PAGES)).contains(StopReason.NO_LIVE_PHASE);
    }

    @Test
    void volumeOfManyPagesDoesNotOverflow() {
        final int pages = Integer.MAX_VALUE;
        assertThat(ClassicStop.XEN.check(rounds(3, pages, 0), pages)).isEmpty();
        assertThat(ClassicStop.XEN.check(rounds(4, pages, 0), pages)).contains(StopReason.VOLUME);
    }

    @Test
    void holdingTechniquesStopAfterSuccessiveRoundsOfFewSentPages() {
        final ClassicStop rule = ClassicStop.holding(4);
        assertThat(rule.check(rounds(3, 0, 0), PAGES)).isEmpty();
        assertThat(rule.check(rounds(4, 49, 0), PAGES)).contains(StopReason.FEW_PAGES);
        assertThat(rule.check(rounds(4, 49, 500), PAGES))
                .as("skipped pages do not count")
                .contains(StopReason.FEW_PAGES);
        final List<RoundTally> interrupted = new ArrayList<>(rounds(3, 0, 0));
        interrupted.add(tally(4, 50, 0));
        assertThat(rule.check(interrupted, PAGES)).isEmpty();
        for (int round = 5; round <= 7; round++) {
            interrupted.add(tally(round, 0, 0));
            assertThat(rule.check(interrupted, PAGES)).isEmpty();
        }
        interrupted.add(tally(8, 0, 0));
        assertThat(rule.check(interrupted, PAGES)).contains(StopReason.FEW_PAGES);
    }

    @Test
    void rulesAreTestedInOrder() {
        assertThat(new ClassicStop(2, 50, 0, 1, ClassicStop.Counted.SENT_AND_SKIPPED).check(rounds(2, 1, 0), PAGES))
                .contains(StopReason.ITERATIONS);
        assertThat(new ClassicStop(9, 50, 0, 1, ClassicStop.Counted.SENT_AND_SKIPPED).check(rounds(2, 1, 0), PAGES))
                .contains(StopReason.FEW_PAGES);
        assertThat(new ClassicStop(9, 0, 0, 1, ClassicStop.Counted.SENT_AND_SKIPPED).check(rounds(2, 1, 0), PAGES))
                .contains(StopReason.VOLUME);
    }

    /** 100 pages in 2 s: 20 pages are 0.4 s. */
    @Test
    void downtimeLimitLooksAtWhatIsLeftAtTheBandwidthOfTheLastRound() {
        fitsFrom(0.4, new RoundTally(1, 500, 100, 100, 0, 400, 100 * 4096, 2, 2, 20, 20));
    }

    /** 900 of 1000 pages were zero and took no bytes; 100 took 2 s, so 50 that may not be zero take 1 s. */
    @Test
    void pagesThatTookNoBytesDoNotShortenWhatIsLeft() {
        fitsFrom(1, new RoundTally(1, 1000, 1000, 1000, 0, 0, 100 * 4096, 2, 2, 50, 50));
    }

    /** Checks that what a round has left fits a downtime limit of so many seconds, and no lower one. */
    private static void fitsFrom(final double seconds, final RoundTally last) {
        assertThat(judge(new DowntimeLimitStop(seconds, ClassicStop.XEN)).check(List.of(last)))
                .contains(StopReason.DOWNTIME_LIMIT);
        for (final double lower : new double[] {0.99 * seconds, 0}) {
            assertThat(judge(new DowntimeLimitStop(lower, ClassicStop.XEN)).check(List.of(last)))
                    .as("%s s", lower)
                    .isEmpty();
        }
    }

    @Test
    void downtimeLimitFallsBackOnTheOtherRule() {
        final Optional<StopReason> reason =
                judge(new DowntimeLimitStop(0.3, ClassicStop.XEN)).check(List.of(stuck(28), stuck(29)));
        assertThat(reason).isEmpty();
        assertThat(judge(new DowntimeLimitStop(0.3, new ClassicStop(2, 0, 9, 1, ClassicStop.Counted.SENT_AND_SKIPPED)))
                        .check(List.of(stuck(1), stuck(2))))
                .contains(StopReason.ITERATIONS);
    }

    @Test
    void roundThatSentNothingTellsNoPace() {
        final var silent = new RoundTally(1, 400, 0, 0, 0, 400, 0, 2, 2, 20, 420);
        assertThat(judge(new DowntimeLimitStop(1e9, new ClassicStop(9, 0, 9, 1, ClassicStop.Counted.SENT_AND_SKIPPED)))
                        .check(List.of(silent)))
                .isEmpty();
    }

    /** Without a byte sent there is no bandwidth to reckon with, and none is needed. */
    @Test
    void nothingLeftFitsAnyDowntimeLimit() {
        final var empty = new RoundTally(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(judge(new DowntimeLimitStop(0, new ClassicStop(9, 0, 9, 1, ClassicStop.Counted.SENT)))
                        .check(List.of(empty)))
                .contains(StopReason.DOWNTIME_LIMIT);
    }

    private static List<StopRule> around(final StopRule inner) {
        return List.of(
                new DowntimeLimitStop(0.1, inner),
                PostCopyAfter.rounds(9, inner),
                new AdaptiveRateStop(AdaptiveRate.CLARK, inner));
    }

    /** The rule inside cuts a round short once 300 bytes have taken 3 s and 7 pages are unsent. */
    @Test
    void ruleInsideAnotherSeesTimePassAndCutsRoundsShort() {
        final class CutsShort implements StopRule.Judge {
            private long bytes;
            private double seconds;

            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                return Optional.empty();
            }

            @Override
            public boolean endsRound(final int unsent) {
                return bytes == 300 && seconds == 3 && unsent == 7;
            }

            @Override
            public void passed(final long newBytes, final double newSeconds, final int batches) {
                bytes += newBytes;
                seconds += newSeconds;
            }
        }

        for (final StopRule rule : around(guest -> new CutsShort())) {
            final StopRule.Judge judge = judge(rule);
            judge.passed(100, 1, 1);
            assertThat(judge.endsRound(7)).as("%s after 1 s", rule).isFalse();
            judge.passed(200, 2, 1);
            assertThat(judge.endsRound(7)).as("%s after 3 s", rule).isTrue();
            assertThat(judge.endsRound(8)).as("%s, 8 pages unsent", rule).isFalse();
        }
    }

    @Test
    void ruleAroundOneThatAsksForPostCopyAsksForIt() {
        assertThat(around(PostCopyAfter.rounds(1, ClassicStop.XEN))).allMatch(StopRule::asksForPostCopy);
        assertThat(ClassicStop.XEN.withDowntimeLimit(0.1).asksForPostCopy()).isFalse();
        assertThat(new AdaptiveRateStop(AdaptiveRate.CLARK, ClassicStop.XEN).asksForPostCopy())
                .isFalse();
    }

    @Test
    void newDowntimeLimitReplacesTheOneARuleHas() {
        final StopRule limited = new DowntimeLimitStop(0.1, ClassicStop.XEN);
        assertThat(limited.withDowntimeLimit(0.2)).isEqualTo(new DowntimeLimitStop(0.2, ClassicStop.XEN));
        assertThat(new DowntimeLimitStop(0.3, limited).withDowntimeLimit(0.2))
                .isEqualTo(new DowntimeLimitStop(0.2, ClassicStop.XEN));
        assertThat(PostCopyAfter.rounds(3, limited).withDowntimeLimit(0.2))
                .isEqualTo(PostCopyAfter.rounds(3, limited.withDowntimeLimit(0.2)));
        assertThat(new AdaptiveRateStop(AdaptiveRate.CLARK, limited).withDowntimeLimit(0.2))
                .isEqualTo(new AdaptiveRateStop(AdaptiveRate.CLARK, limited.withDowntimeLimit(0.2)));
    }

    /** 100 pages in 2 s: the 20 that are left are 0.4 s. */
    @Test
    void downtimeLimitSetUnderWayReplacesThatOfARuleInsideToo() {
        final var last = List.of(new RoundTally(1, 500, 100, 100, 0, 400, 100 * 4096, 2, 2, 20, 20));
        final StopRule.Judge judge = judge(new DowntimeLimitStop(0.3, new DowntimeLimitStop(0.6, ClassicStop.XEN)));
        assertThat(judge.check(last)).contains(StopReason.DOWNTIME_LIMIT);
        judge.limitDowntime(0.1);
        assertThat(judge.check(last)).isEmpty();
    }

    /** 100 pages in 2 s: the 20 that are left are 0.4 s. */
    @Test
    void downtimeLimitThatIsRaisedUnderWayCountsHoweverItIsWrapped() {
        final var last = List.of(new RoundTally(1, 500, 100, 100, 0, 400, 100 * 4096, 2, 2, 20, 20));
        final StopRule limited = new DowntimeLimitStop(0.3, ClassicStop.XEN);
        for (final StopRule rule : List.of(limited, PostCopyAfter.rounds(3, limited))) {
            final StopRule.Judge judge = judge(rule);
            assertThat(judge.check(last)).isEmpty();
            assertThat(judge.limitDowntime(0.4)).as("%s has a limit", rule).isTrue();
            assertThat(judge.check(last)).contains(StopReason.DOWNTIME_LIMIT);
        }
        assertThat(judge(PostCopyAfter.rounds(3, ClassicStop.XEN)).limitDowntime(0.4))
                .as("Xen has no limit")
                .isFalse();
    }

    @Test
    void whatACombinedRuleDoesNotSayItselfTheOtherOneDoes() {
        final var other = new QemuStop(0.25, 1e8, QemuVersion.V10_2, Double.POSITIVE_INFINITY);
        final List<StopRule> rules = List.of(
                new AdaptiveRateStop(AdaptiveRate.CLARK, other),
                PostCopyAfter.rounds(9, other),
                new DowntimeLimitStop(0.25, other));
        for (final StopRule rule : rules) {
            assertThat(rule.downtimeLimitSeconds()).as("%s", rule).isEqualTo(0.25);
            assertThat(rule.reckonedBytesPerSecond(1e6)).as("%s", rule).isEqualTo(1e8);
            assertThat(judge(rule).limitDowntime(1)).as("%s", rule).isTrue();
        }
    }

    @Test
    void badRulesAreRefused() {
        refused(
                () -> new ClassicStop(0, 50, 3, 1, ClassicStop.Counted.SENT_AND_SKIPPED),
                "stop after 0 rounds, expected 1 or more");
        refused(
                () -> new ClassicStop(29, -1, 3, 1, ClassicStop.Counted.SENT_AND_SKIPPED),
                "few pages: -1, expected 0 or more");
        refused(
                () -> new ClassicStop(29, 50, -0.5, 1, ClassicStop.Counted.SENT_AND_SKIPPED),
                "volume of -0.5 times the memory, expected 0 or more");
        refused(
                () -> new ClassicStop(29, 50, Double.NaN, 1, ClassicStop.Counted.SENT_AND_SKIPPED),
                "volume of NaN times the memory, expected 0 or more");
        refused(
                () -> new ClassicStop(29, 50, 3, 0, ClassicStop.Counted.SENT_AND_SKIPPED),
                "few pages in 0 successive rounds, expected 1 or more");
        refused(() -> ClassicStop.holding(0), "few pages in 0 successive rounds, expected 1 or more");
        refused(() -> new DowntimeLimitStop(-0.1, ClassicStop.XEN), "downtime limit of -0.1 s, expected 0 or more");
        refused(
                () -> new DowntimeLimitStop(Double.NaN, ClassicStop.XEN),
                "downtime limit of NaN s, expected 0 or more");
    }

    private static RoundTally stuck(final int round) {
        return new RoundTally(round, 500, 100, 100, 0, 400, 100 * 4096, 2, 2, 500, 500);
    }

    private static List<RoundTally> rounds(final int count, final int sent, final int skipped) {
        final List<RoundTally> rounds = new ArrayList<>();
        for (int round = 1; round <= count; round++) {
            rounds.add(tally(round, sent, skipped));
        }
        return rounds;
    }

    private static RoundTally tally(final int round, final int sent, final int skipped) {
        return new RoundTally(round, sent + skipped, sent, sent, skipped, 0, sent * 4096L, 1, 1, 0, skipped);
    }

    private static void refused(final ThrowingCallable call, final String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    private static StopRule.Judge judge(final StopRule rule) {
        return rule.start(new MigratingGuest(
                new GuestMemory(MemoryLayout.ofPages(PAGES), 1), null, () -> Double.POSITIVE_INFINITY));
    }
}
