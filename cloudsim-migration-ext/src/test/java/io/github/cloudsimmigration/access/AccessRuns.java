package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.SplittableRandom;

/** Access models run on small guests. */
final class AccessRuns {
    private AccessRuns() {}

    static GuestContext guest(final int pages, final long seed) {
        return GuestContext.of(new GuestMemory(MemoryLayout.ofPages(pages), seed), new SplittableRandom(seed));
    }

    static int[] pagesWritten(final AccessProcess process, final int pages, final double seconds) {
        final var log = new PageLog(pages);
        process.advance(seconds, AccessLog.ofWrites(log));
        return log.pages().toArray();
    }

    static int[] timesWritten(final AccessProcess process, final int pages, final double seconds) {
        final var counts = new UpdateCounts(pages);
        process.advance(seconds, AccessLog.ofWrites(new PageLog(counts)));
        return toArray(counts);
    }

    static int[] toArray(final UpdateCounts counts) {
        final int[] times = new int[counts.pages()];
        for (int page = 0; page < times.length; page++) {
            times[page] = counts.get(page);
        }
        return times;
    }

    /** {@return the pages written in {@code steps} advances of {@code seconds} each, the log cleared after each or not} */
    static PageSet writtenInSteps(
            final AccessModel model,
            final int pages,
            final long seed,
            final int steps,
            final double seconds,
            final boolean clearing) {
        final AccessProcess process = model.start(guest(pages, seed));
        final var log = new PageLog(pages);
        final var written = new PageSet(pages);
        for (int i = 0; i < steps; i++) {
            process.advance(seconds, AccessLog.ofWrites(log));
            written.addAll(log.pages());
            if (clearing) {
                log.clear();
            }
        }
        return written;
    }
}
