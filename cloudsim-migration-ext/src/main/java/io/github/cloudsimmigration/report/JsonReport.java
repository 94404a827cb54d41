package io.github.cloudsimmigration.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.Collection;
import java.util.List;

/** Migrations with their rounds as JSON, under the metrics' names. */
public final class JsonReport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonReport() {}

    /** {@return an array of migrations} */
    public static String of(final Collection<MigrationRecord> migrations) {
        final var array = new JsonArray();
        migrations.forEach(migration -> array.add(migration(migration)));
        return GSON.toJson(array);
    }

    /** {@return one migration} */
    public static String of(final MigrationRecord migration) {
        return GSON.toJson(migration(migration));
    }

    private static JsonObject migration(final MigrationRecord record) {
        final JsonObject object = object(Metrics.OF_MIGRATION, record);
        final var parameters = new JsonObject();
        record.parameters().forEach(parameters::addProperty);
        object.add("parameters", parameters);
        final var rounds = new JsonArray();
        RoundOf.all(List.of(record)).forEach(round -> rounds.add(object(Metrics.OF_ROUND, round)));
        object.add("rounds", rounds);
        return object;
    }

    private static <T> JsonObject object(final List<Metric<T>> metrics, final T subject) {
        final var object = new JsonObject();
        for (final Metric<T> metric : metrics) {
            final int dot = metric.name().indexOf('.');
            final String name = metric.name().substring(dot + 1);
            final JsonObject parent =
                    dot < 0 ? object : child(object, metric.name().substring(0, dot));
            parent.add(name, primitive(metric.value().apply(subject)));
        }
        return object;
    }

    private static JsonObject child(final JsonObject parent, final String name) {
        if (!parent.has(name)) {
            parent.add(name, new JsonObject());
        }
        return parent.getAsJsonObject(name);
    }

    private static JsonPrimitive primitive(final Object value) {
        return value instanceof Number number ? new JsonPrimitive(number) : new JsonPrimitive(value.toString());
    }
}
