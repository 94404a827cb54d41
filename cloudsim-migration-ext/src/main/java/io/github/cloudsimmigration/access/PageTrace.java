package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageSet;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
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
    private static final String MAGIC = "# page-trace 1";
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MAX_PAGES = 1 << 26;

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

    private PageTrace(
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
        final var buffered = new BufferedInputStream(input, 1 << 16);
        buffered.mark(2);
        final int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        try {
            final InputStream text = magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
            return new Parser(name).parse(new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII)));
        } catch (final EOFException e) {
            throw new PageTraceException(name + ": the gzip stream ends too early, expected a whole page trace", e);
        } catch (final ZipException e) {
            throw new PageTraceException(name + ": " + e.getMessage() + ", expected a whole page trace", e);
        }
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
        for (int i = from; i < to; ) {
            final boolean whole = i % INTERVALS_OF_UNION == 0 && i + INTERVALS_OF_UNION <= to;
            pages.addAll(whole ? unions.get(i / INTERVALS_OF_UNION) : written.get(i));
            i += whole ? INTERVALS_OF_UNION : 1;
        }
        return pages;
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

    /** Turns text into a trace. */
    private static final class Parser {
        private final String name;
        private int lineNumber;
        private String program = "";
        private int pages = -1;
        private int pageSize = 4096;
        private double[] times = new double[1024];
        private final List<PageSet> lines = new ArrayList<>();

        Parser(final String name) {
            this.name = name;
        }

        PageTrace parse(final BufferedReader reader) throws IOException {
            String line = reader.readLine();
            lineNumber = 1;
            if (!MAGIC.equals(line)) {
                throw bad("expected '" + MAGIC + "'");
            }
            while ((line = reader.readLine()) != null) {
                lineNumber++;
                if (line.startsWith("#")) {
                    header(line);
                } else if (!line.isBlank()) {
                    data(line);
                }
            }
            if (lines.size() < 2) {
                throw bad("expected the resident pages and at least one interval");
            }
            return new PageTrace(program, pages, pageSize, Arrays.copyOf(times, lines.size()), lines);
        }

        private void header(final String line) throws PageTraceException {
            final int colon = line.indexOf(':');
            if (colon < 0) {
                return;
            }
            final String value = line.substring(colon + 1).strip();
            switch (line.substring(1, colon).strip()) {
                case "program" -> program = value;
                case "pages" -> pages = pages(value);
                case "page-size" -> pageSize = positive(value, "page size");
                default -> {}
            }
        }

        private void data(final String line) throws PageTraceException {
            if (pages < 0) {
                throw bad("expected a line '# pages: N' before the first interval");
            }
            final int colon = line.indexOf(':');
            if (colon < 0) {
                throw bad("expected 'seconds: pages'");
            }
            if (lines.size() == times.length) {
                times = Arrays.copyOf(times, 2 * lines.size());
            }
            times[lines.size()] = time(line.substring(0, colon));
            final var accessed = new PageSet(pages);
            runs(line, colon + 1, accessed);
            lines.add(accessed);
        }

        private int pages(final String value) throws PageTraceException {
            final int number = positive(value, "number of pages");
            if (!lines.isEmpty() || number > MAX_PAGES) {
                throw bad("number of pages " + number + ", expected at most " + MAX_PAGES
                        + ", before the first interval");
            }
            return number;
        }

        private double time(final String text) throws PageTraceException {
            final double time;
            try {
                time = Double.parseDouble(text);
            } catch (final NumberFormatException e) {
                throw new PageTraceException(where() + "'" + text + "' is no time, expected seconds", e);
            }
            if (!(lines.isEmpty() ? time >= 0 : time > times[lines.size() - 1]) || Double.isInfinite(time)) {
                throw bad("time " + text + ", expected times that increase from 0");
            }
            return time;
        }

        private void runs(final String line, final int start, final PageSet accessed) throws PageTraceException {
            int i = start;
            while (i < line.length()) {
                if (line.charAt(i) == ' ') {
                    i++;
                    continue;
                }
                int end = i;
                long first = 0;
                while (end < line.length() && Character.isDigit(line.charAt(end)) && first < pages) {
                    first = 10 * first + (line.charAt(end++) - '0');
                }
                final int firstDigits = end - i;
                long count = 1;
                int countDigits = 1;
                if (end < line.length() && line.charAt(end) == '*') {
                    final int from = ++end;
                    count = 0;
                    while (end < line.length() && Character.isDigit(line.charAt(end)) && count <= pages) {
                        count = 10 * count + (line.charAt(end++) - '0');
                    }
                    countDigits = end - from;
                }
                final boolean whole = end == line.length() || line.charAt(end) == ' ';
                if (!whole || firstDigits == 0 || countDigits == 0 || count == 0 || first + count > pages) {
                    throw bad("'" + token(line, i) + "', expected page or first*count within the " + pages + " pages");
                }
                accessed.addRange((int) first, (int) (first + count));
                i = end;
            }
        }

        private int positive(final String value, final String what) throws PageTraceException {
            try {
                final int number = Integer.parseInt(value);
                if (number > 0) {
                    return number;
                }
            } catch (final NumberFormatException e) {
                throw new PageTraceException(where() + what + " '" + value + "', expected a positive number", e);
            }
            throw bad(what + " '" + value + "', expected a positive number");
        }

        private static String token(final String line, final int from) {
            final int end = line.indexOf(' ', from);
            return end < 0 ? line.substring(from) : line.substring(from, end);
        }

        private PageTraceException bad(final String what) {
            return new PageTraceException(where() + what);
        }

        private String where() {
            return name + ", line " + lineNumber + ": ";
        }
    }
}
