package io.github.cloudsimmigration.scenarios;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Metrics;
import io.github.cloudsimmigration.report.RoundOf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What days came to, side by side. */
final class DayReport {
    private static final int NAME_WIDTH = 28;
    private static final int VALUE_WIDTH = 16;

    /** One figure of a run: under a key in JSON (a dot nests it), and as a row of the table. */
    private record Figure(String key, String title, String format, Function<Day.Result, Number> value) {
        String text(final Day.Result run) {
            return String.format(Locale.ROOT, format, value.apply(run));
        }
    }

    private static final List<Figure> FIGURES = List.of(
            figure("migrations", "migrations", "%d", run -> run.summary().migrations()),
            figure("failed", "failed", "%d", run -> run.summary().failed()),
            figure(
                    "cancelled",
                    "cancelled (day ended)",
                    "%d",
                    run -> run.summary().cancelled()),
            figure("lost", "VMs lost", "%d", run -> run.summary().lost()),
            figure("paused", "VMs left paused", "%d", run -> run.summary().paused()),
            figure(
                    "downtimeSeconds.total",
                    "downtime total [s]",
                    "%.3f",
                    run -> run.summary().totalDowntimeSeconds()),
            figure(
                    "downtimeSeconds.mean",
                    "downtime mean [s]",
                    "%.4f",
                    run -> run.summary().meanDowntimeSeconds()),
            figure(
                    "downtimeSeconds.max",
                    "downtime max [s]",
                    "%.4f",
                    run -> run.summary().maxDowntimeSeconds()),
            figure(
                    "totalTimeSeconds.mean",
                    "total time mean [s]",
                    "%.3f",
                    run -> run.summary().meanTotalSeconds()),
            figure(
                    "totalTimeSeconds.max",
                    "total time max [s]",
                    "%.3f",
                    run -> run.summary().maxTotalSeconds()),
            figure("pagesSent", "pages sent", "%d", run -> run.summary().pagesSent()),
            figure("bytesSent", "bytes sent", "%d", run -> run.summary().bytesSent()),
            figure("imbalance", "imbalance of hosts' CPU", "%.4f", Day.Result::imbalance),
            figure("energyKWh", "energy [kWh]", "%.3f", run -> run.sla().energyKwh()),
            figure("slatah", "SLATAH", "%.5f", run -> run.sla().slatah()),
            figure("pdm", "PDM", "%.3e", run -> run.sla().pdm()),
            figure("slav", "SLAV", "%.3e", run -> run.sla().slav()),
            figure("esv", "ESV [kWh]", "%.3e", run -> run.sla().esv()),
            figure("wallSeconds", "running time [s]", "%.2f", Day.Result::wallSeconds));

    private DayReport() {}

    private static Figure figure(
            final String key, final String title, final String format, final Function<Day.Result, Number> value) {
        return new Figure(key, title, format, value);
    }

    /** Prints a table, a row for each figure and a column for each run. */
    static void print(final List<Day.Result> runs, final PrintWriter out) {
        out.print(" ".repeat(NAME_WIDTH));
        runs.forEach(run -> out.printf("%" + VALUE_WIDTH + "s", run.technique()));
        out.println();
        for (final Figure figure : FIGURES) {
            out.printf("%-" + NAME_WIDTH + "s", figure.title());
            for (final Day.Result run : runs) {
                out.printf("%" + VALUE_WIDTH + "s", figure.text(run));
            }
            out.println();
        }
        out.flush();
    }

    /** Prints a table for each of some figures, a row for each technique and a column for each policy. */
    static void printByPolicy(final List<Day.Result> runs, final List<String> keys, final PrintWriter out) {
        final List<String> techniques =
                runs.stream().map(Day.Result::technique).distinct().toList();
        final List<String> policies = runs.stream()
                .map(Day.Result::policy)
                .filter(policy -> !policy.equals(Day.NONE))
                .distinct()
                .toList();
        final int width = Math.max(
                VALUE_WIDTH, policies.stream().mapToInt(String::length).max().orElse(0) + 2);
        for (final String key : keys) {
            final Figure figure = FIGURES.stream()
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            out.printf("%-" + NAME_WIDTH + "s", figure.title());
            policies.forEach(policy -> out.printf("%" + width + "s", policy));
            out.println();
            for (final String technique : techniques) {
                out.printf("  %-" + (NAME_WIDTH - 2) + "s", technique);
                for (final String policy : policies) {
                    out.printf("%" + width + "s", figure.text(run(runs, technique, policy)));
                }
                out.println();
            }
            out.println();
        }
        out.flush();
    }

