package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.engine.RoundReplay.Writes;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes scripts for a replay. */
final class ReplayScripts {
    private final int pages;
    private final PageSet free;
    private final List<Integer> initialUpdates = new ArrayList<>();
    private final List<PageSet> observed = new ArrayList<>();
    private final List<Writes> rounds = new ArrayList<>();
    private double bandwidth = Double.POSITIVE_INFINITY;
    private boolean stopRules = true;

    private ReplayScripts(final int pages) {
        this.pages = pages;
        this.free = new PageSet(pages);
    }

    static ReplayScripts ofPages(final int pages) {
        return new ReplayScripts(pages);
    }

    ReplayScripts free(final int... numbers) {
        IntStream.of(numbers).forEach(free::add);
        return this;
    }

    ReplayScripts updates(final int... counts) {
        IntStream.of(counts).forEach(initialUpdates::add);
        return this;
    }

    ReplayScripts observed(final int... numbers) {
        observed.add(PageSet.of(pages, numbers));
        return this;
    }

    /** A link of so many pages per second. */
    ReplayScripts bandwidth(final double pagesPerSecond) {
        bandwidth = pagesPerSecond;
        return this;
    }

    ReplayScripts withoutStopRules() {
        stopRules = false;
        return this;
    }

    /** A round in which those pages are written, after their batch came up. */
    ReplayScripts round(final int... dirty) {
        return round(dirty, new int[0]);
    }

    ReplayScripts round(final int[] dirty, final int[] early) {
        rounds.add(new Writes(PageSet.of(pages, dirty), PageSet.of(pages, early)));
        return this;
    }

    ReplayScripts rounds(final int times, final int[] dirty, final int[] early) {
        for (int i = 0; i < times; i++) {
            round(dirty, early);
        }
        return this;
    }

    Script script() {
        return new Script(pages, free, initialUpdates, observed, bandwidth, stopRules, rounds);
    }

    /** {@return the numbers {@code from} (inclusive) to {@code to} (exclusive)} */
    static int[] range(final int from, final int to) {
        return IntStream.range(from, to).toArray();
    }
}
