package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.lang3.Validate;

/**
 * How many pages of a VM are dirty so long after all were clean: what QEMU's {@code calc-dirty-rate} measures. Linear between the measured
 * points and from (0, 0) to the first, beyond the last one as between the last two, and never more than the pages that may be written.
 */
public final class DirtyCurve {
    private final double[] seconds;
    private final double[] pages;
    private final int writablePages;

    /**
     * Takes over measured points.
     *
     * @param seconds times since all pages were clean, ascending, above 0
     * @param pages how many were dirty then, never less than before
     * @param writablePages how many pages may be written
     */
    public DirtyCurve(final double[] seconds, final double[] pages, final int writablePages) {
        Validate.isTrue(
                seconds.length == pages.length && seconds.length > 0,
                "dirty curve of %d times and %d page counts, expected as many of both, at least one",
                seconds.length,
                pages.length);
        for (int i = 0; i < seconds.length; i++) {
            Validate.isTrue(
                    seconds[i] > (i == 0 ? 0 : seconds[i - 1]) && Double.isFinite(seconds[i]),
                    "time %s s of a dirty curve, expected ascending times above 0",
                    seconds[i]);
            Validate.isTrue(pages[i] >= 0, "%s dirty pages after %s s, expected 0 or more", pages[i], seconds[i]);
            Validate.isTrue(
                    i == 0 || pages[i] >= pages[i - 1],
                    "%s dirty pages after %s s, expected no less than the %s before: a dirty page stays dirty",
                    pages[i],
                    seconds[i],
                    i == 0 ? 0 : pages[i - 1]);
            Validate.isTrue(
                    pages[i] <= writablePages,
                    "%s dirty pages after %s s, expected at most the %d that may be written",
                    pages[i],
                    seconds[i],
                    writablePages);
        }
        this.seconds = seconds.clone();
        this.pages = pages.clone();
        this.writablePages = writablePages;
    }

    /**
     * {@return the curve of a page trace, replayed over and over: averaged over many moments at which all pages are taken for clean, as one measures
     * that of a VM} Its times are the length of an interval, twice that, and so on up to half the trace.
     *
     * @param trace the trace
     * @param moments how many moments, one at random in each equal part of the trace, 1 or more
     */
    public static DirtyCurve of(final PageTrace trace, final int moments) {
        Validate.isTrue(moments > 0, "curve from %d moments of a trace, expected 1 or more", moments);
        final int points = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(trace.intervals() / 2));
        final double[] times = new double[points];
        for (int point = 0; point < points; point++) {
            times[point] = trace.seconds() / trace.intervals() * (1 << point);
        }
        final long[] dirty = new long[points];
        final var random = new SplittableRandom(moments);
        final MemoryLayout layout = new MemoryLayout(trace.pages(), trace.pageSize(), 1, 0, ContentMix.ALL_RANDOM);
        for (int moment = 0; moment < moments; moment++) {
            final double offset = (moment + random.nextDouble()) / moments * trace.seconds();
            final AccessProcess replay =
                    new PageTraceAccess(trace, offset, true).start(GuestContext.of(new GuestMemory(layout, 0), random));
            final var log = new PageLog(trace.pages());
            double now = 0;
            for (int point = 0; point < points; point++) {
                replay.advance(times[point] - now, AccessLog.ofWrites(log));
                dirty[point] += log.pages().cardinality();
                now = times[point];
            }
        }
        final double[] averages = Arrays.stream(dirty)
                .mapToDouble(pages -> (double) pages / moments)
                .toArray();
        return new DirtyCurve(times, averages, trace.pages());
    }

    /** {@return how many pages are dirty so long after all were clean} */
    public double pagesAfter(final double time) {
        Validate.isTrue(time >= 0, "dirty pages after %s s, expected 0 s or more", time);
        final int found = Arrays.binarySearch(seconds, time);
        if (found >= 0) {
            return pages[found];
        }
        final int next = Math.min(-found - 1, seconds.length - 1);
        final double time0 = next == 0 ? 0 : seconds[next - 1];
        final double pages0 = next == 0 ? 0 : pages[next - 1];
        final double slope = (pages[next] - pages0) / (seconds[next] - time0);
        return Math.min(writablePages, pages0 + slope * (time - time0));
    }

    /** {@return up to which time it was measured, in seconds; what comes later is a guess} */
    public double measuredSeconds() {
        return seconds[seconds.length - 1];
    }

    /** {@return how many pages may be written} */
    public int writablePages() {
        return writablePages;
    }

    /** {@return the measured times, in seconds} */
    double[] seconds() {
        return seconds.clone();
    }

    /** {@return the pages dirty at the measured times} */
    double[] pages() {
        return pages.clone();
    }
}
