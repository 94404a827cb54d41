package io.github.cloudsimmigration.engine;

import static io.github.cloudsimmigration.engine.ReplayScripts.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.selection.ProposedSelection;
import org.junit.jupiter.api.Test;

/** The review's own pre-copy, checked by hand round by round. M: pages written in the observation; T: mean update count. */
final class ProposedReplayTest {
    @Test
    void roundOneSendsAllPagesIfNoneWasObserved() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(6, 7)
                .updates(9, 0, 0, 0, 0, 0, 0, 0)
                .observed()
                .observed()
                .round());
        check(result, 1, range(0, 8));
    }

    @Test
    void roundOneSendsAllPagesWithoutAnObservation() {
        check(proposed(ReplayScripts.ofPages(8).round()), 1, range(0, 8));
    }

    /** T = 24 / 8 = 3 all the time. Page 7 is warm, but was not seen in the observation. */
    @Test
    void observedPagesWaitUntilTheyWereQuietForThreeRounds() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .updates(0, 2, 0, 0, 1, 0, 0, 20)
                .observed(1)
                .observed(1, 4)
                .round(2)
                .rounds(4, new int[0], new int[0]));
        check(result, 1, new int[] {0, 2, 3, 5, 6, 7}, 1, 4);
        check(result, 2, new int[0], 1, 2, 4);
        check(result, 3, new int[0], 1, 2, 4);
        check(result, 4, new int[] {1, 4}, 2);
        check(result, 5, new int[] {2});
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /** T = 16 / 8 = 2: page 3 was written exactly that often. Page 0 was written in the last intervals, too. */
    @Test
    void roundOneTestsEveryPageIfAllAllocatedOnesWereObserved() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(6, 7)
                .updates(8, 1, 3, 2, 1, 1, 0, 0)
                .observed(0, 1, 2)
                .observed(3, 4, 5)
                .observed(0)
                .observed(0)
                .observed(0)
                .round());
        check(result, 1, new int[] {1, 4, 5, 6, 7}, 0, 2, 3);
    }

    /** T = 22 / 8. The last three intervals are the history of round 1: pages 3, 4, 5 were written in them, 0, 1, 2 before. */
    @Test
    void observationIsTheHistoryOfRoundOne() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(7)
                .updates(1, 1, 1, 1, 1, 1, 16, 0)
                .observed(0, 1, 2, 6)
                .observed(3)
                .observed(4)
                .observed(5)
                .round());
        check(result, 1, new int[] {0, 1, 2, 7}, 3, 4, 5, 6);
    }

    @Test
    void shortObservationIsHistoryAsFarAsItGoes() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(6, 7)
                .updates(1, 1, 1, 1, 1, 9, 0, 0)
                .observed(range(0, 6))
                .round());
        check(result, 1, new int[] {6, 7}, range(0, 6));
    }

    /** Without the free pages 6 and 7 all pages were observed; with them one allocated page was not. */
    @Test
    void oneAllocatedPageThatWasNotObservedMakesRoundOneSendAllSuchPages() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(6)
                .updates(1, 1, 1, 1, 1, 1, 0, 90)
                .observed(range(0, 6))
                .observed()
                .observed()
                .observed()
                .round());
        check(result, 1, new int[] {6, 7}, range(0, 6));
    }

    /** Free pages are never written, so with them T is 18 / 8, not 18 / 4 = 4.5: pages written three times are warm. */
    @Test
    void freePagesLowerTheThreshold() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .free(4, 5, 6, 7)
                .updates(3, 3, 2, 10, 0, 0, 0, 0)
                .observed(range(0, 4))
                .observed()
                .observed()
                .observed()
                .round());
        check(result, 1, new int[] {2, 4, 5, 6, 7}, 0, 1, 3);
    }

    /** Of ten intervals the last two and D(1) are the history of round 2, the last one, D(1) and D(2) that of round 3. */
    @Test
    void observationIsPartOfTheHistoryOfRoundsTwoAndThree() {
        final var script = ReplayScripts.ofPages(8).withoutStopRules().updates(0, 1, 1, 1, 1, 0, 0, 80);
        for (int interval = 1; interval <= 6; interval++) {
            script.observed();
        }
        final Result result =
                proposed(script.observed(1).observed(2).observed(3).observed(4).rounds(4, new int[0], new int[0]));
        check(result, 1, new int[] {0, 5, 6, 7}, 1, 2, 3, 4);
        check(result, 2, new int[] {1, 2}, 3, 4);
        check(result, 3, new int[] {3}, 4);
        check(result, 4, new int[] {4});
    }

    @Test
    void writtenPageWaitsForThreeQuietRounds() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .updates(0, 0, 0, 0, 0, 0, 0, 80)
                .round(0, 1)
                .round(1)
                .rounds(5, new int[0], new int[0]));
        check(result, 2, new int[0], 0, 1);
        check(result, 3, new int[0], 0, 1);
        check(result, 4, new int[0], 0, 1);
        check(result, 5, new int[] {0}, 1);
        check(result, 6, new int[] {1});
    }

    /** After round 1 the counts are 1, 2, 5: T = 8 / 8 = 1, and page 0 does not lie below it. */
    @Test
    void pageWrittenExactlyAsOftenAsTheMeanIsNeverSentBeforeTheEnd() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .updates(0, 1, 5, 0, 0, 0, 0, 0)
                .round(0, 1)
                .rounds(9, new int[0], new int[0]));
        for (int round = 2; round <= 10; round++) {
            check(result, round, new int[0], 0, 1);
        }
        assertThat(result.finalRound().toArray()).containsExactly(0, 1);
    }

    /** After round 1 the counts are 1, 2, 6: T = 9 / 8 lies just above page 0. */
    @Test
    void pageWrittenLessOftenThanTheMeanIsSent() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .updates(0, 1, 6, 0, 0, 0, 0, 0)
                .round(0, 1)
                .rounds(5, new int[0], new int[0]));
        check(result, 4, new int[0], 0, 1);
        check(result, 5, new int[] {0}, 1);
        assertThat(result.finalRound().toArray()).containsExactly(1);
    }

    /** Counts 1, 2, 5 again, but pages below 2 T = 2 are cold now. */
    @Test
    void coldOnlyThresholdMultipliesTheMean() {
        final Technique doubled = Techniques.proposed().toBuilder()
                .selection(new ProposedSelection(10, 1, 3, 2))
                .build();
        final Result result = RoundReplay.run(
                doubled,
                ReplayScripts.ofPages(8)
                        .withoutStopRules()
                        .updates(0, 1, 5, 0, 0, 0, 0, 0)
                        .round(0, 1)
                        .rounds(5, new int[0], new int[0])
                        .script());
        check(result, 5, new int[] {0}, 1);
    }

    @Test
    void shorterHistoryWaitsForFewerRounds() {
        final Technique hasty = Techniques.proposed().toBuilder()
                .selection(new ProposedSelection(10, 1, 1, 1))
                .build();
        final Result result = RoundReplay.run(
                hasty,
                ReplayScripts.ofPages(8)
                        .withoutStopRules()
                        .updates(0, 0, 0, 0, 0, 0, 0, 80)
                        .round(0)
                        .rounds(2, new int[0], new int[0])
                        .script());
        check(result, 2, new int[0], 0);
        check(result, 3, new int[] {0});
    }

    /** Nobody counted before, so T = 0; page 1 waits for its history only. */
    @Test
    void everyPageIsColdWhileTheMeanIsZero() {
        final Result result =
                proposed(ReplayScripts.ofPages(8).withoutStopRules().observed(1).rounds(4, new int[0], new int[0]));
        check(result, 1, new int[] {0, 2, 3, 4, 5, 6, 7}, 1);
        check(result, 2, new int[0], 1);
        check(result, 3, new int[0], 1);
        check(result, 4, new int[] {1});
    }

    @Test
    void everyPageIsColdInRoundOneTooWhileTheMeanIsZero() {
        final Result result = proposed(ReplayScripts.ofPages(8)
                .observed(range(0, 8))
                .observed()
                .observed()
                .observed()
                .round());
        check(result, 1, range(0, 8));
    }

    @Test
    void earlyPagesAreNotPeekedAt() {
        final Result result = proposed(ReplayScripts.ofPages(8).round(range(0, 8), range(0, 8)));
        check(result, 1, range(0, 8));
        assertThat(result.rounds().get(0).skipped().isEmpty()).isTrue();
        assertThat(result.finalRound().toArray()).containsExactly(range(0, 8));
    }

    @Test
    void fourSuccessiveRoundsOfFewPagesStopIt() {
        final Result result = proposed(ReplayScripts.ofPages(64).rounds(10, new int[] {1}, new int[0]));
        assertThat(result.rounds()).hasSize(5);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().toArray()).containsExactly(1);
    }

    /** 64 pages, 15 of them observed: round 1 sends 49, which is few. With 14 it sends 50, which is not. */
    @Test
    void roundOneCountsAmongTheRoundsOfFewPages() {
        final Result few =
                proposed(ReplayScripts.ofPages(64).observed(range(0, 15)).rounds(10, new int[0], new int[0]));
        assertThat(few.rounds()).hasSize(4);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);

        final Result enough =
                proposed(ReplayScripts.ofPages(64).observed(range(0, 14)).rounds(10, new int[0], new int[0]));
        assertThat(enough.rounds()).hasSize(5);
        assertThat(enough.stop()).contains(StopReason.FEW_PAGES);
    }

    @Test
    void ruleThatFiresOnTheLastRoundOfTheInputIsReported() {
        assertThat(proposed(ReplayScripts.ofPages(8).rounds(4, new int[0], new int[0]))
                        .stop())
                .contains(StopReason.FEW_PAGES);
        assertThat(proposed(ReplayScripts.ofPages(8).rounds(3, new int[0], new int[0]))
                        .stop())
                .isEmpty();
    }

    /** Rounds 2, 3, 4 send nothing, round 5 sends 63 pages: only rounds 6 to 9 are four in a row. */
    @Test
    void roundOfManyPagesStartsTheCountOfFewAnew() {
        final Result result = proposed(ReplayScripts.ofPages(64)
                .updates(warmFirstPage(64))
                .round(range(1, 64))
                .rounds(20, new int[0], new int[0]));
        assertThat(result.rounds().get(4).sent()).hasSize(63);
        assertThat(result.rounds()).hasSize(9);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /** 64 + 63 + 63 = 190 pages up to round 9, 253 > 3 * 64 after round 13. */
    @Test
    void volumeStopsIt() {
        final var script = ReplayScripts.ofPages(64).updates(warmFirstPage(64));
        for (int i = 0; i < 5; i++) {
            script.round(range(1, 64)).rounds(3, new int[0], new int[0]);
        }
        final Result result = proposed(script);
        assertThat(result.rounds()).hasSize(13);
        assertThat(result.stop()).contains(StopReason.VOLUME);
        assertThat(result.finalRound().toArray()).containsExactly(range(1, 64));
    }

    /** Rounds 5, 9, ..., 29 send 50 pages each: never four in a row with fewer, and 862 pages in all. */
    @Test
    void twentyNineRoundsAreEnough() {
        final var script = ReplayScripts.ofPages(512).updates(warmFirstPage(512));
        for (int i = 0; i < 10; i++) {
            script.round(range(1, 51)).rounds(3, new int[0], new int[0]);
        }
        final Result result = proposed(script);
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
    }

    @Test
    void withoutStopRulesAllRoundsAreRun() {
        final Result result =
                proposed(ReplayScripts.ofPages(8).withoutStopRules().rounds(40, new int[] {3}, new int[0]));
        assertThat(result.rounds()).hasSize(40);
        assertThat(result.stop()).isEmpty();
        check(result, 40, new int[0], 3);
    }

    @Test
    void inputThatEndsLeavesWhatIsPending() {
        final Result result =
                proposed(ReplayScripts.ofPages(64).observed(2).round(5, 6).round(7));
        assertThat(result.stop()).isEmpty();
        assertThat(result.finalRound().toArray()).containsExactly(2, 5, 6, 7);
    }

    private static int[] warmFirstPage(final int pages) {
        final int[] updates = new int[pages];
        updates[0] = 1000 * pages;
        return updates;
    }

    private static Result proposed(final ReplayScripts script) {
        return RoundReplay.run(Techniques.proposed(), script.script());
    }

    private static void check(final Result result, final int round, final int[] sent, final int... held) {
        final RoundReplay.Round done = result.rounds().get(round - 1);
        assertThat(done.sent().stream().mapToInt(page -> page).toArray())
                .as("sent in round %d", round)
                .containsExactly(sent);
        assertThat(done.held().toArray()).as("held in round %d", round).containsExactly(held);
        assertThat(done.skipped().isEmpty()).as("skipped in round %d", round).isTrue();
    }
}
