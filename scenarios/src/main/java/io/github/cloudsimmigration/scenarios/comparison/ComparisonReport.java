package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.scenarios.comparison.PublishedFigure.Agreement;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A comparison on a terminal: a table for each workload, and what the papers say. */
final class ComparisonReport {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double GREAT_CHANGE_PERCENT = 900;

    private static final int METRIC_WIDTH = Measures.NETWORK_FAULT_PERCENTAGE.length();

    /** One column. */
    private record Column(String title, int width, Function<ComparisonRow, String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("done", 4, row -> row.completes() ? "yes" : "no"),
            new Column("rounds", 6, row -> number("%.0f", row, "rounds", 1)),
            new Column("pages", 8, row -> number("%.0f", row, "pages-sent", 1)),
            new Column("pages%", 6, row -> change(row.changePercent("pages-sent"))),
            new Column("MiB", 6, row -> number("%.1f", row, "bytes-sent", BYTES_PER_MEBIBYTE)),
            new Column("resent", 7, row -> number("%.0f", row, "pages-resent", 1)),
            new Column("total s", 7, row -> row.completes() ? number("%.2f", row, "total-time", 1e3) : "-"),
            new Column("total%", 6, row -> change(row.changePercent("total-time"))),
            new Column("down ms", 7, row -> row.completes() ? number("%.1f", row, "downtime", 1) : "-"),
            new Column("down%", 5, row -> change(row.changePercent("downtime"))),
            new Column("slow%", 6, row -> number("%.1f", row, "slowdown-percentage", 1)),
            new Column("faults", 6, row -> number("%.0f", row, "postcopy.network-faults", 1)));

    private ComparisonReport() {}

    /** Prints the tables. */
    static void print(final List<ComparisonRow> rows, final PrintWriter out) {
        final int nameWidth =
                rows.stream().mapToInt(row -> row.technique().length()).max().orElse(0);
        final Map<String, List<ComparisonRow>> byWorkload = new LinkedHashMap<>();
        rows.forEach(row -> byWorkload
                .computeIfAbsent(row.workload(), name -> new ArrayList<>())
                .add(row));
        byWorkload.forEach((workload, of) -> {
            out.print(left(workload, nameWidth));
            COLUMNS.forEach(column -> out.print(right(column.title(), column.width())));
            out.println();
            for (final ComparisonRow row : of) {
                out.print(left(row.technique(), nameWidth));
                COLUMNS.forEach(column -> out.print(right(column.value().apply(row), column.width())));
                out.println();
            }
            out.println();
        });
        out.println("Medians. done: whether most complete; pages%, total%, down%: change against "
                + PublishedFigure.BASELINE + ";");
        out.println(
                "resent: pages sent again; slow%: CPU time the VM lost, of the total time; faults: network faults of post-copy.");
        printPublished(rows, nameWidth, out);
        out.flush();
    }

    /** For each published figure: how often the sign, or the limit, agrees, and the median of the measured changes. */
    private static void printPublished(final List<ComparisonRow> rows, final int nameWidth, final PrintWriter out) {
        final List<PublishedFigure> figures = PublishedFigure.ALL.stream()
                .filter(figure -> rows.stream().anyMatch(row -> row.technique().equals(figure.technique())))
                .toList();
        if (figures.isEmpty()) {
            return;
        }
        out.println();
        out.println(left("published", nameWidth) + "  " + left("metric", METRIC_WIDTH) + right("published %", 12)
                + right("measured %", 18) + "  agrees");
        for (final PublishedFigure figure : figures) {
            final List<ComparisonRow> of = rows.stream()
                    .filter(row -> row.technique().equals(figure.technique()))
                    .toList();
            out.println(left(figure.technique(), nameWidth) + "  " + left(figure.metric(), METRIC_WIDTH)
                    + right(figure.text(), 12) + right(measured(figure, of), 18) + "  " + agreement(figure, of));
        }
    }

    private static String measured(final PublishedFigure figure, final List<ComparisonRow> rows) {
        final double[] measured = rows.stream()
                .filter(ComparisonRow::completes)
                .mapToDouble(row -> figure.kind() == PublishedFigure.Kind.AT_MOST
                        ? row.spread(figure.metric()).median()
                        : row.changePercent(figure.metric()))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (measured.length == 0) {
            return "-";
        }
        final boolean changes = figure.kind() != PublishedFigure.Kind.AT_MOST;
        final String from = changes ? change(measured[0]) : String.format(Locale.ROOT, "%.1f", measured[0]);
        final double last = measured[measured.length - 1];
        final String to = changes ? change(last) : String.format(Locale.ROOT, "%.1f", last);
        return from.equals(to) ? from : from + " to " + to;
    }

    private static String agreement(final PublishedFigure figure, final List<ComparisonRow> rows) {
        final Map<Agreement, Integer> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.merge(row.agreement(figure.metric()), 1, Integer::sum));
        final int same = counts.getOrDefault(Agreement.UNCHANGED, 0);
        final int known = rows.size() - counts.getOrDefault(Agreement.UNKNOWN, 0);
        return counts.getOrDefault(Agreement.AGREES, 0) + " of " + known + (same > 0 ? ", " + same + " same" : "");
    }

    /** {@return a change as text: percent, or as a factor once that is great} */
    static String change(final double percent) {
        if (Double.isNaN(percent)) {
            return "-";
        }
        if (percent >= GREAT_CHANGE_PERCENT) {
            return String.format(Locale.ROOT, "x%.0f", percent / 100 + 1);
        }
        final long whole = Math.round(percent);
        return whole == 0 ? "0" : String.format(Locale.ROOT, "%+d", whole);
    }

    private static String number(
            final String format, final ComparisonRow row, final String measure, final double divisor) {
        return String.format(Locale.ROOT, format, row.spread(measure).median() / divisor);
    }

    private static String left(final String text, final int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(final String text, final int width) {
        return " " + " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
