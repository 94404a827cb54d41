package io.github.cloudsimmigration.scenarios.solo;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.access.DirtyCurve;
import io.github.cloudsimmigration.access.FittedAccess;
import io.github.cloudsimmigration.access.MeasuredCurve;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.ThreadsOption;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import io.github.cloudsimmigration.scenarios.parallel.ParallelRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Total times from a measured dirty curve. */
@Command(
        name = "predict",
        description = "Predicts total times from a dirty curve (QEMU's calc-dirty-rate): analytic, and page by page.",
        mixinStandardHelpOptions = true)
public final class PredictCommand implements ScenarioCommand {
    private static final String UNLIMITED = "unlimited";
    private static final int MOMENTS = 60;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--curve",
            paramLabel = "FILE",
            description =
                    "JSON: output of calc-dirty-rate. Prints QEMU's predictor, the engine on writes with exactly this curve, and"
                            + " on the stationary writes fitted to it.")
    private @Nullable Path curve;

    @Option(
            names = "--page-trace",
            paramLabel = "FILE",
            description = "Page trace, instead of --curve: the trace replayed beside writes fitted to its curve.")
    private @Nullable Path pageTrace;

    @Option(
            names = "--bandwidth",
            paramLabel = "RATE",
            split = ",",
            description = "Links (default: ${DEFAULT-VALUE}; QEMU's Mbps is 2^20 bit/s, Mibit here).",
            defaultValue = "100Mibit,1Gibit,2Gibit,2.5Gibit,5Gibit,10Gibit,25Gibit,40Gibit")
    private List<String> bandwidths = List.of();

    @Option(
            names = "--downtime-limit",
            paramLabel = "MS",
            split = ",",
            description = "Downtime limits in ms, or unlimited (default: ${DEFAULT-VALUE}).",
            defaultValue = "125,250,500,1000,5000,unlimited")
    private List<String> limits = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the times to FILE, in seconds; null: does not converge.")
    private @Nullable Path json;

    /** One way to predict. */
    private interface Way {
        OptionalDouble seconds(double bytesPerSecond, double downtimeLimitSeconds);
    }

    @Override
    public void execute() throws IOException {
        Validate.isTrue(!bandwidths.isEmpty(), "--bandwidth without a rate, expected one or more");
        Validate.isTrue(!limits.isEmpty(), "--downtime-limit without a time, expected one or more");
        if (json != null) {
            OutputFiles.prepareFile(json);
        }
        final var all = new JsonArray();
        if (curve != null && pageTrace == null) {
            final MeasuredCurve measured = MeasuredCurve.read(InputFiles.file(curve));
            final DirtyRatePrediction prediction = DirtyRatePrediction.of(measured, seed);
            print("analytic", "QEMU's predictor, a round at a time", prediction::analyticSeconds, all);
            print("page-level", "the engine on writes with exactly this curve", prediction::pageLevelSeconds, all);
            final FittedAccess fitted = printFitted(measured, all);
            printWhereTheCurveEnds(prediction);
            printClasses(fitted);
        } else if (pageTrace != null && curve == null) {
            final PageTrace trace = PageTrace.read(InputFiles.file(pageTrace));
            final var measured = new MeasuredCurve(DirtyCurve.of(trace, MOMENTS), 0, trace.pageSize());
            print(
                    "replayed",
                    "the engine on the trace, over and over",
                    new DirtyRatePrediction(measured, PageTraceAccess.looping(trace), seed)::pageLevelSeconds,
                    all);
            printFitted(measured, all);
        } else {
            throw new IllegalArgumentException("--curve and --page-trace, expected one of them");
        }
        if (json != null) {
            OutputFiles.write(
                    json,
                    new GsonBuilder()
                                    .serializeNulls()
                                    .setPrettyPrinting()
                                    .create()
                                    .toJson(all) + "\n");
        }
    }

    private FittedAccess printFitted(final MeasuredCurve measured, final JsonArray all) {
        final FittedAccess fitted = FittedAccess.to(measured.curve());
        final String words = String.format(
                Locale.ROOT,
                "the engine on stationary page classes, off the curve by up to %.0f %%",
                fitted.largestError(measured.curve()) * 100);
        print("fitted", words, new DirtyRatePrediction(measured, fitted, seed)::pageLevelSeconds, all);
        return fitted;
    }

    private void print(final String name, final String words, final Way way, final JsonArray all) {
        final double[] rates = bandwidths.stream()
                .mapToDouble(text -> Quantities.bytesPerSecond("--bandwidth", text))
                .toArray();
        final double[] seconds =
                limits.stream().mapToDouble(PredictCommand::limit).toArray();
        final List<OptionalDouble> times = ParallelRuns.map(
                IntStream.range(0, rates.length * seconds.length).boxed().toList(),
                i -> way.seconds(rates[i / seconds.length], seconds[i % seconds.length]),
                threads.threads(),
                ProgressBar.named(name));
        final PrintWriter out = spec.commandLine().getOut();
        out.println(name + ": " + words);
        out.printf("%-12s", "");
        limits.forEach(limit -> out.printf(" %10s", limit.equals(UNLIMITED) ? limit : limit + " ms"));
        out.println();
        for (int rate = 0; rate < rates.length; rate++) {
            out.printf("%-12s", bandwidths.get(rate));
            for (int limit = 0; limit < seconds.length; limit++) {
                final OptionalDouble time = times.get(rate * seconds.length + limit);
                out.printf(" %10s", DirtyRatePrediction.text(time));
                all.add(entry(name, bandwidths.get(rate), limits.get(limit), time));
            }
            out.println();
        }
        out.println();
    }

    private void printWhereTheCurveEnds(final DirtyRatePrediction prediction) {
        final double end = prediction.measured().curve().measuredSeconds();
        final String slow = bandwidths.stream()
                .filter(rate -> prediction.firstRoundSeconds(Quantities.bytesPerSecond("--bandwidth", rate)) > end)
                .collect(Collectors.joining(", "));
        if (!slow.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "The curve ends at %s s. Rounds are longer at %s: there it is taken to go on as between its last two points,"
                                    + " by the fitted classes as theirs does.%n%n",
                            new BigDecimal(end)
                                    .round(new MathContext(4))
                                    .stripTrailingZeros()
                                    .toPlainString(),
                            slow);
        }
    }

    private void printClasses(final FittedAccess fitted) {
        final PrintWriter out = spec.commandLine().getOut();
        if (fitted.classes().isEmpty()) {
            out.println("page classes fitted to the curve: none, nothing is written");
            return;
        }
        out.println(
                "page classes fitted to the curve: pages x writes per second of each. After t seconds a class of n pages written r times");
        out.printf(
                Locale.ROOT,
                "a second has n (1 - exp(-r t)) dirty, but for writing a page once in %.4g s at most, in which time it has n r t.%n",
                fitted.periodSeconds());
        fitted.classes().forEach(some -> out.printf(Locale.ROOT, "%10d x %.4g%n", some.pages(), some.perSecond()));
    }

    private static JsonObject entry(
            final String name, final String bandwidth, final String limit, final OptionalDouble time) {
        final var entry = new JsonObject();
        entry.addProperty("method", name);
        entry.addProperty("bandwidth", bandwidth);
        entry.addProperty("downtime-limit", limit);
        entry.addProperty("total-time", time.isPresent() ? time.getAsDouble() : null);
        return entry;
    }

    private static double limit(final String text) {
        if (text.equals(UNLIMITED)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            final double millis = Double.parseDouble(text);
            if (millis >= 0) {
                return millis / 1e3;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("--downtime-limit " + text + ", expected milliseconds or unlimited", e);
        }
        throw new IllegalArgumentException(
                "--downtime-limit " + text + ", expected milliseconds of 0 or more, or unlimited");
    }
}
