package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classic pre-copy, checked by hand round by round. */
final class XenReplayTest {
    @Test
    void earlyPagesAreSkippedAndLateOnesSentAgain() {
        final Result result = xen(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(new int[] {1, 5, 6}, new int[] {5})
                .round(new int[] {1, 2}, new int[] {1, 2})
                .round());
        check(result, 0, range(0, 8), 5);
        check(result, 1, new int[] {5, 6}, 1);
        check(result, 2, new int[] {1, 2});
        assertThat(result.finalRound().isEmpty()).isTrue();
        assertThat(result.stop()).isEmpty();
    }

    /** Page 2 is in E(2), but it was not pending: there is nothing to skip. It is in D(2) all the same. */
    @Test
    void pagesThatAreNotPendingAreNotSkipped() {
        final Result result = xen(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(new int[] {1}, new int[0])
                .round(new int[] {2}, new int[] {2})
                .round(new int[] {7}, new int[0]));
        check(result, 1, new int[] {1});
        check(result, 2, new int[] {2});
        assertThat(result.finalRound().toArray()).containsExactly(7);
    }

    @Test
    void pageThatIsAlwaysEarlyIsCarriedOverToTheFinalRound() {
        final Result result = xen(ReplayScripts.ofPages(8).withoutStopRules().rounds(5, new int[] {3}, new int[] {3}));
        check(result, 0, new int[] {0, 1, 2, 4, 5, 6, 7}, 3);
        for (int round = 1; round < 5; round++) {
            check(result, round, new int[0], 3);
        }
        assertThat(result.finalRound().toArray()).containsExactly(3);
    }

    @Test
    void freePagesAreSentLikeOthers() {
        final Result result =
                xen(ReplayScripts.ofPages(8).free(2, 3).withoutStopRules().round());
        check(result, 0, range(0, 8));
    }

    @Test
    void inputThatEndsLeavesWhatIsPending() {
        final Result result = xen(ReplayScripts.ofPages(64).round(range(0, 60)));
        assertThat(result.stop()).isEmpty();
        assertThat(result.rounds()).hasSize(1);
        assertThat(result.finalRound().toArray()).containsExactly(range(0, 60));
        final Result nothing = xen(ReplayScripts.ofPages(64));
        assertThat(nothing.stop()).isEmpty();
        assertThat(nothing.rounds()).isEmpty();
        assertThat(nothing.finalRound()).isEqualTo(PageSet.full(64));
    }

    /** Every round skips 50 pages, which is neither few nor any volume. */
    @Test
    void twentyNineRoundsAreEnough() {
        final ReplayScripts input = ReplayScripts.ofPages(64).rounds(28, range(0, 50), range(0, 50));
        assertThat(xen(input).stop()).isEmpty();
        final Result stopped =
                xen(input.rounds(1, range(0, 50), range(0, 50)).round().round());
        assertThat(stopped.stop()).contains(StopReason.ITERATIONS);
        assertThat(stopped.rounds()).hasSize(29);
        assertThat(stopped.finalRound().toArray()).containsExactly(range(0, 50));
    }

    /** Round 2 has 49 pages to send or skip: few. With 50 it goes on. */
    @Test
    void fortyNinePagesAreFewAndFiftyAreNot() {
        final Result few = xen(ReplayScripts.ofPages(64)
                .round(range(0, 49))
                .round(range(0, 5), range(0, 5))
                .round());
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);
        assertThat(few.rounds()).hasSize(2);
        assertThat(few.finalRound().toArray()).containsExactly(range(0, 5));

