package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Picture;
import io.github.cloudsimmigration.report.Spread;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.technique.CopyPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison in pictures: bars for each measure, and for each workload how the pages dwindle. */
final class ComparisonPictures {
    /** As long as their names fit into a title. */
    private static final int FEW = 4;

    private static final double FEWEST_PAGES_SHOWN = 10;

    /** A line longer than so many times the median one is cut where the others end, or these would share a corner. */
    private static final double LONGEST_SHOWN = 2.5;

    private ComparisonPictures() {}

    /**
     * Draws them into a folder.
     *
     * @return the names of the pictures, each there as PNG and as SVG
     */
    static List<String> write(final List<ComparisonRow> rows, final Path folder) throws IOException {
        final List<String> names = new ArrayList<>();
        for (final Metric<MigrationRecord> measure : Measures.ALL) {
            if (rows.stream().anyMatch(row -> hasBar(row, measure))) {
                bars(rows, measure).writeTo(folder, measure.name());
                names.add(measure.name());
            }
        }
        for (final String workload : workloads(rows)) {
            final String name = "pending-" + workload;
            pending(rows, workload).writeTo(folder, name);
            names.add(name);
        }
        return names;
    }

    private static List<String> workloads(final List<ComparisonRow> rows) {
        return rows.stream().map(ComparisonRow::workload).distinct().toList();
    }

    private static Picture bars(final List<ComparisonRow> rows, final Metric<MigrationRecord> measure) {
        final List<String> shown = techniques(rows, measure, true);
        final List<Picture.Bars> series = new ArrayList<>();
        for (final String workload : workloads(rows)) {
            final List<ComparisonRow> of = rows.stream()
                    .filter(row -> row.workload().equals(workload) && shown.contains(row.technique()))
                    .toList();
            final List<Spread> values =
                    of.stream().map(row -> row.spread(measure.name())).toList();
            final Set<Integer> givenUp = IntStream.range(0, of.size())
                    .filter(i -> !of.get(i).completes())
                    .boxed()
                    .collect(Collectors.toSet());
            series.add(new Picture.Bars(workload, values, givenUp));
        }
        return Picture.bars(title(rows, measure), RunReport.title(measure), shown, series);
    }

    /** {@return the techniques with bars, or those that come to 0 on every workload} */
    private static List<String> techniques(
            final List<ComparisonRow> rows, final Metric<MigrationRecord> measure, final boolean withBars) {
        final Set<String> techniquesWithBars = rows.stream()
                .filter(row -> hasBar(row, measure))
                .map(ComparisonRow::technique)
                .collect(Collectors.toSet());
        return rows.stream()
                .map(ComparisonRow::technique)
                .distinct()
                .filter(technique -> techniquesWithBars.contains(technique) == withBars)
                .toList();
    }

    private static boolean hasBar(final ComparisonRow row, final Metric<MigrationRecord> measure) {
        return row.spread(measure.name()).median() > 0;
    }

    /** {@return what is above the bars of a measure} */
    static String title(final List<ComparisonRow> rows, final Metric<MigrationRecord> measure) {
        final int seeds = rows.get(0).records().size();
        final List<String> shown = techniques(rows, measure, true);
        final List<ComparisonRow> givenUp = rows.stream()
                .filter(row -> !row.completes() && shown.contains(row.technique()))
                .toList();
        return measure.name()
                + (seeds == 1 ? "" : ", median and range of " + seeds + " seeds")
                + none(techniques(rows, measure, false))
                + notCompleted(givenUp, measure);
    }

    /** {@return how migrations that are given up are shown: the bar is what they had come to} */
    private static String notCompleted(final List<ComparisonRow> givenUp, final Metric<MigrationRecord> measure) {
        if (givenUp.isEmpty()) {
            return "";
        }
        final boolean allHaveBars = givenUp.stream().allMatch(row -> hasBar(row, measure));
        return " (" + (allHaveBars ? "hatched" : "hatched or no bar") + ": not completed)";
    }

    private static String none(final List<String> absent) {
        if (absent.isEmpty()) {
            return "";
        }
        return " (0: " + (absent.size() > FEW ? "all others" : String.join(", ", absent)) + ")";
    }

    private static Picture pending(final List<ComparisonRow> rows, final String workload) {
        final List<MigrationRecord> records = rows.stream()
                .filter(row -> row.workload().equals(workload))
                .map(row -> row.records().get(0))
                .toList();
        final double[] seconds = records.stream()
                .mapToDouble(MigrationRecord::totalSeconds)
                .sorted()
                .toArray();
        final double longest = seconds[seconds.length / 2] * LONGEST_SHOWN;
        final double end =
                Arrays.stream(seconds).filter(total -> total <= longest).max().orElse(longest);
        final List<Picture.Line> lines = records.stream()
                .map(record -> until(end, pending(record), record.totalSeconds()))
                .toList();
        return Picture.lines(
                "Pages still to be sent, " + workload + " (the mark: the VM stops at the source)",
                "time [s]",
                "pending [pages], logarithmic",
                FEWEST_PAGES_SHOWN,
                lines);
    }

    /** Cuts a line where the picture ends, and says in its name how long it is. */
    private static Picture.Line until(final double end, final Picture.Line line, final double seconds) {
        if (seconds <= end) {
            return line;
        }
        final List<Picture.Point> points = new ArrayList<>();
        for (final Picture.Point point : line.points()) {
            if (point.x() > end) {
                final Picture.Point last = points.get(points.size() - 1);
                final double part = (end - last.x()) / (point.x() - last.x());
                points.add(new Picture.Point(end, last.y() + part * (point.y() - last.y())));
                break;
            }
            points.add(point);
        }
        final String name = line.name() + String.format(Locale.ROOT, " (to %.0f s)", seconds);
        final List<Picture.Point> marks =
                line.marks().stream().filter(mark -> mark.x() <= end).toList();
        return new Picture.Line(name, points, marks);
    }

    /** From each round's start to the next; from the last one's start to nothing at its end. */
    private static Picture.Line pending(final MigrationRecord record) {
        final List<Picture.Point> points = new ArrayList<>();
        final List<Picture.Point> stops = new ArrayList<>();
        double now = 0;
        for (final RoundRecord round : record.rounds()) {
            if (points.isEmpty() && record.setupSeconds() > 0) {
                points.add(new Picture.Point(0, round.tally().pending()));
                now = record.setupSeconds();
            }
            final var start = new Picture.Point(now, round.tally().pending());
            if (stops.isEmpty() && round.phase() != CopyPhase.LIVE) {
                stops.add(start);
            }
            points.add(start);
            now += round.tally().seconds();
        }
        points.add(new Picture.Point(Math.max(now, record.totalSeconds()), 0));
        return new Picture.Line(record.technique(), points, stops);
    }
}
