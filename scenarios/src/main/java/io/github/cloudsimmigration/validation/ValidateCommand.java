package io.github.cloudsimmigration.validation;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.report.Picture;
import io.github.cloudsimmigration.validation.RunErrors.Predicted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measured QEMU migrations, predicted. */
@Command(
        name = "validate",
        description = "Simulates measured QEMU migrations from their configuration and tells how far off it is.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--runs", required = true, paramLabel = "DIR", description = "Folder with one JSON file a run.")
    @SuppressWarnings("NullAway.Init")
    private Path runs;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Simulations a run; medians are told (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1000",
            description = "First seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write predicted and measured figures of every run to FILE.")
    private @Nullable Path json;

    @Option(names = "--out", paramLabel = "DIR", description = "Draw predicted against measured figures into DIR.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (seeds < 1) {
            throw new IllegalArgumentException("--seeds " + seeds + ", expected 1 or more");
        }
        final TestBed bed = TestBed.MEASURED;
        final List<MeasuredRun> measured = MeasuredRun.readAll(runs, bed.layout());
        final List<Predicted> predicted = predict(new PageLevelPredictor(bed, seeds, seed), measured);
        final PrintWriter print = spec.commandLine().getOut();
        printRuns(print, predicted);
        printKinds(print, predicted);
        print.println("baselines, all runs:");
        header(print);
        row(print, "qemu-precopy", predicted);
        for (final Predictor baseline : Baselines.all(bed)) {
            row(print, baseline.name(), predict(baseline, measured));
        }
        if (json != null) {
            write(json, json(predicted));
        }
        if (out != null) {
            draw(out, predicted);
        }
        return 0;
    }

    static List<Predicted> predict(final Predictor predictor, final List<MeasuredRun> runs) {
        return runs.parallelStream()
                .map(run -> new Predicted(run, predictor.predict(run)))
                .toList();
    }

    private static void printRuns(final PrintWriter print, final List<Predicted> predicted) {
        print.printf(
                "%-22s %-19s %-23s %-27s %-13s %-9s %-9s %s%n",
                "run", "status", "total-time ms", "transferred MB", "downtime ms", "syncs", "requests", "throttle %");
        for (final Predicted one : predicted) {
            final RunFigures mine = one.figures();
            final RunFigures real = one.run().measured();
            print.printf(
                    "%-22s %-19s %-23s %-27s %-13s %-9s %-9s %s%n",
                    one.run().id(),
                    one.outcomeRight() ? mine.status() : mine.status() + "/" + real.status(),
                    pair(mine.totalMillis(), real.totalMillis(), 1, true),
                    pair(mine.transferred(), real.transferred(), 1e6, true),
                    pair(mine.downtimeMillis(), real.downtimeMillis(), 1, false),
                    pair(mine.dirtySyncCount(), real.dirtySyncCount(), 1, false),
                    pair(mine.postcopyRequests(), real.postcopyRequests(), 1, false),
                    pair(mine.throttlePercent(), real.throttlePercent(), 1, false));
        }
        print.println();
    }

    private static String pair(
            final @Nullable Double predicted, final @Nullable Double measured, final double unit, final boolean error) {
        final String numbers = number(predicted, unit) + "/" + number(measured, unit);
        return error && predicted != null && measured != null
                ? String.format(java.util.Locale.ROOT, "%s %+.1f%%", numbers, 100 * (predicted - measured) / measured)
                : numbers;
    }

    private static String number(final @Nullable Double number, final double unit) {
        return number == null ? "-" : String.valueOf(Math.round(number / unit));
    }

    private static void printKinds(final PrintWriter print, final List<Predicted> predicted) {
        final Map<String, List<Predicted>> kinds = new TreeMap<>();
        predicted.forEach(one -> kinds.computeIfAbsent(one.run().kind(), kind -> new ArrayList<>())
                .add(one));
        print.println("errors in %, predicted/measured above; median and 90th percentile of completed runs:");
        header(print);
        kinds.forEach((kind, some) -> row(print, kind, some));
        row(print, "all", predicted);
        print.println();
    }

    private static void header(final PrintWriter print) {
        print.printf(
                "%-18s %4s %8s %16s %16s %16s %10s%n",
                "", "runs", "outcome", "total-time", "transferred", "downtime", "syncs +-1");
    }

    private static void row(final PrintWriter print, final String name, final List<Predicted> some) {
        final RunErrors errors = RunErrors.of(some);
        print.printf(
                java.util.Locale.ROOT,
                "%-18s %4d %7.0f%% %16s %16s %16s %10s%n",
                name,
                errors.runs(),
                100 * errors.outcomeRight(),
                two(errors.total()),
                two(errors.bytes()),
                two(errors.downtime()),
                Double.isNaN(errors.syncsWithinOne()) ? "-" : Math.round(100 * errors.syncsWithinOne()) + "%");
    }

    private static String two(final RunErrors.Errors errors) {
        return Double.isNaN(errors.median())
                ? "-"
                : String.format(java.util.Locale.ROOT, "%.2f / %.2f", errors.median(), errors.ninetieth());
    }

    private static String json(final List<Predicted> predicted) {
        final var all = new JsonArray();
        for (final Predicted one : predicted) {
            final var run = new JsonObject();
            run.addProperty("id", one.run().id());
            run.add("predicted", figures(one.figures()));
            run.add("measured", figures(one.run().measured()));
            all.add(run);
        }
        return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(all) + "\n";
    }

    private static JsonObject figures(final RunFigures figures) {
        final var object = new JsonObject();
        object.addProperty("status", figures.status());
        object.addProperty("total-time", figures.totalMillis());
        object.addProperty("transferred", figures.transferred());
        object.addProperty("downtime", figures.downtimeMillis());
        object.addProperty("dirty-sync-count", figures.dirtySyncCount());
        object.addProperty("postcopy-requests", figures.postcopyRequests());
        object.addProperty("cpu-throttle-percentage", figures.throttlePercent());
        return object;
    }

    private static void draw(final Path folder, final List<Predicted> predicted) throws IOException {
        Files.createDirectories(folder);
        final Map<String, Function<RunFigures, @Nullable Double>> metrics = new LinkedHashMap<>();
        metrics.put("total-time", RunFigures::totalMillis);
        metrics.put("transferred", RunFigures::transferred);
        metrics.put("downtime", RunFigures::downtimeMillis);
        metrics.put("dirty-sync-count", RunFigures::dirtySyncCount);
        for (final Map.Entry<String, Function<RunFigures, @Nullable Double>> metric : metrics.entrySet()) {
            final List<Picture.Line> kinds = points(predicted, metric.getValue());
            if (!kinds.isEmpty()) {
                final String unit = metric.getKey().endsWith("time")
                        ? " [ms]"
                        : metric.getKey().equals("transferred") ? " [bytes]" : "";
                Picture.scatter(
                                metric.getKey() + ", predicted against measured",
                                "measured" + unit,
                                "predicted" + unit,
                                kinds)
                        .writeTo(folder, metric.getKey());
            }
        }
    }

    private static List<Picture.Line> points(
            final List<Predicted> predicted, final Function<RunFigures, @Nullable Double> figure) {
        final Map<String, List<Picture.Point>> kinds = new TreeMap<>();
        for (final Predicted one : predicted) {
            final @Nullable Double mine = figure.apply(one.figures());
            final @Nullable Double real = figure.apply(one.run().measured());
            if (one.comparable() && mine != null && real != null) {
                kinds.computeIfAbsent(one.run().kind(), kind -> new ArrayList<>())
                        .add(new Picture.Point(Math.max(1, real), Math.max(1, mine)));
            }
        }
        return kinds.entrySet().stream()
                .map(kind -> new Picture.Line(kind.getKey(), kind.getValue(), -1))
                .toList();
    }

    private static void write(final Path file, final String text) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
