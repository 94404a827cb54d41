package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often each page of a trace was written before each block of its intervals, to count the writes of long stretches at once. */
final class WriteTotals {
    private static final int MOST_TOTALS = 1 << 23;

    private final PageTrace trace;
    private final int blockIntervals;
    private final List<UpdateCounts> before = new ArrayList<>();
    private volatile @Nullable Loops lastAsked; // VMs that migrate together have been up for as long

    /** How often each page is written in so many loops. */
    private record Loops(int number, UpdateCounts counts) {}

    /** Counts what a trace writes; blocks are as short as 8 Mi counts allow. */
    WriteTotals(final PageTrace trace) {
        this(trace, Math.max(1, MOST_TOTALS / trace.pages()));
    }

    /** Counts what a trace writes, in so many blocks at most. */
    WriteTotals(final PageTrace trace, final int mostBlocks) {
        this.trace = trace;
        blockIntervals = (trace.intervals() + mostBlocks - 1) / mostBlocks;
        final var written = new UpdateCounts(trace.pages());
        for (int i = 0; i < trace.intervals(); i++) {
            if (startsBlock(i)) {
                before.add(written.copy());
            }
            written.addAll(trace.written(i), 1);
        }
        before.add(written);
    }

    /** {@return whether an interval is the first of a block} */
    boolean startsBlock(final int interval) {
        return interval % blockIntervals == 0;
    }

    /**
     * {@return the last interval at or after another that starts a block and does not begin later than that}
     *
     * @param from an interval that starts a block
     * @param seconds seconds since the start of the trace, no earlier than {@code from}
     */
    int lastBlockStart(final int from, final double seconds) {
        final int interval = trace.intervalAt(Math.min(seconds, trace.seconds()));
        return Math.max(from, interval - interval % blockIntervals);
    }

    /** Adds the writes of so many loops of the whole trace to a log that counts. */
    void logLoops(final int loops, final PageLog log) {
        final int countable = Math.min(loops, Integer.MAX_VALUE / trace.intervals());
        log.log(before.get(0), ofLoops(countable), 1);
    }

    private UpdateCounts ofLoops(final int number) {
        Loops loops = lastAsked;
        if (loops == null || loops.number != number) {
            final var counts = new UpdateCounts(trace.pages());
            new PageLog(counts).log(before.get(0), before.get(before.size() - 1), number);
            loops = new Loops(number, counts);
            lastAsked = loops;
        }
        return loops.counts;
    }

    /** Adds the writes between two intervals that start blocks to a log that counts. */
    void logBlocks(final int from, final int to, final PageLog log) {
        log.log(before.get(from / blockIntervals), before.get(to / blockIntervals), 1);
    }
}
