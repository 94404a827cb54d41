package io.github.cloudsimmigration.scenarios.output;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.report.JsonReport;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Metrics;
import io.github.cloudsimmigration.report.MigrationSummary;
import io.github.cloudsimmigration.report.RoundOf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.lang3.StringUtils;

/**
 * Runs of a scenario side by side: tables on a terminal, and files with a line for each run, migration and round. What is told of
 * migrations has the name and the unit it has everywhere.
 *
 * @param names what tells runs apart, the technique first
 * @param figures what is told about a run
 * @param migrations a run's migrations
 * @param <T> a run
 */
public record RunReport<T>(
        List<Metric<T>> names, List<Metric<T>> figures, Function<T, List<MigrationRecord>> migrations) {
    /** The files that are left. */
    public static final String FILES = "summary.csv, summary.json, migrations.csv and rounds.csv";

    /** What needs more is too small to be read as a decimal fraction. */
    private static final int MOST_DECIMALS = 6;

    /** Of milliseconds, in a summary of many migrations. */
    private static final int MILLIS_DECIMALS = 1;

    public RunReport {
        names = List.copyOf(names);
        figures = List.copyOf(figures);
    }

    /** {@return what is told about the migrations of any run: times and downtimes of the completed ones, if there are any, pages and bytes of all} */
    public static <T> List<Metric<T>> ofMigrations(final Function<T, MigrationSummary> summary) {
        return List.of(
                Metric.count("migrations", "", run -> summary.apply(run).migrations()),
                Metric.count("completed", "", run -> summary.apply(run).completed()),
                Metric.count("failed", "", run -> summary.apply(run).failed()), // refused ones are among them
                Metric.count("cancelled", "", run -> summary.apply(run).cancelled()),
                Metric.count("lost", "", run -> summary.apply(run).lost()),
                Metric.count(
                        Outcome.PAUSED.label(), "", run -> summary.apply(run).paused()),
                Metric.millis(
                        "downtime.total",
                        MILLIS_DECIMALS,
                        run -> summary.apply(run).totalDowntimeSeconds()),
                ofCompleted("downtime.mean", summary, MigrationSummary::meanDowntimeSeconds),
                ofCompleted("downtime.max", summary, MigrationSummary::maxDowntimeSeconds),
                ofCompleted("total-time.mean", summary, MigrationSummary::meanTotalSeconds),
                ofCompleted("total-time.max", summary, MigrationSummary::maxTotalSeconds),
                Metric.count("pages-sent", "pages", run -> summary.apply(run).pagesSent()),
                Metric.count("bytes-sent", "bytes", run -> summary.apply(run).bytesSent()));
    }

    private static <T> Metric<T> ofCompleted(
            final String name,
            final Function<T, MigrationSummary> summary,
            final Function<MigrationSummary, Double> seconds) {
        return knownIf(
                run -> summary.apply(run).completed() > 0,
                Metric.millis(name, MILLIS_DECIMALS, summary.andThen(seconds)));
    }

    /** {@return the same figure, of some runs only; of others it is not known} */
    public static <T> Metric<T> knownIf(final Predicate<T> known, final Metric<T> metric) {
        return new Metric<>(
                metric.name(),
                metric.unit(),
                metric.decimals(),
                run -> known.test(run) ? metric.value().apply(run) : Metric.UNKNOWN);
    }

    /** Prints a table with a row for each run and a column for each of some figures. */
    public void printRows(final List<T> runs, final List<String> shown, final PrintWriter out) {
        final List<Metric<T>> columns = new ArrayList<>(names);
        shown.forEach(name -> columns.add(figure(name)));
        table(columns, runs).print(out);
    }

    /** Prints a table with a column for each run, under its technique, and a row for each figure. */
    public void printColumns(final List<T> runs, final PrintWriter out) {
        final List<Metric<T>> rows = new ArrayList<>(figures);
        rows.add(0, names.get(0));
        table(rows, runs).transposed().print(out);
    }

    private TextTable table(final List<Metric<T>> columns, final List<T> runs) {
        final var table =
                new TextTable().add(columns.stream().map(RunReport::title).toList());
        for (final T run : runs) {
            table.add(columns.stream().map(column -> cell(column, run)).toList());
        }
        return table;
    }

    /** {@return a figure as tables have it: a small one with three digits and a power of ten; a hyphen if it is not known} */
    public static <T> String cell(final Metric<T> figure, final T run) {
        if (figure.decimals() > MOST_DECIMALS && figure.value().apply(run) instanceof Double number) {
            return number == 0 ? "0" : String.format(Locale.ROOT, "%.2e", number);
        }
        return StringUtils.defaultIfEmpty(figure.text(run), "-");
    }

    /** {@return the figure of a name} */
    public Metric<T> figure(final String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure is named '" + name + "'"));
    }

    /** {@return a name with its unit} */
    public static String title(final Metric<?> metric) {
        return metric.unit().isEmpty() ? metric.name() : metric.name() + " [" + metric.unit() + "]";
    }

    /** Writes every run, migration and round into a folder. */
    public void write(final List<T> runs, final Path folder) throws IOException {
        final List<Metric<T>> ofRun = new ArrayList<>(names);
        ofRun.addAll(figures);
        final List<Of<T, MigrationRecord>> ofMigration = new ArrayList<>();
        final List<Of<T, RoundOf>> ofRound = new ArrayList<>();
        for (final T run : runs) {
            final List<MigrationRecord> records = migrations.apply(run);
            records.forEach(record -> ofMigration.add(new Of<>(run, record)));
            RoundOf.all(records).forEach(round -> ofRound.add(new Of<>(run, round)));
        }
        writeCsv(folder.resolve("summary.csv"), ofRun, runs);
        OutputFiles.write(folder.resolve("summary.json"), JsonReport.of(ofRun, runs) + "\n");
        writeCsv(folder.resolve("migrations.csv"), withNames(Metrics.OF_MIGRATION), ofMigration);
        writeCsv(folder.resolve("rounds.csv"), withNames(Metrics.OF_ROUND), ofRound);
    }

    /** A migration or a round, with the run it belongs to. */
    private record Of<T, S>(T run, S subject) {}

    /** {@return metrics, and behind them those names of the run that are not among them} */
    private <S> List<Metric<Of<T, S>>> withNames(final List<Metric<S>> metrics) {
        final List<Metric<Of<T, S>>> all = new ArrayList<>();
        metrics.forEach(metric -> all.add(new Metric<>(
                metric.name(),
                metric.unit(),
                metric.decimals(),
                of -> metric.value().apply(of.subject()))));
        for (final Metric<T> name : names) {
            if (metrics.stream().noneMatch(metric -> metric.name().equals(name.name()))) {
                all.add(Metric.text(name.name(), of -> name.text(of.run())));
            }
        }
        return all;
    }

    private static <S> void writeCsv(final Path file, final List<Metric<S>> metrics, final List<S> rows)
            throws IOException {
        OutputFiles.write(file, out -> CsvReport.write(metrics, rows, out));
    }
}
