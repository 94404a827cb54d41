package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayChecks.check;
import static io.github.cloudsimmigration.engine.ReplayChecks.held;
import static io.github.cloudsimmigration.engine.ReplayChecks.sent;
import static io.github.cloudsimmigration.engine.ReplayChecks.skipped;
import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Techniques;
import org.junit.jupiter.api.Test;

/** Pages by a weighted dirty rate, checked by hand round by round. One round is one sample; weights 1, 1/2, 1/4, the newest first. */
final class WeightedHistoryReplayTest {
    private static final int[] NONE = {};

    @Test
    void roundOneSendsAllocatedPages() {
        final Result result =
                weighted(ReplayScripts.ofPages(8).free(6, 7).round(0, 6).round());
        check(result, 1, range(0, 6), skipped(), held());
        check(result, 2, sent(0), skipped(), held());
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /**
     * Scores before round 3, times 1.5: page 0 has 1.5, pages 1 to 3 have 0.5; mean 0.75, deviation 0.433, so page 0 is hot. Before round
     * 4, times 1.75: page 0 has 0.75, the others have 1.25; mean 1.125, deviation 0.217: none is above 1.342.
     */
    @Test
    void hotPagesWaitUntilTheyHaveCooled() {
        final Result result = weighted(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(0, 1, 2, 3)
                .round(0)
                .round(1, 2, 3)
                .round());
        check(result, 2, range(0, 4), skipped(), held());
        check(result, 3, sent(), skipped(), held(0));
        check(result, 4, range(0, 4), skipped(), held());
    }

    /** Scores 1, 1, 1/3, 1/3: mean 2/3, deviation 1/3. 1 is not above 1. */
    @Test
    void scoreOfOneDeviationAboveTheMeanIsNotHot() {
        final Result result = weighted(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(0, 1, 2, 3)
                .round(0, 1)
                .round());
        check(result, 3, sent(0, 1), skipped(), held());
    }

    /** Page 0 is hot beside pages 1 and 2, written in round 1. Round 10 looks back to round 2 only: page 0 is alone, so not hot. */
    @Test
    void windowHasEightSamples() {
        final Result result = weighted(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(1, 2)
                .rounds(8, new int[] {0}, NONE)
                .round());
        check(result, 2, sent(1, 2), skipped(), held());
        for (int round = 3; round < 10; round++) {
            check(result, round, sent(), skipped(), held(0));
        }
        check(result, 10, sent(0), skipped(), held());
    }

    /** Nothing was written in the eight rounds before round 11. */
    @Test
    void nothingIsHotIfNothingWasWritten() {
        final Result result = weighted(
                ReplayScripts.ofPages(8).withoutStopRules().round(1, 2).round(0).rounds(9, NONE, NONE));
        check(result, 9, sent(), skipped(), held(0));
        check(result, 10, sent(0), skipped(), held());
        check(result, 11, sent(), skipped(), held());
    }

    /** Pages 6 and 7 are free. With them page 0 is hot; alone it is not. */
    @Test
    void freePagesCountInTheMean() {
        final Result result = weighted(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .free(6, 7)
                .round(0, 6, 7)
                .rounds(2, new int[] {0}, NONE));
        check(result, 2, sent(0), skipped(), held());
        check(result, 3, sent(), skipped(), held(0));
        final Result alone =
                weighted(ReplayScripts.ofPages(8).withoutStopRules().free(6, 7).rounds(3, new int[] {0}, NONE));
        check(alone, 3, sent(0), skipped(), held());
    }

    @Test
    void freePagesAreNeverSent() {
        final Result result =
                weighted(ReplayScripts.ofPages(8).free(range(0, 8)).rounds(5, range(0, 8), NONE));
        check(result, 1, sent(), skipped(), held());
        check(result, 2, sent(), skipped(), held());
        assertThat(result.rounds()).hasSize(2);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    @Test
    void earlyPagesAreNotPeekedAt() {
        final Result result = weighted(ReplayScripts.ofPages(8).round(range(0, 8), range(0, 8)));
        check(result, 1, range(0, 8), skipped(), held());
        assertThat(result.finalRound().toArray()).containsExactly(range(0, 8));
    }

    /** Pages written alike are not hot, so 49 or 50 are sent in every round from the second. */
    @Test
    void twoRoundsOfFewPagesStopIt() {
        final Result few = weighted(ReplayScripts.ofPages(64).rounds(10, range(0, 49), NONE));
        assertThat(few.rounds()).hasSize(3);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        final Result enough = weighted(ReplayScripts.ofPages(64).rounds(3, range(0, 50), NONE));
        assertThat(enough.stop()).isEmpty();
    }

    /** 192 = 3 * 64 after round 3, which is not too many yet. n counts free pages too. */
    @Test
    void volumeStopsIt() {
        final Result result = weighted(ReplayScripts.ofPages(64).rounds(10, range(0, 64), NONE));
        assertThat(result.rounds()).hasSize(4);
        assertThat(result.stop()).contains(StopReason.VOLUME);
        final Result free =
                weighted(ReplayScripts.ofPages(128).free(range(64, 128)).rounds(10, range(0, 64), NONE));
        assertThat(free.rounds()).hasSize(7);
        assertThat(free.stop()).contains(StopReason.VOLUME);
    }

    @Test
    void twentyNineRoundsAreEnough() {
        final Result result = weighted(ReplayScripts.ofPages(1024).rounds(40, range(0, 50), NONE));
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
    }

    @Test
    void onePageIsNeverHot() {
        final Result result =
                weighted(ReplayScripts.ofPages(1).withoutStopRules().rounds(4, new int[] {0}, NONE));
        for (int round = 1; round < 5; round++) {
            check(result, round, sent(0), skipped(), held());
        }
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result weighted(final ReplayScripts script) {
        return RoundReplay.run(Techniques.weightedHistory(), script.script());
    }
}
