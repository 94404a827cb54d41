package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayChecks.check;
import static io.github.cloudsimmigration.engine.ReplayChecks.held;
import static io.github.cloudsimmigration.engine.ReplayChecks.sent;
import static io.github.cloudsimmigration.engine.ReplayChecks.skipped;
import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.selection.DelaySelection;
import org.junit.jupiter.api.Test;

/** Dirty page delay transfer, checked by hand round by round. */
final class DpdtReplayTest {
    private static final int[] NONE = {};

    /** Page 1 is early in round 4 after a clean round: held, not skipped. */
    @Test
    void pagesWrittenInTheLastRoundAndEarlyInThisOneAreDelayedForGood() {
        final Result result = dpdt(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(new int[] {1, 2, 3}, new int[] {3})
                .round(new int[] {1, 3, 5}, new int[] {1, 3})
                .round(new int[] {3, 5}, new int[] {3})
                .round(new int[] {1, 5}, new int[] {1, 5})
                .rounds(3, NONE, NONE));
        check(result, 1, sent(0, 1, 2, 4, 5, 6, 7), skipped(3), held());
        check(result, 2, sent(2), skipped(), held(1, 3));
        check(result, 3, sent(5), skipped(), held(1, 3));
        check(result, 4, sent(), skipped(), held(1, 3, 5));
        check(result, 7, sent(), skipped(), held(1, 3, 5));
        assertThat(result.finalRound().toArray()).containsExactly(1, 3, 5);
        assertThat(result.stop()).isEmpty();
    }

    /** Page 1 is written in every round, but always after it was sent. */
    @Test
    void pagesWrittenAfterTheirTurnAreSentAgain() {
        final Result result = dpdt(ReplayScripts.ofPages(8).withoutStopRules().rounds(4, new int[] {1}, NONE));
        check(result, 2, sent(1), skipped(), held());
        check(result, 4, sent(1), skipped(), held());
    }

    @Test
    void roundOneDelaysNothing() {
        final Result result = dpdt(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .observed(range(0, 8))
                .round(range(0, 8), range(0, 8))
                .round());
        check(result, 1, sent(), range(0, 8), held());
        check(result, 2, range(0, 8), skipped(), held());
    }

    /** Delayed in round 2, clean in 3 and 4, sent in 5. Page 2 was written in round 4: clean in 5 and 6, sent in 7. */
    @Test
    void delayedPagesAreReleasedAfterCleanRounds() {
        final Result result = releaseAfter(
                2,
                ReplayScripts.ofPages(8)
                        .withoutStopRules()
                        .round(1, 2)
                        .round(new int[] {1, 2}, new int[] {1, 2})
                        .round()
                        .round(2)
                        .rounds(4, NONE, NONE));
        check(result, 2, sent(), skipped(), held(1, 2));
        check(result, 3, sent(), skipped(), held(1, 2));
        check(result, 4, sent(), skipped(), held(1, 2));
        check(result, 5, sent(1), skipped(), held(2));
        check(result, 6, sent(), skipped(), held(2));
        check(result, 7, sent(2), skipped(), held());
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /** Released in round 4 and early there, but not written in round 3: skipped. In round 5 it is delayed once more. */
    @Test
    void releasedPageIsLikeAnyOther() {
        final Result result = releaseAfter(
                1,
                ReplayScripts.ofPages(8)
                        .withoutStopRules()
                        .round(1)
                        .round(new int[] {1}, new int[] {1})
                        .round()
                        .round(new int[] {1}, new int[] {1})
                        .round(new int[] {1}, new int[] {1})
                        .rounds(2, NONE, NONE));
        check(result, 3, sent(), skipped(), held(1));
        check(result, 4, sent(), skipped(1), held());
        check(result, 5, sent(), skipped(), held(1));
        check(result, 6, sent(), skipped(), held(1));
        check(result, 7, sent(1), skipped(), held());
    }

    @Test
    void freePagesAreSentLikeOthers() {
        final Result result = dpdt(ReplayScripts.ofPages(8).free(range(0, 8)).round());
        check(result, 1, range(0, 8), skipped(), held());
    }

    /** 64 pages, 15 of them early: 49 are sent, and skipped ones do not count. */
    @Test
    void oneRoundOfFewSentPagesStopsIt() {
        final Result few = dpdt(ReplayScripts.ofPages(64).rounds(2, range(0, 15), range(0, 15)));
        assertThat(few.rounds()).hasSize(1);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        assertThat(few.finalRound().toArray()).containsExactly(range(0, 15));

        final Result enough = dpdt(ReplayScripts.ofPages(64).rounds(2, range(0, 14), range(0, 14)));
        assertThat(enough.rounds()).hasSize(2);
        check(enough, 2, sent(), skipped(), range(0, 14));
    }

    /** 192 = 3 * 64 after round 3, which is not too many yet. */
    @Test
    void volumeStopsIt() {
        final Result result = dpdt(ReplayScripts.ofPages(64).rounds(10, range(0, 64), NONE));
        assertThat(result.rounds()).hasSize(4);
        assertThat(result.stop()).contains(StopReason.VOLUME);
    }

    /** 700 + 28 * 50 = 3 * 700 pages: neither few nor too many. */
    @Test
    void twentyNineRoundsAreEnough() {
        final Result result = dpdt(ReplayScripts.ofPages(700).rounds(40, range(0, 50), NONE));
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
        assertThat(dpdt(ReplayScripts.ofPages(700).rounds(28, range(0, 50), NONE))
                        .stop())
                .isEmpty();
    }

    @Test
    void onePageIsFew() {
        final Result result = dpdt(ReplayScripts.ofPages(1).rounds(2, new int[] {0}, new int[] {0}));
        check(result, 1, sent(), skipped(0), held());
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result dpdt(final ReplayScripts script) {
        return RoundReplay.run(Techniques.dpdt(), script.script());
    }

    private static Result releaseAfter(final int cleanRounds, final ReplayScripts script) {
        final Technique releasing = Techniques.dpdt().toBuilder()
                .selection(new DelaySelection(cleanRounds))
                .build();
        return RoundReplay.run(releasing, script.script());
    }
}
