package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.access.DirtyCurve;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predictions for a VM whose dirtying was measured. */
@Command(
        name = "predict",
        description = "Reads what calc-dirty-rate has measured of a VM, and prints how long its migration would take.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements ScenarioCommand {
    private static final String UNLIMITED = "unlimited";
    private static final double MEBIBIT_BYTES = (1 << 20) / 8.0;
    private static final double MEGABITS_PER_GIGABIT = 1024;
    private static final double MILLIS = 1e3;
    private static final Pattern BANDWIDTH =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*((?:[MG](?:bps|bit(?:/s)?)?)?)", Pattern.CASE_INSENSITIVE);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--curve",
            required = true,
            paramLabel = "FILE",
            description = "JSON: page-size, n-total-pages, n-sampled-pages, n-zero-pages, periods, n-dirty-pages.")
    @SuppressWarnings("NullAway.Init")
    private Path curve;

    @Option(
            names = "--bandwidth",
            paramLabel = "MBPS",
            split = ",",
            defaultValue = "100M,1G,2G,2.5G,5G,10G,25G,40G",
            description =
                    "Bandwidths, in Mbit/s of 2^20 bits, or with a unit: M, G, Mbps, Gbps (default: ${DEFAULT-VALUE}).")
    private List<String> bandwidths = new ArrayList<>();

    @Option(
            names = "--downtime-limit",
            paramLabel = "MS",
            split = ",",
            defaultValue = "125,250,500,1000,5000,unlimited",
            description = "Downtime limits, in milliseconds (default: ${DEFAULT-VALUE}).")
    private List<String> limits = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "The predictions as JSON, total times in ms.")
    private @Nullable Path json;

    @Override
    public void execute() throws IOException {
        final List<Double> limitMillis =
                limits.stream().map(PredictCommand::limit).toList();
        final List<Double> megabits =
                bandwidths.stream().map(PredictCommand::megabits).toList();
        if (json != null) {
            OutputFiles.prepareFile(json);
        }
        final var predictions = new CurvePredictions(read(), seed);
        final PrintWriter out = spec.commandLine().getOut();
        final List<CurvePredictions.Cell> cells = new ArrayList<>();
        out.println(predictions.fit());
        out.println("Total times. -: does not converge.");
        for (final CurvePredictions.Method method : CurvePredictions.Method.values()) {
            out.println();
            out.println(method.title());
            print(method, predictions, megabits, limitMillis, cells, out);
        }
        out.flush();
        if (json != null) {
            OutputFiles.write(json, CurvePredictions.json(cells) + "\n");
        }
    }

    private void print(
            final CurvePredictions.Method method,
            final CurvePredictions predictions,
            final List<Double> megabits,
            final List<Double> limitMillis,
            final List<CurvePredictions.Cell> cells,
            final PrintWriter out) {
        out.printf("%-12s", "bandwidth");
        limitMillis.forEach(limit -> out.printf("%12s", Double.isInfinite(limit) ? UNLIMITED : number(limit) + " ms"));
        out.println();
        for (int i = 0; i < megabits.size(); i++) {
            final double bandwidth = megabits.get(i);
            out.printf("%-12s", bandwidths.get(i));
            for (final double limit : limitMillis) {
                final CurvePredictions.Cell cell =
                        predictions.predict(method, bandwidth, bandwidth * MEBIBIT_BYTES, limit / MILLIS);
                cells.add(cell);
                out.printf("%12s", cell.converges() ? time(cell.totalSeconds()) : "-");
            }
            out.println();
        }
    }

    private DirtyCurve read() throws IOException {
        try {
            return DirtyCurve.parse(Files.readString(InputFiles.file(curve), StandardCharsets.UTF_8));
        } catch (final CharacterCodingException e) {
            throw new IOException(curve + ": not UTF-8, expected the output of calc-dirty-rate as JSON", e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(curve + ": " + e.getMessage(), e);
        }
    }

    private static double megabits(final String text) {
        final Matcher matcher = BANDWIDTH.matcher(text.strip());
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
            final boolean giga = !matcher.group(2).isEmpty()
                    && Character.toUpperCase(matcher.group(2).charAt(0)) == 'G';
            return Double.parseDouble(matcher.group(1)) * (giga ? MEGABITS_PER_GIGABIT : 1);
        }
        throw new IllegalArgumentException(
                "--bandwidth '" + text + "', expected Mbit/s above 0 like 100, 100Mbps or 2.5G");
    }

    private static double limit(final String text) {
        if (text.strip().equalsIgnoreCase(UNLIMITED)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            final double millis = Double.parseDouble(text.strip());
            if (millis >= 0) {
                return millis;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--downtime-limit '" + text + "', expected milliseconds or unlimited", e);
        }
        throw new IllegalArgumentException("--downtime-limit '" + text + "', expected 0 or more");
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static String time(final double seconds) {
        final long whole = Math.round(seconds);
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", seconds);
        }
        return whole < 60 ? whole + "s" : String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }
}