        final Result enough = xen(ReplayScripts.ofPages(64)
                .round(range(0, 50))
                .round(range(0, 50), range(0, 50))
                .round(range(0, 50), range(0, 50)));
        assertThat(enough.stop()).isEmpty();
        assertThat(enough.rounds()).hasSize(3);
        check(enough, 2, new int[0], range(0, 50));
    }

    @Test
    void guestOfFewPagesStopsAfterRoundOne() {
        final Result result = xen(ReplayScripts.ofPages(49).round(3).round(4));
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.rounds()).hasSize(1);
        assertThat(result.finalRound().toArray()).containsExactly(3);
    }

    /** 60 + 60 + 60 = 3n goes on; the next 50 make it more. */
    @Test
    void volumeIsMoreThanThreeTimesTheMemory() {
        final ReplayScripts exactly = ReplayScripts.ofPages(60)
                .round(range(0, 60))
                .round(range(0, 60))
                .round(range(0, 50));
        assertThat(xen(exactly).stop()).isEmpty();
        final Result more = xen(exactly.round(range(0, 60)).round());
        assertThat(more.stop()).contains(StopReason.VOLUME);
        assertThat(more.rounds()).hasSize(4);
        assertThat(more.finalRound().toArray()).containsExactly(range(0, 60));
    }

    @Test
    void volumeDoesNotCountSkippedPages() {
        final Result result = xen(ReplayScripts.ofPages(60).rounds(8, range(0, 60), range(0, 60)));
        assertThat(result.stop()).isEmpty();
        assertThat(result.rounds()).hasSize(8);
    }

    @Test
    void fewPagesComeBeforeVolume() {
        final Result result = xen(ReplayScripts.ofPages(60)
                .round(range(0, 60))
                .round(range(0, 60))
                .round(range(0, 49))
                .round(range(0, 60)));
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.rounds()).hasSize(4);
    }

    @Test
    void iterationsComeBeforeFewPagesAndVolume() {
        final Result few = xen(ReplayScripts.ofPages(64)
                .rounds(27, range(0, 60), range(0, 60))
                .round(range(0, 3))
                .round());
        assertThat(few.rounds()).hasSize(29);
        assertThat(few.stop()).contains(StopReason.ITERATIONS);

        final Result volume = xen(ReplayScripts.ofPages(60)
                .round(range(0, 60))
                .round(range(0, 60))
                .rounds(25, range(0, 60), range(0, 60))
                .round(range(0, 60))
                .round(range(0, 60)));
        assertThat(volume.rounds()).hasSize(29);
        assertThat(volume.stop()).contains(StopReason.ITERATIONS);
    }

    @Test
    void withoutStopRulesAllRoundsAreRun() {
        final Result result = xen(ReplayScripts.ofPages(8).withoutStopRules().rounds(40, range(0, 8), new int[0]));
        assertThat(result.rounds()).hasSize(40);
        assertThat(result.stop()).isEmpty();
        check(result, 39, range(0, 8));
    }

    @Test
    void stopAndCopySendsEverythingInTheFinalRound() {
        final Result result = RoundReplay.run(
                Techniques.stopAndCopy(), ReplayScripts.ofPages(8).round(1, 2).script());
        assertThat(result.rounds()).isEmpty();
        assertThat(result.finalRound()).isEqualTo(PageSet.full(8));
        assertThat(result.stop()).contains(StopReason.NO_LIVE_PHASE);
    }

    @Test
    void badScriptsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayScripts.ofPages(0).script())
                .withMessage("replay of 0 pages, expected 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayScripts.ofPages(3).updates(1, 2).script())
                .withMessage("2 initial update counts for 3 pages, expected one for each page");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayScripts.ofPages(8)
                        .round()
                        .round(new int[] {1, 2}, new int[] {2, 7})
                        .script())
                .withMessage("round 2: early pages {7} of 8 are not dirty, expected early within dirty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Script(8, new PageSet(8), List.of(), List.of(), 0, true, List.of()))
                .withMessage("bandwidth of 0.0 pages/s, expected more than 0");
    }

    private static Result xen(final ReplayScripts script) {
        return RoundReplay.run(Techniques.xenPrecopy(), script.script());
    }

    /** Checks a round, counted from 0: the pages sent but for the skipped ones, and nothing held. */
    private static void check(final Result result, final int round, final int[] pending, final int... skipped) {
        final RoundReplay.Round done = result.rounds().get(round);
        final PageSet expected = PageSet.of(done.held().capacity(), pending);
        expected.removeAll(PageSet.of(expected.capacity(), skipped));
        assertThat(done.sent().stream().mapToInt(page -> page).toArray())
                .as("sent in round %d", round + 1)
                .containsExactly(expected.toArray());
        assertThat(done.skipped().toArray())
                .as("skipped in round %d", round + 1)
                .containsExactly(skipped);
        assertThat(done.held().toArray()).as("held in round %d", round + 1).isEmpty();
    }
}