    /** {@return the run of a technique with a policy; without migrations, policies are all the same} */
    private static Day.Result run(final List<Day.Result> runs, final String technique, final String policy) {
        return runs.stream()
                .filter(run -> run.technique().equals(technique))
                .filter(run -> run.policy().equals(policy) || run.policy().equals(Day.NONE))
                .findFirst()
                .orElseThrow();
    }

    /** Writes every migration, every round and every figure into a folder. */
    static void write(final List<Day.Result> runs, final Path folder) throws IOException {
        final List<Metric<Of<MigrationRecord>>> ofMigration = withPolicy(Metrics.OF_MIGRATION);
        final List<Metric<Of<RoundOf>>> ofRound = withPolicy(Metrics.OF_ROUND);
        final List<Of<MigrationRecord>> migrations = new ArrayList<>();
        final List<Of<RoundOf>> rounds = new ArrayList<>();
        for (final Day.Result run : runs) {
            run.migrations().forEach(record -> migrations.add(new Of<>(run.policy(), record)));
            RoundOf.all(run.migrations()).forEach(round -> rounds.add(new Of<>(run.policy(), round)));
        }
        writeCsv(folder.resolve("migrations.csv"), ofMigration, migrations);
        writeCsv(folder.resolve("rounds.csv"), ofRound, rounds);
        writeCsv(folder.resolve("summary.csv"), figures(), runs);
        OutputFiles.write(folder.resolve("summary.json"), json(runs) + "\n");
    }

    /** A migration or a round, with the policy that made it. */
    private record Of<T>(String policy, T subject) {}

    private static <T> List<Metric<Of<T>>> withPolicy(final List<Metric<T>> metrics) {
        final List<Metric<Of<T>>> all = new ArrayList<>();
        metrics.forEach(metric -> all.add(new Metric<>(
                metric.name(),
                metric.unit(),
                metric.decimals(),
                of -> metric.value().apply(of.subject()))));
        all.add(new Metric<>("policy", "", 0, Of::policy));
        return all;
    }

    private static List<Metric<Day.Result>> figures() {
        final List<Metric<Day.Result>> all = new ArrayList<>();
        all.add(new Metric<>("technique", "", 0, Day.Result::technique));
        all.add(new Metric<>("policy", "", 0, Day.Result::policy));
        FIGURES.forEach(figure -> all.add(new Metric<>(figure.key(), "", 0, figure::text)));
        return all;
    }

    private static <T> void writeCsv(final Path file, final List<Metric<T>> metrics, final List<T> rows)
            throws IOException {
        final var text = new StringBuilder();
        CsvReport.write(metrics, rows, text);
        OutputFiles.write(file, text.toString());
    }

    /** {@return a list with an object for each run} */
    static String json(final List<Day.Result> runs) {
        final var list = new JsonArray();
        for (final Day.Result run : runs) {
            final var object = new JsonObject();
            object.addProperty("technique", run.technique());
            object.addProperty("policy", run.policy());
            FIGURES.forEach(figure -> put(object, figure.key(), figure.value().apply(run)));
            list.add(object);
        }
        return new GsonBuilder().setPrettyPrinting().create().toJson(list);
    }

    private static void put(final JsonObject object, final String key, final Number value) {
        final int dot = key.indexOf('.');
        if (dot < 0) {
            object.add(key, new JsonPrimitive(value));
            return;
        }
        final String parent = key.substring(0, dot);
        if (!object.has(parent)) {
            object.add(parent, new JsonObject());
        }
        put(object.getAsJsonObject(parent), key.substring(dot + 1), value);
    }
}
