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
import io.github.cloudsimmigration.technique.selection.ReuseDistanceSelection;
import org.junit.jupiter.api.Test;

/** Pre-copy by reuse distance, checked by hand round by round. */
final class ReuseDistanceReplayTest {
    private static final int[] NONE = {};

    /**
     * D: {0, 1, 2}, {0, 1}, {3}, {0}, {0, 3}, {3}, {}.
     *
     * <p>Round 2: written once, sent. Round 3: nothing between rounds 1 and 2, 0 &lt; 2. Round 4: quiet in round 3. Round 5: page 0,
     * rounds 2 and 4, with one page between, 1 &ge; 1. Round 6: page 0 at distance 0, page 3 (rounds 3 and 5) at 1, both &lt; 2. Round 7:
     * page 0 was quiet, page 3 at distance 0 &lt; 1.
     */
    @Test
    void pagesAreHeldWhileTheirDistanceIsShort() {
        final Result result = reuse(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(0, 1, 2)
                .round(0, 1)
                .round(3)
                .round(0)
                .round(0, 3)
                .round(3)
                .rounds(2, NONE, NONE));
        check(result, 1, range(0, 8), skipped(), held());
        check(result, 2, sent(0, 1, 2), skipped(), held());
        check(result, 3, sent(), skipped(), held(0, 1));
        check(result, 4, sent(0, 1, 3), skipped(), held());
        check(result, 5, sent(0), skipped(), held());
        check(result, 6, sent(), skipped(), held(0, 3));
        check(result, 7, sent(0), skipped(), held(3));
        check(result, 8, sent(3), skipped(), held());
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    @Test
    void roundsWithoutWritesAddNoDistance() {
        final Result result = reuse(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(5)
                .round()
                .round(5)
                .round());
        check(result, 4, sent(), skipped(), held(5));
    }

    /** Page 0, rounds 1 and 3: the two free pages between are as many as round 3 wrote. */
    @Test
    void freePagesCount() {
        final Result result = reuse(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .free(6, 7)
                .round(0)
                .round(6, 7)
                .round(0, 1)
                .round());
        check(result, 4, sent(0, 1), skipped(), held());
    }

    /** Page 0, rounds 1 and 4: 2 + 2 pages between, but only two different ones, and round 4 wrote three. */
    @Test
    void exactDistanceCountsDistinctPages() {
        final ReplayScripts script = ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(0)
                .round(1, 2)
                .round(1, 2)
                .round(0, 3, 4)
                .round();
        final Technique exact = Techniques.reuseDistance().toBuilder()
                .selection(new ReuseDistanceSelection(true))
                .build();
        check(reuse(script), 5, sent(0, 1, 2, 3, 4), skipped(), held());
        check(RoundReplay.run(exact, script.script()), 5, sent(1, 2, 3, 4), skipped(), held(0));
    }

    /** Pages 0 and 1 would both be held in round 3. */
    @Test
    void earlyPagesAreSkippedHoweverShortTheirDistance() {
        final Result result = reuse(ReplayScripts.ofPages(8)
                .withoutStopRules()
                .round(new int[] {0, 1, 7}, new int[] {7})
                .round(new int[] {0, 1}, NONE)
                .round(new int[] {0, 5}, new int[] {0, 5}));
        check(result, 1, range(0, 7), skipped(7), held());
        check(result, 2, sent(0, 1, 7), skipped(), held());
        check(result, 3, sent(), skipped(0), held(1));
    }

    /** D(1) holds 49 or 50 pages, all sent in round 2; nothing is sent later. */
    @Test
    void twoRoundsOfFewPagesStopIt() {
        final Result few = reuse(ReplayScripts.ofPages(64).round(range(0, 49)).rounds(10, NONE, NONE));
        assertThat(few.rounds()).hasSize(3);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);

        final Result enough =
                reuse(ReplayScripts.ofPages(64).round(range(0, 50)).rounds(10, NONE, NONE));
        assertThat(enough.rounds()).hasSize(4);
        assertThat(enough.stop()).contains(StopReason.FEW_PAGES);
    }

    /** The halves are written in turn: a distance of 64, as many as were written. 384 = 3 * 128 pages after round 5. */
    @Test
    void volumeStopsIt() {
        final var script = ReplayScripts.ofPages(128);
        for (int i = 0; i < 5; i++) {
            script.round(range(0, 64)).round(range(64, 128));
        }
        final Result result = reuse(script);
        check(result, 5, range(64, 128), skipped(), held());
        assertThat(result.rounds()).hasSize(6);
        assertThat(result.stop()).contains(StopReason.VOLUME);
    }

    /** 1024 + 28 * 50 pages are not too many. */
    @Test
    void twentyNineRoundsAreEnough() {
        final var script = ReplayScripts.ofPages(1024);
        for (int i = 0; i < 20; i++) {
            script.round(range(0, 50)).round(range(50, 100));
        }
        final Result result = reuse(script);
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
        check(result, 29, range(50, 100), skipped(), held());
    }

    @Test
    void onePageWrittenInEveryRoundWaits() {
        final Result result = reuse(ReplayScripts.ofPages(1).withoutStopRules().rounds(5, new int[] {0}, NONE));
        check(result, 1, sent(0), skipped(), held());
        check(result, 2, sent(0), skipped(), held());
        check(result, 3, sent(), skipped(), held(0));
        check(result, 5, sent(), skipped(), held(0));
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result reuse(final ReplayScripts script) {
        return RoundReplay.run(Techniques.reuseDistance(), script.script());
    }
}
