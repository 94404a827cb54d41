package io.github.cloudsimmigration.scenarios.validation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A validation as tables and as JSON. */
final class ValidationReport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();
    private static final double MEGA = 1e6;
    private static final String NONE = "-";
    private static final String MEDIAN_AND_P90 = "median p90";
    private static final String RUN = "%-21s %-21s %15s %7s %16s %7s %13s %7s %8s %5s %8s %4s %8s %4s";
    private static final String SUMMARY = "%-18s %5s %9s %5s %15s %15s %15s %10s %6s %10s %10s";

    private ValidationReport() {}

    static void print(final Validation validation, final PrintWriter out) {
        printRuns(validation, out);
        out.println();
        printSummaries(validation.summaries(), out);
        out.println();
        out.println(
                "Pairs are predicted / measured, errors are predicted less measured; '-' where one of the two is not known.");
        out.println(
                "Percent are of the measured figure, a measured 0 taken for 1 ms or 1 byte; a downtime within 10 ms counts as");
        out.println(
                "exact. Errors are of the runs that completed both in reality and as predicted (\"both\"), those of the throttle");
        out.println(
                "of runs that were cancelled in both too. Post-copy requests and throttle are of runs with that capability.");
        out.println(
                "Medians and 90th percentiles are of absolute errors: in percent, in syncs (and the share of runs at most one");
        out.println("off), in requests, in percentage points.");
        validation.notes().forEach(out::println);
        out.flush();
    }

    private static void printRuns(final Validation validation, final PrintWriter out) {
        out.println(row(
                RUN,
                "run",
                "status",
                "total-time [ms]",
                "err %",
                "transferred [MB]",
                "err %",
                "downtime [ms]",
                "err %",
                "syncs",
                "err",
                "requests",
                "err",
                "throttle",
                "err"));
        for (int i = 0; i < validation.runs().size(); i++) {
            final Errors errors = validation.errors().get(i);
            final RunFigures predicted = errors.predicted();
            final RunFigures measured = errors.measured();
            out.println(row(
                    RUN,
                    validation.runs().get(i).id(),
                    status(predicted.status(), measured.status()),
                    pair(predicted.totalMillis(), measured.totalMillis(), 1, 0),
                    signed(errors.totalPercent(), 2),
                    pair(predicted.transferred(), measured.transferred(), MEGA, 1),
                    signed(errors.bytesPercent(), 2),
                    pair(predicted.downtimeMillis(), measured.downtimeMillis(), 1, 0),
                    signed(errors.downtimePercent(), 1),
                    pair(predicted.dirtySyncCount(), measured.dirtySyncCount(), 1, 0),
                    signed(errors.syncs(), 0),
                    pair(predicted.postcopyRequests(), measured.postcopyRequests(), 1, 0),
                    signed(errors.requests(), 0),
                    pair(predicted.throttlePercent(), measured.throttlePercent(), 1, 0),
                    signed(errors.throttle(), 0)));
        }
    }

    private static void printSummaries(final List<ErrorSummary> summaries, final PrintWriter out) {
        String predictor = "";
        for (final ErrorSummary summary : summaries) {
            if (!summary.predictor().equals(predictor)) {
                predictor = summary.predictor();
                out.println(row(
                        SUMMARY,
                        predictor,
                        "runs",
                        "converged",
                        "both",
                        "total-time",
                        "transferred",
                        "downtime",
                        "syncs",
                        "syncs",
                        "requests",
                        "throttle"));
                out.println(row(
                        SUMMARY,
                        "",
                        "",
                        "right %",
                        "",
                        MEDIAN_AND_P90 + " %",
                        MEDIAN_AND_P90 + " %",
                        MEDIAN_AND_P90 + " %",
                        MEDIAN_AND_P90,
                        "+-1 %",
                        MEDIAN_AND_P90,
                        MEDIAN_AND_P90));
            }
            out.println(row(
                    SUMMARY,
                    summary.kind(),
                    summary.errors().size(),
                    number(summary.statusRightPercent(), 0),
                    summary.count(Errors::totalPercent),
                    spread(summary, Errors::totalPercent, 2),
                    spread(summary, Errors::bytesPercent, 2),
                    spread(summary, Errors::downtimePercent, 1),
                    spread(summary, Errors::syncs, 1),
                    number(summary.syncsRightPercent(), 0),
                    spread(summary, Errors::requests, 1),
                    spread(summary, Errors::throttle, 1)));
        }
    }

    private static String spread(
            final ErrorSummary summary, final Function<Errors, Optional<Double>> error, final int decimals) {
        return spread(summary, error, decimals, " ");
    }

    /** {@return the median and the 90th percentile of errors} */
    static String spread(
            final ErrorSummary summary,
            final Function<Errors, Optional<Double>> error,
            final int decimals,
            final String between) {
        return summary.count(error) == 0
                ? NONE
                : number(summary.median(error), decimals) + between + number(summary.ninthDecile(error), decimals);
    }

    static String markdown(final Validation validation) {
        final var table = new StringBuilder();
        table.append(
                "| predictor | runs | | outcome right | both completed | total-time | transferred | downtime | syncs | within 1 | requests | throttle |\n");
        table.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (final ErrorSummary summary : validation.summaries()) {
            if (summary.predictsSyncs() || summary.kind().equals(ErrorSummary.ALL)) {
                table.append(markdown(summary)).append('\n');
            }
        }
        return table.toString();
    }

    private static String markdown(final ErrorSummary summary) {
        return Stream.of(
                        summary.predictor(),
                        summary.kind(),
                        String.valueOf(summary.errors().size()),
                        share(summary.statusRightPercent()),
                        String.valueOf(summary.count(Errors::totalPercent)),
                        spread(summary, Errors::totalPercent, 2, " / "),
                        spread(summary, Errors::bytesPercent, 2, " / "),
                        spread(summary, Errors::downtimePercent, 1, " / "),
                        spread(summary, Errors::syncs, 1, " / "),
                        share(summary.syncsRightPercent()),
                        spread(summary, Errors::requests, 1, " / "),
                        spread(summary, Errors::throttle, 1, " / "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String share(final double percent) {
        return Double.isNaN(percent) ? NONE : number(percent, 0) + "%";
    }

    private static String status(final @Nullable String predicted, final @Nullable String measured) {
        return predicted != null && predicted.equals(measured)
                ? predicted
                : (predicted == null ? NONE : predicted) + " / " + (measured == null ? NONE : measured);
    }

    private static String row(final String format, final Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }

    private static String pair(
            final @Nullable Double predicted, final @Nullable Double measured, final double unit, final int decimals) {
        if (predicted == null && measured == null) {
            return NONE;
        }
        return (predicted == null ? NONE : number(predicted / unit, decimals)) + " / "
                + (measured == null ? NONE : number(measured / unit, decimals));
    }

    private static String signed(final Optional<Double> error, final int decimals) {
        return error.map(value -> String.format(Locale.ROOT, "%+." + decimals + "f", value))
                .orElse(NONE);
    }

    private static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String json(final Validation validation) {
        final var array = new JsonArray();
        for (int i = 0; i < validation.runs().size(); i++) {
            final var object = new JsonObject();
            final MeasuredRun run = validation.runs().get(i);
            object.addProperty("id", run.id());
            object.addProperty("kind", run.kind());
            object.add("predicted", figures(validation.errors().get(i).predicted(), run));
            object.add("measured", figures(validation.errors().get(i).measured(), run));
            array.add(object);
        }
        return GSON.toJson(array);
    }

    /** {@return figures as QEMU tells them: 0 requests and no throttle where there could be none, and null for what is not known} */
    private static JsonObject figures(final RunFigures figures, final MeasuredRun run) {
        final var object = new JsonObject();
        object.addProperty("status", figures.status());
        object.add("total-time", value(figures.totalMillis()));
        object.add("transferred", value(figures.transferred()));
        object.add("downtime", value(figures.downtimeMillis()));
        object.add("dirty-sync-count", value(figures.dirtySyncCount()));
        object.add("postcopy-requests", value(run.hasPostcopy() ? figures.postcopyRequests() : (Double) 0.0));
        object.add("cpu-throttle-percentage", value(run.hasAutoConverge() ? figures.throttlePercent() : (Double) 0.0));
        return object;
    }

    /** {@return a number, without a fraction of zero} */
    private static JsonElement value(final @Nullable Double number) {
        if (number == null) {
            return JsonNull.INSTANCE;
        }
        return number == Math.rint(number) ? new JsonPrimitive(number.longValue()) : new JsonPrimitive(number);
    }
}
