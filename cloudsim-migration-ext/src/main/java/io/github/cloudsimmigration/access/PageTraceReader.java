package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageSet;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Turns the text of a page trace, plain or gzipped, into one. */
final class PageTraceReader {
    private static final String MAGIC = "# page-trace 1";
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MAX_PAGES = 1 << 26;

    private final String name;
    private int lineNumber;
    private String program = "";
    private int pages = -1;
    private int pageSize = 4096;
    private double[] times = new double[1024];
    private final List<PageSet> lines = new ArrayList<>();

    PageTraceReader(final String name) {
        this.name = name;
    }

    PageTrace read(final InputStream input) throws IOException {
        final var buffered = new BufferedInputStream(input, 1 << 16);
        buffered.mark(2);
        final int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        try {
            final InputStream text = magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
            return parse(new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII)));
        } catch (final EOFException e) {
            throw new PageTraceException(name + ": the gzip stream ends too early, expected a whole page trace", e);
        } catch (final ZipException e) {
            throw new PageTraceException(name + ": " + e.getMessage() + ", expected a whole page trace", e);
        }
    }

    private PageTrace parse(final BufferedReader reader) throws IOException {
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
            throw bad("number of pages " + number + ", expected at most " + MAX_PAGES + ", before the first interval");
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
