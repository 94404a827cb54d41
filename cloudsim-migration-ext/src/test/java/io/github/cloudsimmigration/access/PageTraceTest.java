package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cloudsimmigration.memory.PageSet;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringTokenizer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTraceTest {
    private static final String HEADER = "# page-trace 1\n# pages: 50\n";
    private static final String TEXT = """
            # page-trace 1
            # program: a test
            # page-size: 8192
            # pages: 50
            # interval-ms: 100
            # a remark
            0.500: 0*3 20 33*2
            0.750: 17 40*3

            1.500:
            2.000: 17 49
            """;

    @Test
    void parsesTheDocumentedFormat() throws IOException {
        checkContent(trace(TEXT));
    }

    @Test
    void parsesAGzippedTrace() throws IOException {
        checkContent(PageTrace.read(new ByteArrayInputStream(gzipped(TEXT)), "t"));
    }

    @Test
    void parsesAFilePlainAndGzipped(@TempDir final Path directory) throws IOException {
        checkContent(PageTrace.read(Files.writeString(directory.resolve("a.trace"), TEXT)));
        checkContent(PageTrace.read(Files.write(directory.resolve("a.trace.gz"), gzipped(TEXT))));
    }

    private static void checkContent(final PageTrace trace) {
        assertThat(trace.program()).isEqualTo("a test");
        assertThat(trace.pageSize()).isEqualTo(8192);
        assertThat(trace.pages()).isEqualTo(50);
        assertThat(trace.intervals()).isEqualTo(3);
        assertThat(trace.seconds()).isEqualTo(1.5);
        assertThat(trace.resident()).hasToString("{0-2, 20, 33-34} of 50");
        assertThat(trace.written(0)).hasToString("{17, 40-42} of 50");
        assertThat(trace.written(1)).hasToString("{} of 50");
        assertThat(trace.written(2)).hasToString("{17, 49} of 50");
    }

    @Test
    void intervalsAreCountedFromTheStartOfTheTrace() throws IOException {
        final PageTrace trace = trace(TEXT);
        assertThat(trace.startOf(0)).isZero();
        assertThat(trace.endOf(0)).isEqualTo(0.25);
        assertThat(trace.startOf(2)).isEqualTo(1);
        assertThat(trace.intervalAt(0)).isZero();
        assertThat(trace.intervalAt(0.2)).isZero();
        assertThat(trace.intervalAt(0.25)).isEqualTo(1);
        assertThat(trace.intervalAt(1.5)).isEqualTo(2);
    }

    @Test
    void pageCountsOnceInEveryIntervalInWhichItIsWritten() throws IOException {
        final PageTrace trace = trace(HEADER + "0: 0*50\n0.1: 17 40*3\n0.2: 17\n");
        assertThat(trace.pagesPerSecond()).isCloseTo((4 + 1) / 0.2, within(1e-9));
        assertThat(PageTraceAccess.looping(trace).writesPerSecond(0.3)).hasValue(trace.pagesPerSecond());
    }

    @Test
    void pagesWrittenBetweenIntervalsAreTheUnionOfTheirs() throws IOException {
        final var random = new SplittableRandom(5);
        final var text = new StringBuilder("# page-trace 1\n# pages: 2000\n0: 0\n");
        for (int i = 1; i <= 101; i++) {
            text.append(i).append(": ").append(random.nextInt(2000)).append('\n');
        }
        final PageTrace trace = trace(text.toString());
        for (int from = 0; from <= trace.intervals(); from++) {
            final var expected = new PageSet(trace.pages());
            for (int to = from; to <= trace.intervals(); to++) {
                assertThat(trace.writtenBetween(from, to).toArray())
                        .as("intervals %d to %d", from, to)
                        .isEqualTo(expected.toArray());
                if (to < trace.intervals()) {
                    expected.addAll(trace.written(to));
                }
            }
        }
    }

    @Test
    void headersHaveDefaults() throws IOException {
        final PageTrace trace = trace(HEADER + "0: 1\n1: 2\n");
        assertThat(trace.pageSize()).isEqualTo(4096);
        assertThat(trace.program()).isEmpty();
    }

    @Test
    void longTracesAreKeptWhole() throws IOException {
        final var text = new StringBuilder("# page-trace 1\n# pages: 20000\n0: 0\n");
        for (int line = 1; line <= 3_000; line++) {
            text.append(line).append(":");
            for (int page = 0; page < 10; page++) {
                text.append(' ').append((line * 6 + 2 * page) % 20_000);
            }
            text.append('\n');
        }
        final PageTrace trace = trace(text.toString());
        assertThat(trace.intervals()).isEqualTo(3_000);
        assertThat(trace.written(2_999).toArray())
                .containsExactly(18_000, 18_002, 18_004, 18_006, 18_008, 18_010, 18_012, 18_014, 18_016, 18_018);
    }

    @Test
    void lastPageIsWithinTheTrace() throws IOException {
        assertThat(trace(HEADER + "0: 0*50\n1: 49\n").resident().cardinality()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "50, page or first*count within the 50 pages",
        "99999999999999999999, page or first*count within the 50 pages",
        "49*2, page or first*count within the 50 pages",
        "0*99999999999999999999, page or first*count within the 50 pages",
        "-1, page or first*count",
        "7*, page or first*count",
        "*7, page or first*count",
        "7*0, page or first*count",
        "7*2*2, page or first*count",
        "x, page or first*count",
        "'7,8', page or first*count"
    })
    void badRunIsRefusedNamingFileLineAndRun(final String run, final String expected) {
        refused(HEADER + "0: 1\n1: 3 " + run + " 4\n", "t, line 4: '" + run + "', expected " + expected);
    }

    @Test
    void otherFilesAreRefused() {
        refused("", "t, line 1: expected '# page-trace 1'");
        refused("x", "t, line 1: expected '# page-trace 1'");
        refused("# page-trace 2\n", "t, line 1: expected '# page-trace 1'");
    }

    @Test
    void dataBeforeTheNumberOfPagesIsRefused() {
        refused("# page-trace 1\n0: 1\n1: 2\n", "t, line 2: expected a line '# pages: N' before the first interval");
    }

    @Test
    void badHeadersAreRefused() {
        refused("# page-trace 1\n# pages: many\n", "t, line 2: number of pages 'many', expected a positive number");
        refused("# page-trace 1\n# pages: 0\n", "t, line 2: number of pages '0', expected a positive number");
        refused("# page-trace 1\n# page-size: -4\n", "t, line 2: page size '-4', expected a positive number");
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.4", "-1", "NaN", "Infinity"})
    void timesThatDoNotIncreaseAreRefused(final String time) {
        refused(HEADER + "0.5: 1\n" + time + ": 2\n", "t, line 4: time " + time + ", expected times that increase");
    }

    @Test
    void linesWithoutATimeAreRefused() {
        refused(HEADER + "0: 1\nsoon: 2\n", "t, line 4: 'soon' is no time, expected seconds");
        refused(HEADER + "0: 1\n1 2\n", "t, line 4: expected 'seconds: pages'");
    }

    @Test
    void traceWithoutAnIntervalIsRefused() {
        refused(HEADER + "0: 1\n", "t, line 3: expected the resident pages and at least one interval");
        refused(HEADER, "expected the resident pages and at least one interval");
    }

    @Test
    void truncatedGzipIsRefusedNamingTheFile() throws IOException {
        final byte[] whole = gzipped(TEXT);
        for (int length = 2; length < whole.length; length++) {
            final byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(PageTraceException.class)
                    .as("%d of %d bytes", length, whole.length)
                    .isThrownBy(() -> PageTrace.read(new ByteArrayInputStream(part), "cut.gz"))
                    .withMessage("cut.gz: the gzip stream ends too early, expected a whole page trace");
        }
    }

    @Test
    void fileIsNamedByItsPath(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("bad.trace"), "nothing");
        assertThatExceptionOfType(PageTraceException.class)
                .isThrownBy(() -> PageTrace.read(file))
                .withMessageStartingWith(file + ", line 1: ");
    }

    /** Real traces: {@code -Dmigration.data=DIR} with DIR/page-traces/*.trace.gz. */
    @Test
    void recordedTracesAreUnderstood() throws IOException {
        final String data = System.getProperty("migration.data");
        assumeThat(data)
                .as("no recorded traces: set -Dmigration.data=DIR to read DIR/page-traces/*.trace.gz")
                .isNotNull();
        int files = 0;
        try (DirectoryStream<Path> traces = Files.newDirectoryStream(Path.of(data, "page-traces"), "*.trace.gz")) {
            for (final Path file : traces) {
                files++;
                checkRecorded(file);
            }
        }
        assertThat(files).as("traces in %s", data).isPositive();
    }

    /** Compares with a second, plain reading of the text. */
    private static void checkRecorded(final Path file) throws IOException {
        final PageTrace trace = PageTrace.read(file);
        final var everWritten = new PageSet(trace.pages());
        int interval = -1;
        for (final String line : lines(file)) {
            if (line.startsWith("# pages:")) {
                assertThat(trace.pages())
                        .as("%s", file)
                        .isEqualTo(Integer.parseInt(line.substring(8).strip()));
            }
            if (line.startsWith("#")) {
                continue;
            }
            final PageSet pages = interval < 0 ? trace.resident() : trace.written(interval);
            assertThat(pages.equals(listedPages(line, trace.pages())))
                    .as("%s, interval %d", file, interval)
                    .isTrue();
            if (interval >= 0) {
                everWritten.addAll(pages);
            }
            interval++;
        }
        assertThat(trace.intervals()).as("%s", file).isEqualTo(interval).isPositive();
        assertThat(trace.everWritten().equals(everWritten)).as("%s", file).isTrue();
        assertThat(trace.writtenBetween(0, trace.intervals()).equals(everWritten))
                .as("%s", file)
                .isTrue();
    }

    private static List<String> lines(final Path file) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        }
    }

    private static PageSet listedPages(final String line, final int capacity) {
        final var pages = new PageSet(capacity);
        final var tokens = new StringTokenizer(line.substring(line.indexOf(':') + 1));
        while (tokens.hasMoreTokens()) {
            final String run = tokens.nextToken();
            final int star = run.indexOf('*');
            final int first = Integer.parseInt(star < 0 ? run : run.substring(0, star));
            final int count = star < 0 ? 1 : Integer.parseInt(run.substring(star + 1));
            IntStream.range(first, first + count).forEach(pages::add);
        }
        return pages;
    }

    private static void refused(final String text, final String message) {
        assertThatExceptionOfType(PageTraceException.class)
                .isThrownBy(() -> trace(text))
                .withMessageContaining(message);
    }

    static PageTrace trace(final String text) throws IOException {
        return PageTrace.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), "t");
    }

    private static byte[] gzipped(final String text) throws IOException {
        final var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
