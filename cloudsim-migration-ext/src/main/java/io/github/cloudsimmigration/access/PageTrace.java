package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which pages a real program wrote, interval by interval: a recorded page trace. Immutable; share one among all VMs that
 * replay it.
 *
 * <p>The text format, plain or gzipped:
 *
 * <pre>
 * # page-trace 1
 * # program: what ran
 * # page-size: 4096
 * # pages: 8533
 * # interval-ms: 100
 * 0.000: 0*15 20 33*2     pages resident at the start, as page or first*count
 * 0.100: 17 40*3          pages written between the previous line's time and 0.100 s
 * </pre>
 *
 * <p>A page written several times in an interval counts once. Kept as a bitmap for each interval.
 */
public final class PageTrace {
    private static final int INTERVALS_OF_UNION = 24;

    private final String program;
    private final int pages;
    private final int pageSize;
    private final double[] times;
    private final PageSet resident;
    private final List<PageSet> written;
    private final PageSet everWritten;
    private final double pagesPerSecond;
    private final List<WriteOrder> orders = new ArrayList<>();
    private final List<PageSet> unions = new ArrayList<>();
    private final Map<Integer, PageTrace> samples = new ConcurrentHashMap<>();
    private @Nullable WriteTotals totals;

    /** A trace of lines, each with its time: the pages resident at the start, then those written up to that time. */
    PageTrace(
            final String program,
            final int pages,
            final int pageSize,
            final double[] times,
            final List<PageSet> lines) {
        this.program = program;
        this.pages = pages;
        this.pageSize = pageSize;
        this.times = times;
        this.resident = lines.get(0);
        this.written = List.copyOf(lines.subList(1, lines.size()));
        this.everWritten = new PageSet(pages);
        final var random = new SplittableRandom(pages);
        long pagesWritten = 0;
        for (int i = 0; i < intervals(); i++) {
            if (i % INTERVALS_OF_UNION == 0) {
                unions.add(new PageSet(pages));
            }
            unions.get(i / INTERVALS_OF_UNION).addAll(written.get(i));
            everWritten.addAll(written.get(i));
            orders.add(new WriteOrder(written.get(i), random));
            pagesWritten += orders.get(i).pages();
        }
        pagesPerSecond = pagesWritten / seconds();
    }

    /**
     * Reads a trace file.
     *
     * @param file a trace, plain or gzipped
     * @return the trace
     * @throws PageTraceException if it is not a trace; the message names the file and the line
     * @throws IOException if it cannot be read
     */
    public static PageTrace read(final Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return read(input, file.toString());
        }
    }

    /**
     * Reads a trace.
     *
     * @param input a trace, plain or gzipped; not closed
     * @param name what to call it in messages
     * @return the trace
     * @throws PageTraceException if it is not a trace
     * @throws IOException if it cannot be read
     */
    public static PageTrace read(final InputStream input, final String name) throws IOException {
        return new PageTraceReader(name).read(input);
    }

    /**
     * {@return the trace of a sample of the pages; made once, then remembered}
     *
     * @param oneIn every so many pages one is in the sample, 1 or more
     */
    PageTrace sampled(final int oneIn) {
        return oneIn == 1 ? this : samples.computeIfAbsent(oneIn, this::sample);
    }

    private PageTrace sample(final int oneIn) {
        final int samplePages = Math.max(1, pages / oneIn);
        final List<PageSet> lines = new ArrayList<>();
        lines.add(sampleOf(resident, oneIn, samplePages));
        written.forEach(set -> lines.add(sampleOf(set, oneIn, samplePages)));
        return new PageTrace(program, samplePages, pageSize, times, lines);
    }

    private static PageSet sampleOf(final PageSet set, final int oneIn, final int samplePages) {
        final var sample = new PageSet(samplePages);
        for (int i = 0; i < samplePages; i++) {
            if (set.contains(Math.min(set.capacity() - 1, i * oneIn + oneIn / 2))) {
                sample.add(i);
            }
        }
        return sample;
    }

    /** {@return what program was traced} */
    public String program() {
        return program;
    }

    /** {@return the number of pages; they are numbered from 0} */
    public int pages() {
        return pages;
    }

    /** {@return bytes per page} */
    public int pageSize() {
        return pageSize;
    }

    /** {@return the number of intervals, numbered from 0} */
    public int intervals() {
        return written.size();
    }

    /** {@return how long the trace is, in seconds} */
    public double seconds() {
        return times[times.length - 1] - times[0];
    }

    /** {@return when an interval begins, in seconds since the start of the trace} */
    public double startOf(final int interval) {
        return times[interval] - times[0];
    }

    /** {@return when an interval ends, in seconds since the start of the trace} */
    public double endOf(final int interval) {
        return times[interval + 1] - times[0];
    }

    /**
     * {@return the interval that a moment falls into}
     *
     * @param seconds seconds since the start of the trace, 0 to its length
     */
    public int intervalAt(final double seconds) {
        final int found = Arrays.binarySearch(times, seconds + times[0]);
        return Math.min(intervals() - 1, found >= 0 ? found : -found - 2);
    }

    /** {@return the pages resident when the trace began; not to be changed} */
    public PageSet resident() {
        return resident;
    }

    /** {@return the pages written in an interval; not to be changed} */
    public PageSet written(final int interval) {
        return written.get(interval);
    }

    /** {@return the pages written in any interval; not to be changed} */
    public PageSet everWritten() {
        return everWritten;
    }

    /**
     * {@return how many pages it writes per second on average} A page counts once in every interval in which it is written, so a program writes
     * more than that.
     */
    public double pagesPerSecond() {
        return pagesPerSecond;
    }

    /**
     * {@return the pages written from one interval on, up to another}
     *
     * @param from the first interval
     * @param to the first that no longer counts, up to the number of intervals
     */
    public PageSet writtenBetween(final int from, final int to) {
        final var pages = new PageSet(pages());
        forEachWritten(from, to, pages::addAll);
        return pages;
    }

    /** Visits sets that together are the pages written from one interval on, up to another; the fewer the longer it is. */
    void forEachWritten(final int from, final int to, final Consumer<PageSet> visitor) {
        for (int i = from; i < to; ) {
            final boolean whole = i % INTERVALS_OF_UNION == 0 && i + INTERVALS_OF_UNION <= to;
            visitor.accept(whole ? unions.get(i / INTERVALS_OF_UNION) : written.get(i));
            i += whole ? INTERVALS_OF_UNION : 1;
        }
    }

    /** {@return how often each page was written; counted when first asked for} */
    synchronized WriteTotals totals() {
        if (totals == null) {
            totals = new WriteTotals(this);
        }
        return totals;
    }

    /** {@return the order in which the pages of an interval are written, which was drawn once} */
    WriteOrder order(final int interval) {
        return orders.get(interval);
    }
}
