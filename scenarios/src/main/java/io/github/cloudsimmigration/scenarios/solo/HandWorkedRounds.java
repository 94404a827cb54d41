package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.engine.RoundReplay;
import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.engine.RoundReplay.Writes;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Classic pre-copy on three rounds that can be checked by hand: 8 pages, page 3 is written again and again. */
public final class HandWorkedRounds {
    private static final int PAGES = 8;

    private HandWorkedRounds() {}

    /** Runs the rounds and prints what is sent, skipped and held, as JSON. */
    public static void main(final String[] args) {
        final var rounds = List.of(
                new Writes(PageSet.of(PAGES, 3, 5), PageSet.of(PAGES, 3)),
                new Writes(PageSet.of(PAGES, 3), PageSet.of(PAGES, 3)),
                new Writes(PageSet.of(PAGES), PageSet.of(PAGES)));
        final var script =
                new Script(PAGES, new PageSet(PAGES), List.of(), List.of(), Double.POSITIVE_INFINITY, false, rounds);
        final var result = RoundReplay.run(Techniques.xenPrecopy(), script);
        new PrintWriter(System.out, true, StandardCharsets.UTF_8).println(ReplayJson.write(result));
    }
}
