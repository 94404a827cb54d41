package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.report.JsonReport;
import io.github.cloudsimmigration.report.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What scenarios that run several times have in common: orchestrations by name, and a table, CSV and JSON with a row for each run. */
final class Runs {
    /** The files that are left of some runs. */
    static final String FILES = "runs.csv, summary.json, migrations.csv and rounds.csv";

    /** The names of the orchestrations. */
    static final String ORCHESTRATIONS = "none, kubevirt, nova";

    private Runs() {}

    /** {@return an orchestration with the defaults of an orchestrator} */
    static Orchestration orchestration(final String name) {
        return switch (name) {
            case "none" -> Orchestration.NONE;
            case "kubevirt" ->
                Orchestration.NONE
                        .withLimits(MigrationLimits.KUBEVIRT)
                        .withTimeouts(Timeouts.KUBEVIRT, OnTimeout.ABORT);
            case "nova" ->
                Orchestration.NONE
                        .withLimits(MigrationLimits.NOVA)
                        .withTimeouts(Timeouts.NOVA, OnTimeout.ABORT)
                        .withDowntimeSteps(DowntimeSteps.NOVA);
            default ->
                throw new IllegalArgumentException(
                        "unknown orchestration '" + name + "', expected one of: " + ORCHESTRATIONS);
        };
    }

    /** {@return how long a migration waited until it began} */
    static double waitSeconds(final MigrationRecord record) {
        return record.id().startSeconds() - record.id().requestedSeconds();
    }

    /** {@return when a migration ended, in simulated seconds} */
    static double endSeconds(final MigrationRecord record) {
        return record.id().startSeconds() + record.totalSeconds();
    }

    static double mean(final List<MigrationRecord> records, final ToDoubleFunction<MigrationRecord> figure) {
        return records.stream().mapToDouble(figure).average().orElse(0);
    }

    static double max(final List<MigrationRecord> records, final ToDoubleFunction<MigrationRecord> figure) {
        return records.stream().mapToDouble(figure).max().orElse(0);
    }

    /** Writes {@link #FILES} of some runs into a folder, and prints them. */
    static <T> void report(
            final Path folder,
            final List<Metric<T>> metrics,
            final List<T> runs,
            final Function<T, List<MigrationRecord>> migrations,
            final PrintWriter terminal)
            throws IOException {
        write(
                folder,
                metrics,
                runs,
                runs.stream().flatMap(run -> migrations.apply(run).stream()).toList());
        print(metrics, runs, terminal);
        terminal.println("Written to " + folder + ": " + FILES);
        terminal.flush();
    }

    /** Prints a table with a column for each metric and a row for each run. */
    static <T> void print(final List<Metric<T>> metrics, final List<T> runs, final PrintWriter out) {
        for (final Metric<T> metric : metrics) {
            out.print(" " + right(title(metric), width(metric, runs)));
        }
        out.println();
        for (final T run : runs) {
            for (final Metric<T> metric : metrics) {
                out.print(" " + right(metric.text(run), width(metric, runs)));
            }
            out.println();
        }
        out.flush();
    }

    private static <T> String title(final Metric<T> metric) {
        return metric.unit().isEmpty() ? metric.name() : metric.name() + " [" + metric.unit() + "]";
    }

    private static <T> int width(final Metric<T> metric, final List<T> runs) {
        return runs.stream()
                .mapToInt(run -> metric.text(run).length())
                .reduce(title(metric).length(), Math::max);
    }

    private static String right(final String text, final int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static <T> void write(
            final Path folder,
            final List<Metric<T>> metrics,
            final List<T> runs,
            final Collection<MigrationRecord> migrations)
            throws IOException {
        final var lines = new StringBuilder();
        CsvReport.write(metrics, runs, lines);
        OutputFiles.write(folder.resolve("runs.csv"), lines.toString());
        OutputFiles.write(folder.resolve("summary.json"), JsonReport.of(metrics, runs) + "\n");
        final var records = new StringBuilder();
        CsvReport.migrations(migrations, records);
        OutputFiles.write(folder.resolve("migrations.csv"), records.toString());
        final var rounds = new StringBuilder();
        CsvReport.rounds(migrations, rounds);
        OutputFiles.write(folder.resolve("rounds.csv"), rounds.toString());
    }
}
