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
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import org.junit.jupiter.api.Test;

/** Blocks by dirty count, pages by dirty history, checked by hand round by round. 16 pages: four blocks of four. */
final class BlockHistoryReplayTest {
    private static final int[] NONE = {};

    /**
     * D: {0, 1, 5}, {1}, {1, 9}, {}, {}. Round 3: dirty counts are 3, 1, 0, 0, so page 5 goes before page 0. Round 5: page 1 has the bits
     * 1, 1, 0 of rounds 2 to 4, page 9 has 0, 1, 0. Round 6: page 1 has 1, 1, 0, 0.
     */
    @Test
    void pagesAreSentOnceTheyWereCleanAsOftenAsDirty() {
        final Result result = blocks(script());
        check(result, 1, range(0, 16), skipped(), held());
        check(result, 2, sent(), skipped(), held(0, 1, 5));
        check(result, 3, sent(5, 0), skipped(), held(1));
        check(result, 4, sent(), skipped(), held(1, 9));
        check(result, 5, sent(9), skipped(), held(1));
        check(result, 6, sent(1), skipped(), held());
        assertThat(result.finalRound().isEmpty()).isTrue();
    }

    /** Block 0 waits for the next round in which no colder block has pages to send. */
    @Test
    void oneBlockPerRoundIsEnoughIfAskedFor() {
        final Technique oneBlock = Techniques.blockHistory().toBuilder()
                .order(new ColdBlocksFirst(0, true))
                .build();
        final Result result = RoundReplay.run(oneBlock, script().script());
        check(result, 1, range(0, 16), skipped(), held());
        check(result, 3, sent(5), skipped(), held(0, 1));
        check(result, 4, sent(0), skipped(), held(1, 9));
        check(result, 5, sent(9), skipped(), held(1));
        check(result, 6, sent(1), skipped(), held());
    }

    private static ReplayScripts script() {
        return ReplayScripts.ofPages(16)
                .withoutStopRules()
                .round(0, 1, 5)
                .round(1)
                .round(1, 9)
                .rounds(3, NONE, NONE);
    }

    /** Page 5 is sent in round 3 and written in it. In round 5 it has one bit, the 0 of round 4. */
    @Test
    void writeInTheRoundOfTheSendDoesNotCountAgainstThePage() {
        final Result result = blocks(ReplayScripts.ofPages(16)
                .withoutStopRules()
                .round(5)
                .round()
                .round(5)
                .rounds(2, NONE, NONE));
        check(result, 3, sent(5), skipped(), held());
        check(result, 4, sent(), skipped(), held(5));
        check(result, 5, sent(5), skipped(), held());
    }

    /** Bits of page 2 since its send in round 5: 1 in round 6, 0 in round 7. The ones before round 5 are forgotten. */
    @Test
    void historyBeginsAnewWithEverySend() {
        final Result result = blocks(ReplayScripts.ofPages(16)
                .withoutStopRules()
                .round()
                .round(2)
                .rounds(2, NONE, NONE)
                .round()
                .round(2)
                .rounds(2, NONE, NONE));
        check(result, 3, sent(), skipped(), held(2));
        check(result, 4, sent(2), skipped(), held());
        check(result, 8, sent(2), skipped(), held());
    }

    /** All counts are 1: blocks in their own order. Then block 0 has 2, the others 1. */
    @Test
    void lowerBlocksComeFirstAmongEquals() {
        final Result result = blocks(ReplayScripts.ofPages(16)
                .withoutStopRules()
                .round(15, 8, 4, 3)
                .round()
                .round(0, 15, 8, 4)
                .round(0)
                .round(3)
                .rounds(2, NONE, NONE));
        check(result, 3, sent(3, 4, 8, 15), skipped(), held());
        check(result, 5, sent(4, 8, 15), skipped(), held(0));
    }

    @Test
    void earlyPagesAreNotPeekedAt() {
        final Result result = blocks(ReplayScripts.ofPages(8).round(range(0, 8), range(0, 8)));
        check(result, 1, range(0, 8), skipped(), held());
        assertThat(result.finalRound().toArray()).containsExactly(range(0, 8));
    }

    @Test
    void freePagesAreSentLikeOthers() {
        check(blocks(ReplayScripts.ofPages(8).free(range(0, 8)).round()), 1, range(0, 8), skipped(), held());
    }

    /** D(1) holds 49 or 50 pages, all sent in round 3. */
    @Test
    void twoRoundsOfFewPagesStopIt() {
        final Result few = blocks(ReplayScripts.ofPages(64).round(range(0, 49)).rounds(10, NONE, NONE));
        assertThat(few.rounds()).hasSize(3);
        assertThat(few.stop()).contains(StopReason.FEW_PAGES);

        final Result enough =
                blocks(ReplayScripts.ofPages(64).round(range(0, 50)).rounds(10, NONE, NONE));
        assertThat(enough.rounds()).hasSize(5);
        assertThat(enough.stop()).contains(StopReason.FEW_PAGES);
    }

    /** All pages are sent in every other round: 192 = 3 * 64 after round 5, 256 after round 7. */
    @Test
    void volumeStopsIt() {
        final var script = ReplayScripts.ofPages(64);
        for (int i = 0; i < 5; i++) {
            script.round(range(0, 64)).round();
        }
        final Result result = blocks(script);
        assertThat(result.rounds()).hasSize(7);
        assertThat(result.stop()).contains(StopReason.VOLUME);
    }

    /** 512 + 14 * 50 pages are not too many, and every other round sends 50. */
    @Test
    void twentyNineRoundsAreEnough() {
        final var script = ReplayScripts.ofPages(512);
        for (int i = 0; i < 20; i++) {
            script.round(range(0, 50)).round();
        }
        final Result result = blocks(script);
        assertThat(result.rounds()).hasSize(29);
        assertThat(result.stop()).contains(StopReason.ITERATIONS);
    }

    @Test
    void onePageIsOneBlock() {
        final Result result = blocks(ReplayScripts.ofPages(1).rounds(3, new int[] {0}, NONE));
        check(result, 1, sent(0), skipped(), held());
        check(result, 2, sent(), skipped(), held(0));
        assertThat(result.rounds()).hasSize(2);
        assertThat(result.stop()).contains(StopReason.FEW_PAGES);
        assertThat(result.finalRound().toArray()).containsExactly(0);
    }

    private static Result blocks(final ReplayScripts script) {
        return RoundReplay.run(Techniques.blockHistory(), script.script());
    }
}
