package io.github.cloudsimmigration.validation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validation as tables and as JSON. */
final class ValidationReport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();
    private static final double MEGA = 1e6;
    private static final String NONE = "-";

    private ValidationReport() {}

    static void print(final Validation validation, final PrintWriter out) {
        printRuns(validation, out);
        out.println();
        printSummaries(validation.summaries(), out);
        out.println();
        out.println("Errors: predicted against measured, percent of the measured figure; of completed runs.");
        out.println("Medians and 90th percentiles are of absolute errors. A downtime within 10 ms counts as exact.");
        out.println("Syncs: share of the runs whose dirty-sync-count is at most one off. Requests, throttle: median");
        out.println("difference, in requests and in percentage points, of the runs with any.");
        out.flush();
    }

    private static void printRuns(final Validation validation, final PrintWriter out) {
        out.println(row(
                "%-22s %-10s %19s %8s %19s %8s %15s %8s %9s %9s %9s",
                "run",
                "status",
                "total-time [ms]",
                "error %",
                "transferred [MB]",
                "error %",
                "downtime [ms]",
                "error %",
                "syncs",
                "requests",
                "throttle"));
        for (int i = 0; i < validation.runs().size(); i++) {
            final Errors errors = validation.errors().get(i);
            final RunFigures predicted = errors.predicted();
            final RunFigures measured = errors.measured();
            out.println(row(
                    "%-22s %-10s %19s %8s %19s %8s %15s %8s %9s %9s %9s",
                    validation.runs().get(i).id(),
                    errors.statusRight() ? text(measured.status()) : "not " + predicted.status(),
                    pair(predicted.totalMillis(), measured.totalMillis(), 1, 0),
                    percent(errors.totalPercent(), 2),
                    pair(predicted.transferred(), measured.transferred(), MEGA, 1),
                    percent(errors.bytesPercent(), 2),
                    pair(predicted.downtimeMillis(), measured.downtimeMillis(), 1, 0),
                    percent(errors.downtimePercent(), 1),
                    pair(predicted.dirtySyncCount(), measured.dirtySyncCount(), 1, 0),
                    pair(predicted.postcopyRequests(), measured.postcopyRequests(), 1, 0),
                    pair(predicted.throttlePercent(), measured.throttlePercent(), 1, 0)));
        }
    }

    private static void printSummaries(final List<ErrorSummary> summaries, final PrintWriter out) {
        String predictor = "";
        for (final ErrorSummary summary : summaries) {
            if (!summary.predictor().equals(predictor)) {
                out.println(row(
                        "%-18s %5s %10s %15s %15s %15s %7s %9s %9s",
                        summary.predictor(),
                        "runs",
                        "converged",
                        "total-time",
                        "transferred",
                        "downtime",
                        "syncs",
                        "requests",
                        "throttle"));
                out.println(row(
                        "%-18s %5s %10s %15s %15s %15s %7s %9s %9s",
                        "", "", "right %", "median p90 %", "median p90 %", "median p90 %", "+-1 %", "", ""));
                predictor = summary.predictor();
            }
            out.println(row(
                    "%-18s %5d %10s %15s %15s %15s %7s %9s %9s",
                    summary.kind(),
                    summary.errors().size(),
                    number(summary.statusRightPercent(), 0),
                    number(summary.median(Errors::totalPercent), 2) + " "
                            + number(summary.ninthDecile(Errors::totalPercent), 2),
                    number(summary.median(Errors::bytesPercent), 2) + " "
                            + number(summary.ninthDecile(Errors::bytesPercent), 2),
                    number(summary.median(Errors::downtimePercent), 1) + " "
                            + number(summary.ninthDecile(Errors::downtimePercent), 1),
                    number(summary.syncsRightPercent(), 0),
                    number(summary.median(Errors::requests), 0),
                    number(summary.median(Errors::throttle), 0)));
        }
    }

    private static String row(final String format, final Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }

    private static String text(final @Nullable String text) {
        return text == null ? NONE : text;
    }

    private static String pair(
            final @Nullable Double predicted, final @Nullable Double measured, final double unit, final int decimals) {
        if (predicted == null && measured == null) {
            return NONE;
        }
        return (predicted == null ? NONE : number(predicted / unit, decimals)) + " / "
                + (measured == null ? NONE : number(measured / unit, decimals));
    }

    private static String percent(final Optional<Double> percent, final int decimals) {
        return percent.map(value -> String.format(Locale.ROOT, "%+." + decimals + "f", value))
                .orElse(NONE);
    }

    private static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String json(final Validation validation) {
        final var array = new JsonArray();
        for (int i = 0; i < validation.runs().size(); i++) {
            final var object = new JsonObject();
            object.addProperty("id", validation.runs().get(i).id());
            object.addProperty("kind", validation.runs().get(i).kind());
            object.add("predicted", figures(validation.errors().get(i).predicted()));
            object.add("measured", figures(validation.errors().get(i).measured()));
            array.add(object);
        }
        return GSON.toJson(array);
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
}
