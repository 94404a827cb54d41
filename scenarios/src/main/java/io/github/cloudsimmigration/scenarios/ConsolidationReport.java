package io.github.cloudsimmigration.scenarios;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What days of consolidation came to, side by side. */
final class ConsolidationReport {
    private static final int NAME_WIDTH = 28;
    private static final int VALUE_WIDTH = 16;

    /** One figure of a run: under a key in JSON (a dot nests it), and as a row of the table. */
    private record Figure(String key, String title, String format, Function<Consolidation.Result, Number> value) {}

    private static final List<Figure> FIGURES = List.of(
            figure("migrations", "migrations", "%d", run -> run.summary().migrations()),
            figure("failed", "failed", "%d", run -> run.summary().failed()),
            figure(
                    "cancelled",
                    "cancelled (day ended)",
                    "%d",
                    run -> run.summary().cancelled()),
            figure("lost", "VMs lost", "%d", run -> run.summary().lost()),
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
            figure("energyKWh", "energy [kWh]", "%.3f", run -> run.sla().energyKwh()),
            figure("slatah", "SLATAH", "%.5f", run -> run.sla().slatah()),
            figure("pdm", "PDM", "%.3e", run -> run.sla().pdm()),
            figure("slav", "SLAV", "%.3e", run -> run.sla().slav()),
            figure("esv", "ESV [kWh]", "%.3e", run -> run.sla().esv()),
            figure("wallSeconds", "running time [s]", "%.2f", Consolidation.Result::wallSeconds));

    private ConsolidationReport() {}

    private static Figure figure(
            final String key,
            final String title,
            final String format,
            final Function<Consolidation.Result, Number> value) {
        return new Figure(key, title, format, value);
    }

    /** Prints a table, a row for each figure and a column for each run. */
    static void print(final List<Consolidation.Result> runs, final PrintWriter out) {
        out.print(" ".repeat(NAME_WIDTH));
        runs.forEach(run -> out.printf("%" + VALUE_WIDTH + "s", run.technique()));
        out.println();
        for (final Figure figure : FIGURES) {
            out.printf("%-" + NAME_WIDTH + "s", figure.title());
            for (final Consolidation.Result run : runs) {
                final String value = String.format(
                        Locale.ROOT, figure.format(), figure.value().apply(run));
                out.printf("%" + VALUE_WIDTH + "s", value);
            }
            out.println();
        }
        out.flush();
    }

    /** {@return a list with an object for each run} */
    static String json(final List<Consolidation.Result> runs) {
        final var list = new JsonArray();
        for (final Consolidation.Result run : runs) {
            final var object = new JsonObject();
            object.addProperty("technique", run.technique());
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
