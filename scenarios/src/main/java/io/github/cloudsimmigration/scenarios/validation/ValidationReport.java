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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A validation as tables and as JSON. */
final class ValidationReport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();
    private static final String NONE = "-";
    private static final String RUN = "%-21s %-21s";
    private static final String SUMMARY = "%-18s %5s %9s %5s";
    private static final Figure.Column WITHIN_ONE = new Figure.Column("+-1 %", 6, 1, 0);

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
                List.of("run", "status"),
                runCells(
                        figure -> figure.valueColumn().heading(),
                        figure -> figure.errorColumn().heading())));
        for (final Errors errors : validation.errors()) {
            out.println(row(
                    RUN,
                    List.of(
                            errors.run().id(),
                            status(
                                    errors.predicted().status(),
                                    errors.measured().status())),
                    runCells(figure -> pair(errors, figure), figure -> signed(errors, figure))));
        }
    }

    private static Stream<String> runCells(final Function<Figure, String> value, final Function<Figure, String> error) {
        return Figure.ALL.stream()
                .flatMap(figure -> Stream.of(
                        figure.valueColumn().cell(value.apply(figure)),
                        figure.errorColumn().cell(error.apply(figure))));
    }

    private static void printSummaries(final List<ErrorSummary> summaries, final PrintWriter out) {
        String predictor = "";
        for (final ErrorSummary summary : summaries) {
            if (!summary.predictor().equals(predictor)) {
                predictor = summary.predictor();
                out.println(row(
                        SUMMARY,
                        List.of(predictor, "runs", "converged", "both"),
                        summaryCells(Figure::title, "syncs")));
                out.println(row(
                        SUMMARY,
                        List.of("", "", "right %", ""),
                        summaryCells(figure -> figure.spreadColumn().heading(), WITHIN_ONE.heading())));
            }
            out.println(row(
                    SUMMARY,
                    List.of(
                            summary.kind(),
                            summary.errors().size(),
                            number(summary.statusRightPercent(), 0),
                            summary.count(Errors::totalPercent)),
                    summaryCells(
                            figure -> spread(summary, figure, " "),
                            number(summary.syncsRightPercent(), WITHIN_ONE.decimals()))));
        }
    }

    private static Stream<String> summaryCells(final Function<Figure, String> spread, final String withinOne) {
        return spreads(figure -> figure.spreadColumn().cell(spread.apply(figure)), WITHIN_ONE.cell(withinOne));
    }

    /** {@return something of each figure's errors, and after those of the syncs something of how many are within one} */
    private static Stream<String> spreads(final Function<Figure, String> spread, final String withinOne) {
        return Figure.ALL.stream()
                .flatMap(figure -> figure.equals(Figure.SYNCS)
                        ? Stream.of(spread.apply(figure), withinOne)
                        : Stream.of(spread.apply(figure)));
    }

    /** {@return the median and the 90th percentile of a figure's errors} */
    static String spread(final ErrorSummary summary, final Figure figure, final String between) {
        final int decimals = figure.spreadColumn().decimals();
        return summary.count(figure.error()) == 0
                ? NONE
                : number(summary.median(figure.error()), decimals)
                        + between
                        + number(summary.ninthDecile(figure.error()), decimals);
    }

    static String markdown(final Validation validation) {
        final var table = new StringBuilder();
        table.append(spreads(Figure::title, "within 1")
                .collect(
                        Collectors.joining(" | ", "| predictor | runs | | outcome right | both completed | ", " |\n")));
        table.append(spreads(figure -> "---", "---").collect(Collectors.joining("|", "|---|---|---|---|---|", "|\n")));
        for (final ErrorSummary summary : validation.summaries()) {
            if (summary.predictsSyncs() || summary.kind().equals(ErrorSummary.ALL)) {
                table.append(markdown(summary)).append('\n');
            }
        }
        return table.toString();
    }

    private static String markdown(final ErrorSummary summary) {
        return Stream.concat(
                        Stream.of(
                                summary.predictor(),
                                summary.kind(),
                                String.valueOf(summary.errors().size()),
                                share(summary.statusRightPercent()),
                                String.valueOf(summary.count(Errors::totalPercent))),
                        spreads(figure -> spread(summary, figure, " / "), share(summary.syncsRightPercent())))
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

    private static String row(final String format, final List<?> beginning, final Stream<String> cells) {
        return Stream.concat(Stream.of(String.format(Locale.ROOT, format, beginning.toArray())), cells)
                .collect(Collectors.joining(" "))
                .stripTrailing();
    }

    private static String pair(final Errors errors, final Figure figure) {
        final Double predicted = figure.value().apply(errors.predicted());
        final Double measured = figure.value().apply(errors.measured());
        return predicted == null && measured == null
                ? NONE
                : number(predicted, figure.valueColumn()) + " / " + number(measured, figure.valueColumn());
    }

    private static String signed(final Errors errors, final Figure figure) {
        return figure.error()
                .apply(errors)
                .map(error ->
                        String.format(Locale.ROOT, "%+." + figure.errorColumn().decimals() + "f", error))
                .orElse(NONE);
    }

    private static String number(final @Nullable Double value, final Figure.Column column) {
        return value == null ? NONE : number(value / column.scale(), column.decimals());
    }

    private static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String json(final Validation validation) {
        final var array = new JsonArray();
        for (final Errors errors : validation.errors()) {
            final var object = new JsonObject();
            object.addProperty("id", errors.run().id());
            object.addProperty("kind", errors.run().kind());
            object.add("predicted", figures(errors.predicted(), errors.run()));
            object.add("measured", figures(errors.measured(), errors.run()));
            array.add(object);
        }
        return GSON.toJson(array);
    }

    /** {@return figures as QEMU tells them: 0 requests and no throttle where there could be none, and null for what is not known} */
    private static JsonObject figures(final RunFigures figures, final MeasuredRun run) {
        final var object = new JsonObject();
        object.addProperty("status", figures.status());
        for (final Figure figure : Figure.ALL) {
            object.add(
                    figure.name(),
                    value(figure.possible().test(run) ? figure.value().apply(figures) : (Double) 0.0));
        }
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
