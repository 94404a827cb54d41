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

/** Second chance, then classic pre-copy, checked by hand round by round. Phase 2 needs fewer than 55 pending pages, 29 rounds or 2.5 n duplicates. */
final class TwoPhaseReplayTest {
    private static final int[] NONE = {};
    private static final int[] SIXTY = range(0, 60);

    /**
     * Round 2 marks all pending pages but the early page 3; page 4 loses its mark again. Round 3 sends the marked ones but the early page
     * 5, and marks 3 and 4. Round 4 sends these two and marks 55 others, all of which are sent in round 5.
     */
    @Test
    void pagesAreSentAfterAWholeRoundWithoutAWrite() {
        final Result result = twoPhase(ReplayScripts.ofPages(64)
                .round(SIXTY, new int[] {0})
                .round(new int[] {3, 4}, new int[] {3})
                .round(join(new int[] {5}, range(10, 64)), new int[] {5})
                .rounds(2, NONE, NONE));
        check(result, 1, range(1, 64), skipped(0), held());
        check(result, 2, sent(), skipped(3), join(range(0, 3), range(4, 60)));
        check(result, 3, join(range(0, 3), range(6, 60)), skipped(5), held(3, 4));
        check(result, 4, sent(3, 4), skipped(), join(new int[] {5}, range(10, 64)));
        check(result, 5, join(new int[] {5}, range(10, 64)), skipped(), held());
        assertThat(result.stop()).isEmpty();
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /** Sent in round 3 and written after it: a mark is used up. */
    @Test
    void pageThatWasSentNeedsAnotherSecondChance() {
        final Result result = twoPhase(
                ReplayScripts.ofPages(64).round(SIXTY).round().round(SIXTY).round());
        check(result, 3, SIXTY, skipped(), held());
        check(result, 4, sent(), skipped(), SIXTY);
    }

    @Test
    void fewerThanFiftyFivePendingPagesBeginPhaseTwo() {
        final Result phaseOne =
                twoPhase(ReplayScripts.ofPages(64).round(range(0, 55)).round());
        check(phaseOne, 2, sent(), skipped(), range(0, 55));
        final Result phaseTwo =
                twoPhase(ReplayScripts.ofPages(64).round(range(0, 54)).round(new int[] {2}, new int[] {2}));
        check(phaseTwo, 2, join(range(0, 2), range(3, 54)), skipped(2), held());
    }

    @Test
    void phaseTwoIsForGood() {
        final Result result = twoPhase(ReplayScripts.ofPages(64)
                .withoutStopRules()
                .round(range(0, 54))
                .round(range(0, 64))
                .round());
        check(result, 3, range(0, 64), skipped(), held());
    }

    /** 60 duplicates in round 3, 60 in round 5, 40 in round 7: 160 = 2.5 * 64, which is not too many. One more is. */
    @Test
    void tooManyDuplicatesBeginPhaseTwo() {
        final Result phaseOne = twoPhase(duplicates(20));
        check(phaseOne, 7, range(20, 60), skipped(), range(0, 20));
        check(phaseOne, 8, sent(), skipped(), SIXTY);
        assertThat(phaseOne.rounds()).hasSize(9);

        final Result phaseTwo = twoPhase(duplicates(19));
        check(phaseTwo, 7, range(19, 60), skipped(), range(0, 19));
        check(phaseTwo, 8, SIXTY, skipped(), held());
        assertThat(phaseTwo.rounds()).hasSize(8);
        assertThat(phaseTwo.stop()).contains(StopReason.VOLUME);
    }

    private static ReplayScripts duplicates(final int writtenInRoundSix) {
        return ReplayScripts.ofPages(64)
                .round(SIXTY)
                .round()
                .round(SIXTY)
                .round()
                .round(SIXTY)
                .round(range(0, writtenInRoundSix))
                .round(SIXTY)
                .round(SIXTY)
                .round();
    }

    /** In round 28 unmarked pages are held, in round 29 they are sent. */
    @Test
    void roundTwentyNineIsOneOfPhaseTwo() {
        final Result result =
                twoPhase(ReplayScripts.ofPages(64).rounds(27, SIXTY, SIXTY).rounds(10, SIXTY, NONE));
        check(result, 1, range(60, 64), SIXTY, held());
        check(result, 27, sent(), SIXTY, held());
        check(result, 28, sent(), skipped(), SIXTY);
        check(result, 29, SIXTY, skipped(), held());
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
    }

    /** Phase 2 begins in round 2. With 50 pages in it, it is not through. */
    @Test
    void fewPagesStopOnlyPhaseTwo() {
        final Result few = twoPhase(ReplayScripts.ofPages(8).rounds(9, new int[] {1}, NONE));
        check(few, 2, sent(1), skipped(), held());
        assertThat(few.rounds()).hasSize(2);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);

        final Result enough = twoPhase(ReplayScripts.ofPages(64)
                .round(range(0, 50))
                .round(range(0, 49), range(0, 49))
                .rounds(9, NONE, NONE));
        check(enough, 2, sent(49), range(0, 49), held());
        assertThat(enough.rounds()).hasSize(3);
        assertThat(enough.stop()).contains(StopReason.FEW_PAGES);
    }

    /** 64 + 54 + 24 + 50 = 192 = 3 * 64 pages after round 4, which is not too many yet. 40 pages are skipped in round 3. */
    @Test
    void volumeStopsPhaseTwo() {
        final Result result = twoPhase(ReplayScripts.ofPages(64)
                .round(range(0, 54))
                .round(range(0, 64))
                .round(range(0, 50), range(0, 40))
                .rounds(9, range(0, 50), NONE));
        assertThat(result.rounds().stream().mapToInt(round -> round.sent().size()))
                .containsExactly(64, 54, 24, 50, 50);
        assertThat(result.stop()).contains(StopReason.VOLUME);
    }

    @Test
    void freePagesAreSentLikeOthers() {
        check(twoPhase(ReplayScripts.ofPages(8).free(range(0, 8)).round()), 1, range(0, 8), skipped(), held());
    }

    @Test
    void onePageIsThroughAfterTwoRounds() {
        final Result result = twoPhase(ReplayScripts.ofPages(1).rounds(3, new int[] {0}, new int[] {0}));
        check(result, 1, sent(), skipped(0), held());
        check(result, 2, sent(), skipped(0), held());
        assertThat(result.rounds()).hasSize(2);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result twoPhase(final ReplayScripts script) {
        return RoundReplay.run(Techniques.twoPhase(), script.script());
    }
}
