package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
    private static JsonObject completed() {
        return JsonParser.parseString(JsonReport.of(Records.completed(3))).getAsJsonObject();
    }

    @Test
    void namesAreQemus() {
        final JsonObject migration = completed();
        assertThat(migration.get("status").getAsString()).isEqualTo("completed");
        assertThat(migration.get("total-time").getAsDouble()).isEqualTo(2_500);
        assertThat(migration.get("setup-time").getAsDouble()).isZero();
        assertThat(migration.get("downtime").getAsDouble()).isEqualTo(500);
        assertThat(migration.get("expected-downtime").getAsDouble()).isEqualTo(400);
        assertThat(migration.get("cpu-throttle-percentage").getAsDouble()).isEqualTo(25);
        assertThat(migration.get("target-cpu-time").getAsDouble()).isEqualTo(750);
        final JsonObject ram = migration.getAsJsonObject("ram");
        assertThat(ram.get("transferred").getAsLong()).isEqualTo(491_520);
        assertThat(ram.get("total").getAsLong()).isEqualTo(409_600);
        assertThat(ram.get("remaining").getAsLong()).isZero();
        assertThat(ram.get("normal").getAsLong()).isEqualTo(120);
        assertThat(ram.get("normal-bytes").getAsLong()).isEqualTo(491_520);
        assertThat(ram.get("duplicate").getAsLong()).isZero();
        assertThat(ram.get("dirty-sync-count").getAsInt()).isEqualTo(1);
        assertThat(ram.get("dirty-pages-rate").getAsDouble()).isEqualTo(10);
        assertThat(ram.get("precopy-bytes").getAsLong()).isEqualTo(409_600);
        assertThat(ram.get("downtime-bytes").getAsLong()).isEqualTo(81_920);
        assertThat(ram.get("mbps").getAsDouble()).isPositive();
    }

    /** 40 pages of 8 KiB that are sent once, behind a header each or in packets. */
    @Test
    void normalBytesAreThoseOfThePagesAlone() {
        for (final String multifd : List.of("off", "on")) {
            final var memory = new MemoryLayout(40, 8192, 1, 0, ContentMix.ALL_RANDOM);
            final var technique = Techniques.qemuPrecopy(QemuParameters.DEFAULT.with("multifd", multifd));
            final var migration = new LiveMigration(technique, Guest.of(memory, new IdleAccess()), 1);
            final MigrationRecord record = SoloRun.over(ScheduledWire.constant(1e9), migration);
            final JsonObject ram = JsonParser.parseString(JsonReport.of(record))
                    .getAsJsonObject()
                    .getAsJsonObject("ram");
            assertThat(ram.get("page-size").getAsInt()).isEqualTo(8192);
            assertThat(ram.get("normal").getAsLong()).isEqualTo(40);
            assertThat(ram.get("normal-bytes").getAsLong()).as(multifd).isEqualTo(40 * 8192);
            assertThat(ram.get("transferred").getAsLong()).isGreaterThan(40 * 8192);
        }
    }

    @Test
    void everyMetricIsThere() {
        final JsonObject migration = completed();
        for (final Metric<?> metric : Metrics.OF_MIGRATION) {
            JsonElement found = migration;
            for (final String part : metric.name().split("\\.", -1)) {
                assertThat(found.getAsJsonObject().has(part)).as(metric.name()).isTrue();
                found = found.getAsJsonObject().get(part);
            }
        }
    }

    @Test
    void whateverHasMetricsIsAnObjectAndEveryDotNests() {
        final List<Metric<String>> metrics = List.of(
                Metric.text("name", word -> word),
                Metric.count("size.of.it", "", String::length),
                Metric.count("size.twice", "", word -> 2 * word.length()));
        assertThat(JsonParser.parseString(JsonReport.of(metrics, List.of("abc"))))
                .isEqualTo(JsonParser.parseString("[{\"name\":\"abc\",\"size\":{\"of\":{\"it\":3},\"twice\":6}}]"));
    }

    @Test
    void seedKeepsAllItsDigits() {
        assertThat(completed().get("seed").getAsString()).isEqualTo(Long.toString(Long.MAX_VALUE - 3));
    }

    @Test
    void parametersAndRoundsAreNested() {
        final JsonObject migration = completed();
        assertThat(migration.getAsJsonObject("parameters").get("batchPages").getAsString())
                .isEqualTo("1024");
        final JsonArray rounds = migration.getAsJsonArray("rounds");
        assertThat(rounds).hasSize(2);
        assertThat(rounds.get(0).getAsJsonObject().get("phase").getAsString()).isEqualTo("live");
        assertThat(rounds.get(1).getAsJsonObject().get("sent").getAsInt()).isEqualTo(20);
    }

    @Test
    void anyTextComesBackAsItWas() {
        final String text = "\"quoted\" <b> \\ \n \u00e9 \u2028";
        final String json = JsonReport.of(Records.completed(0, text, text, 0.5));
        final JsonObject migration = JsonParser.parseString(json).getAsJsonObject();
        assertThat(migration.get("vm").getAsString()).isEqualTo(text);
        assertThat(migration.get("explanation").getAsString()).isEqualTo(text);
    }

    @Test
    void someMigrationsAreAnArray() {
        final var all = List.of(Records.completed(0), Records.ended(1, Outcome.FAILED), Records.completed(2));
        final JsonArray array = JsonParser.parseString(JsonReport.of(all)).getAsJsonArray();
        assertThat(array).hasSize(3);
        assertThat(array.get(1).getAsJsonObject().get("status").getAsString()).isEqualTo("failed");
        assertThat(array.get(1).getAsJsonObject().getAsJsonArray("rounds")).isEmpty();
        assertThat(array.get(2)).isEqualTo(JsonParser.parseString(JsonReport.of(Records.completed(2))));
        assertThat(JsonParser.parseString(JsonReport.of(List.of())).getAsJsonArray())
                .isEmpty();
    }
}
