package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.scenarios.output.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What days came to, side by side. */
final class DayReport {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    /** What CloudSim Plus's own datacenter does not tell, and nobody else can. */
    private static final Set<String> UNKNOWN_OF_STOCK = Set.of(
            "downtime.total",
            "downtime.mean",
            "downtime.max",
            "total-time.mean",
            "total-time.max",
            "pages-sent",
            "bytes-sent",
            "pdm",
            "slav",
            "esv");

    /** What is told about days. */
    static final RunReport<Day.Result> OF_DAYS = new RunReport<>(
            List.of(Metric.text("technique", Day.Result::technique), Metric.text("policy", Day.Result::policy)),
            figures(),
            Day.Result::migrations);

    private DayReport() {}

    private static List<Metric<Day.Result>> figures() {
        final List<Metric<Day.Result>> figures = new ArrayList<>(RunReport.ofMigrations(Day.Result::summary));
        figures.add(Metric.number("imbalance.cpu", "", 4, run -> run.imbalance().cpu()));
        figures.add(Metric.number(
                "imbalance.memory", "MB/s", 1, run -> run.imbalance().writtenBytesPerSecond() / BYTES_PER_MEGABYTE));
        figures.add(Metric.number("energy", "kWh", 3, run -> run.sla().energyKwh()));
        figures.add(Metric.number("slatah", "", 9, run -> run.sla().slatah()));
        figures.add(Metric.number("pdm", "", 9, run -> run.sla().pdm()));
        figures.add(Metric.number("slav", "", 12, run -> run.sla().slav()));
        figures.add(Metric.number("esv", "kWh", 12, run -> run.sla().esv()));
        figures.add(Metric.number("running-time", "s", 2, Day.Result::wallSeconds));
        return figures.stream()
                .map(figure -> UNKNOWN_OF_STOCK.contains(figure.name())
                        ? RunReport.<Day.Result>knownIf(run -> !run.technique().equals(Day.STOCK), figure)
                        : figure)
                .toList();
    }

    /** Prints a table with a row for each technique and a column for each policy, figure after figure. */
    static void printByPolicy(final List<Day.Result> runs, final List<String> figures, final PrintWriter out) {
        final List<String> techniques =
                runs.stream().map(Day.Result::technique).distinct().toList();
        final List<String> policies = runs.stream()
                .map(Day.Result::policy)
                .filter(policy -> !policy.equals(Day.NONE))
                .distinct()
                .toList();
        final var table = new TextTable();
        for (final String name : figures) {
            final Metric<Day.Result> figure = OF_DAYS.figure(name);
            table.add(row(RunReport.title(figure), policies.stream()));
            for (final String technique : techniques) {
                table.add(row(
                        "  " + technique,
                        policies.stream().map(policy -> RunReport.cell(figure, run(runs, technique, policy)))));
            }
            table.add(List.of());
        }
        table.print(out);
    }

    private static List<String> row(final String name, final Stream<String> cells) {
        return Stream.concat(Stream.of(name), cells).toList();
    }

    /** {@return the run of a technique with a policy; without migrations, policies are all the same} */
    private static Day.Result run(final List<Day.Result> runs, final String technique, final String policy) {
        return runs.stream()
                .filter(run -> run.technique().equals(technique))
                .filter(run -> run.policy().equals(policy) || run.policy().equals(Day.NONE))
                .findFirst()
                .orElseThrow();
    }
}
