package io.github.cloudsimmigration.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.Collection;
import java.util.List;

/** Migrations with their rounds, and whatever else has metrics, as JSON under the metrics' names. */
public final class JsonReport {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

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

    /** {@return an array with an object for each row} */
    public static <T> String of(final List<Metric<T>> metrics, final Collection<T> rows) {
        final var array = new JsonArray();
        rows.forEach(row -> array.add(object(metrics, row)));
        return GSON.toJson(array);
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
            JsonObject parent = object;
            String name = metric.name();
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
                parent = child(parent, name.substring(0, dot));
                name = name.substring(dot + 1);
            }
            parent.add(name, element(metric.value().apply(subject)));
        }
        return object;
    }

    private static JsonObject child(final JsonObject parent, final String name) {
        if (!parent.has(name)) {
            parent.add(name, new JsonObject());
        }
        return parent.getAsJsonObject(name);
    }

    private static JsonElement element(final Object value) {
        if (value == Metric.UNKNOWN) {
            return JsonNull.INSTANCE;
        }
        return value instanceof Number number ? new JsonPrimitive(number) : new JsonPrimitive(value.toString());
    }
}
