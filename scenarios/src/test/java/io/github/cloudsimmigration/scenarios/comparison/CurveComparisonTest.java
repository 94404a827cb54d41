package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.scenarios.Cli;
import io.github.cloudsimmigration.scenarios.cli.SeedsOption;
import io.github.cloudsimmigration.scenarios.comparison.CurveCell.Verdict;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurveComparisonTest {
    private static final int PAGES = 2_000;
    private static final int INTERVALS = 100;
    private static final double LINK = 100e6 / 8;

    @TempDir
    private Path folder;

    /** {@return a trace of 10 s that writes so many pages, any of them, in each interval} */
    private static String trace(final IntUnaryOperator writes) {
        final var text = new StringBuilder("# page-trace 1\n# program: made up\n# page-size: 4096\n# pages: " + PAGES
                + "\n# interval-ms: 100\n0.000: 0*" + PAGES + "\n");
        final var random = new SplittableRandom(1);
        for (int i = 0; i < INTERVALS; i++) {
            text.append(String.format(Locale.ROOT, "%.3f:", (i + 1) / 10.0));
            random.ints(writes.applyAsInt(i), 0, PAGES)
                    .distinct()
                    .sorted()
                    .forEach(page -> text.append(' ').append(page));
            text.append('\n');
        }
        return text.toString();
    }

    private static PageTrace read(final String text) throws IOException {
        return PageTrace.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "made up");
    }

    private static CurveCell compare(final String technique, final String trace) throws IOException {
        final var comparison =
                new CurveComparison(List.of(Techniques.byName(technique)), List.of(LINK), new SeedsOption(9, 1));
        final List<CurveCell> cells = comparison.run("made up", read(trace), progress -> {});
        assertThat(cells).hasSize(1);
        return cells.get(0);
    }

    @Test
    void aProgramThatAlwaysWritesAlikeIsItsCurve() throws IOException {
        final CurveCell cell = compare("xen-precopy", trace(interval -> 50));
        assertThat(cell.verdict()).isEqualTo(Verdict.WITHIN);
        assertThat(CurveCell.seconds(cell.replayed()).median())
                .as("more than one round")
                .isGreaterThan(0.7);
    }

    @Test
    void aProgramThatWritesInBurstsIsMostlyThroughSoonerThanItsCurve() throws IOException {
        final CurveCell cell = compare("xen-precopy", trace(interval -> interval < 20 ? 250 : 0));
        assertThat(cell.changePercent()).isGreaterThan(CurveCell.TOLERANCE_PERCENT);
        assertThat(cell.verdict()).isEqualTo(Verdict.BEGINNING);
    }

    @Test
    void whatIsWrittenDoesNotMatterToStopAndCopy() throws IOException {
        final CurveCell cell = compare("stop-and-copy", trace(interval -> interval % 2 * 500));
        assertThat(cell.changePercent()).isZero();
    }

    @Test
    void aMigrationThatNeverEndsHasNoTotalTime() throws IOException {
        final CurveCell cell = compare("qemu-precopy", trace(interval -> 4 * PAGES));
        assertThat(cell.verdict()).isEqualTo(Verdict.NEITHER_ENDS);
        assertThat(cell.changePercent()).isNaN();
    }

    @Test
    void fitPrintsATableForEachTraceAndWhatShareAgrees() throws IOException {
        final Path steady = Files.writeString(folder.resolve("steady.trace"), trace(interval -> 50));
        final Path bursts = Files.writeString(folder.resolve("bursts.trace"), trace(i -> i < 20 ? 250 : 0));
        final Cli fit = Cli.run(
                "fit",
                "--page-trace=" + steady,
                "--page-trace=" + bursts,
                "--technique=stop-and-copy,xen-precopy",
                "--link=100Mbit,10Gbit",
                "--out=" + folder);
        assertThat(fit.err()).isEmpty();
        assertThat(fit.out())
                .contains("| steady | 100 Mbit/s | 10 Gbit/s |", "| bursts | 100 Mbit/s", "| `xen-precopy` | ")
                .contains(" of 8: within 5 %");
        final List<String> csv = Files.readAllLines(folder.resolve("fit.csv"));
        assertThat(csv).hasSize(1 + 2 * 2 * 2);
        assertThat(csv.get(0)).startsWith("trace,technique,bandwidth,verdict,total-time.change,");
    }
}
