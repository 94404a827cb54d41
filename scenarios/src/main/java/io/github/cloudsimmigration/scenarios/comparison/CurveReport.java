package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.scenarios.comparison.CurveCell.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Traces and the writes fitted to them, as tables. */
final class CurveReport {
    private static final double BITS_PER_MEGABIT = 1e6;

    private CurveReport() {}

    /** Prints a table in Markdown for each trace, a row for each technique and a column for each link, and what share agrees. */
    static void print(final List<CurveCell> cells, final PrintWriter out) {
        final List<String> links =
                cells.stream().map(CurveReport::link).distinct().toList();
        for (final String trace :
                cells.stream().map(CurveCell::trace).distinct().toList()) {
            out.println("| " + trace + " | " + String.join(" | ", links) + " |");
            out.println("|---|" + "---|".repeat(links.size()));
            final List<CurveCell> of =
                    cells.stream().filter(cell -> cell.trace().equals(trace)).toList();
            for (final String technique :
                    of.stream().map(CurveCell::technique).distinct().toList()) {
                out.println("| `" + technique + "` | "
                        + of.stream()
                                .filter(cell -> cell.technique().equals(technique))
                                .map(CurveReport::text)
                                .collect(Collectors.joining(" | "))
                        + " |");
            }
            out.println();
        }
        for (final Verdict verdict : Verdict.values()) {
            final long count =
                    cells.stream().filter(cell -> cell.verdict() == verdict).count();
            final String mark = verdict.mark().isEmpty() ? "" : " (" + verdict.mark() + ")";
            out.printf(Locale.ROOT, "- %d of %d: %s%s%n", count, cells.size(), verdict.meaning(), mark);
        }
        out.flush();
    }

    private static String text(final CurveCell cell) {
        final String replay = seconds(cell.replayed());
        final String change = ComparisonReport.change(cell.changePercent());
        return switch (cell.verdict()) {
            case WITHIN -> replay + " " + change;
            case BEGINNING, STOP_RULE, WRITES ->
                replay + " **" + change + "** " + cell.verdict().mark();
            case NEITHER_ENDS -> "-";
            case ONE_ENDS -> "**" + replay + " / " + seconds(cell.fitted()) + "**";
        };
    }

    private static String seconds(final List<MigrationRecord> records) {
        final double seconds = CurveCell.seconds(records).median();
        return Double.isInfinite(seconds) ? "-" : String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds);
    }

    private static String link(final CurveCell cell) {
        final double megabits = cell.linkBytesPerSecond() * 8 / BITS_PER_MEGABIT;
        return megabits < 1000
                ? String.format(Locale.ROOT, "%.0f Mbit/s", megabits)
                : String.format(Locale.ROOT, "%.0f Gbit/s", megabits / 1000);
    }
}
