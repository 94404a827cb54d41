package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayChecks.check;
import static io.github.cloudsimmigration.engine.ReplayChecks.held;
import static io.github.cloudsimmigration.engine.ReplayChecks.join;
import static io.github.cloudsimmigration.engine.ReplayChecks.sent;
import static io.github.cloudsimmigration.engine.ReplayChecks.skipped;
import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Techniques;
import org.junit.jupiter.api.Test;

/** Stripes by rewriting rate, checked by hand round by round. Up to 32 Ki pages a stripe has 32; every round lasts one second. */
final class MicrowiperReplayTest {
    private static final int[] NONE = {};

    @Test
    void roundOneIsClassicHoweverSlowTheLink() {
        final Result result = microwiper(
                ReplayScripts.ofPages(64).withoutStopRules().bandwidth(0.5).round(new int[] {0, 40}, new int[] {40}));
        check(result, 1, join(range(0, 40), range(41, 64)), skipped(40), held());
    }

    /** Rates of the two stripes: 3 and 1, then 1 and 1. */
    @Test
    void slowestStripesAreSentFirstAndLowerOnesAmongEquals() {
        final Result result = microwiper(ReplayScripts.ofPages(64)
                .withoutStopRules()
                .round(1, 2, 3, 40)
                .round(50, 5)
                .round());
        check(result, 2, sent(40, 1, 2, 3), skipped(), held());
        check(result, 3, sent(5, 50), skipped(), held());
    }

    /** Rates 3, 2, 1: after the last two stripes the sum is 3, which is not above 3. The first one tips it over, and is sent. */
    @Test
    void sumEqualToTheBandwidthDoesNotEndTheRound() {
        final Result result = microwiper(ReplayScripts.ofPages(96)
                .withoutStopRules()
                .bandwidth(3)
                .round(0, 1, 2, 33, 34, 70)
                .round());
        check(result, 2, sent(70, 33, 34, 0, 1, 2), skipped(), held());
    }

    /** The sum is 3 after the second stripe. Pages 0 and 33 are early in round 2, but page 0 is not reached. */
    @Test
    void roundEndsBehindTheStripeThatTipsTheSumOver() {
        final Result result = microwiper(ReplayScripts.ofPages(96)
                .withoutStopRules()
                .bandwidth(2)
                .round(0, 1, 2, 33, 34, 70)
                .round(new int[] {0, 33}, new int[] {0, 33})
                .round());
        check(result, 2, sent(70, 34), skipped(33), held(0, 1, 2));
        check(result, 3, sent(0, 1, 2, 33), skipped(), held());
    }

    @Test
    void stripeWhosePagesAreAllSkippedCountsWithItsRate() {
        final Result result = microwiper(ReplayScripts.ofPages(64)
                .withoutStopRules()
                .bandwidth(1)
                .round(0, 1, 33, 34, 35)
                .round(new int[] {0, 1}, new int[] {0, 1}));
        check(result, 2, sent(), skipped(0, 1), held(33, 34, 35));
    }

    /** Held pages were not written in the last round: their stripe is the first one now. */
    @Test
    void stripesThatWereNotReachedComeFirstOnceTheyAreQuiet() {
        final Result result = microwiper(ReplayScripts.ofPages(64)
                .withoutStopRules()
                .bandwidth(1.5)
                .round(0, 1, 2, 33, 34)
                .round(33)
                .round());
        check(result, 2, sent(33, 34), skipped(), held(0, 1, 2));
        check(result, 3, sent(0, 1, 2, 33), skipped(), held());
    }

    /** Pages 64 to 69 are the last stripe. */
    @Test
    void lastStripeMayBeShorter() {
        final Result result = microwiper(ReplayScripts.ofPages(70)
                .withoutStopRules()
                .bandwidth(1)
                .round(3, 4, 33, 34, 69)
                .round());
        check(result, 2, sent(69, 3, 4), skipped(), held(33, 34));
    }

    /** 65 536 pages: stripes of 64, so pages 31 and 33 are in one, at a rate of 2; page 100 is in another, at 1. */
    @Test
    void stripesOfALargeGuestAreLonger() {
        final Result result = microwiper(ReplayScripts.ofPages(65_536)
                .withoutStopRules()
                .bandwidth(0.5)
                .round(31, 33, 100)
                .round());
        check(result, 2, sent(100), skipped(), held(31, 33));
    }

    @Test
    void freePagesAreSentLikeOthers() {
        final Result result = microwiper(
                ReplayScripts.ofPages(8).withoutStopRules().free(range(0, 8)).round());
        check(result, 1, range(0, 8), skipped(), held());
    }

    /** 50 pages are pending in every round, but only 18 are sent: 32 + 18 are written, and the link keeps pace with one a second. */
    @Test
    void fiftyPendingPagesAreNotFewHoweverFewAreSent() {
        final Result result = microwiper(ReplayScripts.ofPages(64).bandwidth(1).rounds(3, range(0, 50), NONE));
        check(result, 2, range(32, 50), skipped(), range(0, 32));
        assertThat(result.rounds()).hasSize(3);
        assertThat(result.stop()).isEmpty();

        final Result few = microwiper(ReplayScripts.ofPages(64).bandwidth(1).rounds(3, range(0, 49), NONE));
        assertThat(few.rounds()).hasSize(2);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        assertThat(few.finalRound().toArray()).containsExactly(range(0, 49));
    }

    /** 192 = 3 * 64 after round 3, which is not too many yet. */
    @Test
    void volumeStopsIt() {
        final Result result = microwiper(ReplayScripts.ofPages(64).rounds(10, range(0, 64), NONE));
        assertThat(result.rounds()).hasSize(4);
        assertThat(result.stop()).contains(StopReason.VOLUME);
    }

    @Test
    void twentyNineRoundsAreEnough() {
        final Result twentyEight = microwiper(ReplayScripts.ofPages(64).rounds(28, range(0, 64), range(0, 64)));
        assertThat(twentyEight.stop()).isEmpty();
        final Result more = microwiper(ReplayScripts.ofPages(64).rounds(40, range(0, 64), range(0, 64)));
        assertThat(more.rounds()).hasSize(29);
        assertThat(more.stop()).contains(StopReason.ITERATIONS);
        check(more, 29, sent(), range(0, 64), held());
    }

    @Test
    void onePageIsOneStripe() {
        final Result result =
                microwiper(ReplayScripts.ofPages(1).bandwidth(0.5).round(0).round());
        check(result, 1, sent(0), skipped(), held());
        assertThat(result.rounds()).hasSize(1);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result microwiper(final ReplayScripts script) {
        return RoundReplay.run(Techniques.microwiper(), script.script());
    }
}
