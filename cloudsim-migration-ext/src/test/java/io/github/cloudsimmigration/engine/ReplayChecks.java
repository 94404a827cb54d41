package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.RoundReplay.Result;
import java.util.stream.IntStream;

/** Compares a replay with what was worked out by hand. */
final class ReplayChecks {
    private ReplayChecks() {}

    /** Checks a round, counted from 1: pages sent in this order, and the skipped and held ones, ascending. */
    static void check(final Result result, final int round, final int[] sent, final int[] skipped, final int[] held) {
        final RoundReplay.Round done = result.rounds().get(round - 1);
        assertThat(done.sent().stream().mapToInt(page -> page).toArray())
                .as("sent in round %d", round)
                .containsExactly(sent);
        assertThat(done.skipped().toArray()).as("skipped in round %d", round).containsExactly(skipped);
        assertThat(done.held().toArray()).as("held in round %d", round).containsExactly(held);
    }

    static int[] sent(final int... pages) {
        return pages;
    }

    static int[] skipped(final int... pages) {
        return pages;
    }

    static int[] held(final int... pages) {
        return pages;
    }

    /** {@return pages one after the other} */
    static int[] join(final int[]... pages) {
        return IntStream.range(0, pages.length)
                .flatMap(i -> IntStream.of(pages[i]))
                .toArray();
    }
}
