package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WriteTotalsTest {
    private static final int GUEST_PAGES = 130;

    @Test
    void blocksCountWhatTheirIntervalsWrite() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            final PageTrace trace = randomTrace(seed);
            for (int mostBlocks = 1; mostBlocks <= trace.intervals(); mostBlocks++) {
                final var totals = new WriteTotals(trace, mostBlocks);
                assertThat(blocks(totals, trace)).isBetween(1, mostBlocks);
                for (int from = 0; from < trace.intervals(); from++) {
                    for (int to = from; to < trace.intervals(); to++) {
                        if (totals.startsBlock(from) && totals.startsBlock(to)) {
                            final var log = new PageLog(new UpdateCounts(GUEST_PAGES));
                            totals.logBlocks(from, to, log);
                            assertSame(log, counted(trace, from, to), "seed " + seed);
                        }
                    }
                }
            }
        }
    }

    @Test
    void loopsCountTheWholeTraceOverAndOver() throws IOException {
        final PageTrace trace = randomTrace(1);
        final var log = new PageLog(new UpdateCounts(GUEST_PAGES));
        new WriteTotals(trace, 2).logLoops(3, log);
        final var three = new PageLog(new UpdateCounts(GUEST_PAGES));
        for (int i = 0; i < 3; i++) {
            for (int interval = 0; interval < trace.intervals(); interval++) {
                three.log(trace.written(interval), 1);
            }
        }
        assertSame(log, three, "three loops");
    }

    @Test
    void moreLoopsThanCanBeCountedSaturate() throws IOException {
        final PageTrace trace = PageTraceTest.trace("""
                # page-trace 1
                # pages: 2
                0: 0
                1: 0 1
                2: 0
                """);
        final var counts = new UpdateCounts(2);
        final var totals = new WriteTotals(trace, 2);
        totals.logLoops(Integer.MAX_VALUE, new PageLog(counts));
        assertThat(counts.get(0)).isEqualTo(Integer.MAX_VALUE - 1);
        totals.logLoops(1, new PageLog(counts));
        assertThat(counts.get(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(counts.get(1)).isEqualTo(Integer.MAX_VALUE / 2 + 1);
    }

    @Test
    void lastBlockStartIsNeverAfterTheMoment() throws IOException {
        final PageTrace trace = randomTrace(2);
        for (int mostBlocks = 1; mostBlocks <= trace.intervals(); mostBlocks++) {
            final var totals = new WriteTotals(trace, mostBlocks);
            for (double seconds = 0; seconds <= trace.seconds() + 1; seconds += 0.125) {
                int last = 0;
                for (int i = 0; i < trace.intervals(); i++) {
                    last = totals.startsBlock(i) && trace.startOf(i) <= seconds ? i : last;
                }
                assertThat(totals.lastBlockStart(0, seconds)).isEqualTo(last);
            }
        }
    }

    private static int blocks(final WriteTotals totals, final PageTrace trace) {
        int blocks = 0;
        for (int i = 0; i < trace.intervals(); i++) {
            blocks += totals.startsBlock(i) ? 1 : 0;
        }
        return blocks;
    }

    private static PageLog counted(final PageTrace trace, final int from, final int to) {
        final var log = new PageLog(new UpdateCounts(GUEST_PAGES));
        for (int interval = from; interval < to; interval++) {
            log.log(trace.written(interval), 1);
        }
        return log;
    }

    private static void assertSame(final PageLog log, final PageLog expected, final String what) {
        final PageSet pages = log.pages();
        assertThat(pages.equals(expected.pages())).as(what).isTrue();
        assertThat(AccessRuns.toArray(log.counts().orElseThrow()))
                .as(what)
                .isEqualTo(AccessRuns.toArray(expected.counts().orElseThrow()));
        assertThat(log.counts().orElseThrow().mean())
                .as(what)
                .isEqualTo(expected.counts().orElseThrow().mean());
    }

    /** 100 pages, up to 9 intervals of half a second to two seconds, in eighths. */
    private static PageTrace randomTrace(final long seed) throws IOException {
        final var random = new SplittableRandom(seed);
        final var text = new StringBuilder("# page-trace 1\n# pages: 100\n0: 0*100\n");
        double time = 0;
        for (int interval = 1 + random.nextInt(9); interval > 0; interval--) {
            time += (4 + random.nextInt(13)) / 8.0;
            text.append(time).append(':');
            for (int page = 0; page < 100; page++) {
                if (random.nextInt(4) == 0) {
                    text.append(' ').append(page);
                }
            }
            text.append('\n');
        }
        return PageTraceTest.trace(text.toString());
    }
}
