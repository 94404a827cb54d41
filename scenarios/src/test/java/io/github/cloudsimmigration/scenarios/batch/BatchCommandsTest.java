package io.github.cloudsimmigration.scenarios.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandsTest {
    @TempDir
    private Path folder;

    /** Eight VMs of 64 MiB leave one rack through a link of 8 * 10 / 40 Gbit/s: 8 * (64 MiB + headers) / 0.25 GB/s. */
    @Test
    void stormTakesWhatTheCoreTakes() throws IOException {
        final Path out = folder.resolve("storm");
        final Cli storm = Cli.run(
                ("storm --hosts 16 --vms 8 --ram 64MiB --write-rate 1 --oversubscription 40 --technique xen-precopy"
                                + " --technique stop-and-copy --out " + out)
                        .split(" "));
        assertThat(storm.err()).isEmpty();
        assertThat(storm.status()).isZero();
        final JsonArray runs = JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                .getAsJsonArray();
        assertThat(runs).hasSize(2);
        for (final JsonElement run : runs) {
            assertThat(run.getAsJsonObject().get("completed").getAsInt()).isEqualTo(8);
            assertThat(run.getAsJsonObject().get("makespan").getAsDouble())
                    .isBetween(8 * 64 * 1048576 / 0.25e9, 8 * 65 * 1048576 / 0.25e9 + 0.02);
        }
        assertThat(Files.readAllLines(out.resolve("migrations.csv"))).hasSize(17);
        assertThat(Files.readAllLines(out.resolve("summary.csv"))).hasSize(3);
    }

    /** A VM that writes faster than the link sends would go on for ever. */
    @Test
    void stormGivesUpWhatMakesNoProgress() throws IOException {
        final Path out = folder.resolve("endless");
        final Cli storm = Cli.run(
                ("storm --hosts 2 --vms 1 --ram 64MiB --write-rate 1e6 --link 100Mbit --technique qemu-precopy --out "
                                + out)
                        .split(" "));
        assertThat(storm.status()).isZero();
        assertThat(Files.readString(out.resolve("migrations.csv"))).contains("progress-timeout");
        final JsonObject run = JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(run.getAsJsonObject("downtime").get("mean").isJsonNull()).isTrue();
        assertThat(run.getAsJsonObject("downtime").get("total").getAsDouble()).isZero();
        assertThat(JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("failed")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void evacuationEmptiesEveryHostInTimeIfTheMostUrgentGoFirst() throws IOException {
        final Path out = folder.resolve("evacuate");
        final Cli evacuate = Cli.run(("evacuate --technique xen-precopy --order fifo"
                        + " --order Earliest-Deadline --orchestration kubevirt --out " + out)
                .split(" "));
        assertThat(evacuate.err()).isEmpty();
        assertThat(evacuate.status()).isZero();
        final JsonArray runs = JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                .getAsJsonArray();
        assertThat(runs).hasSize(2);
        final JsonObject fifo = runs.get(0).getAsJsonObject();
        final JsonObject urgent = runs.get(1).getAsJsonObject();
        assertThat(fifo.get("completed").getAsInt()).isEqualTo(32);
        assertThat(urgent.get("completed").getAsInt()).isEqualTo(32);
        assertThat(fifo.get("vms-in-time").getAsInt()).isBetween(24, 31);
        assertThat(fifo.get("hosts-in-time").getAsInt()).isEqualTo(3);
        assertThat(urgent.get("vms-in-time").getAsInt()).isEqualTo(32);
        assertThat(urgent.get("hosts-in-time").getAsInt()).isEqualTo(4);
        assertThat(evacuate.out()).contains("earliest-deadline").doesNotContain("Earliest");
    }

    @Test
    void whereNothingQueuesThereIsOneOrder() {
        final Cli evacuate = Cli.run(
                ("evacuate --hosts 2 --drain 1 --vms 2 --technique proposed --orchestration none --out " + folder)
                        .split(" "));
        assertThat(evacuate.status()).isZero();
        assertThat(evacuate.out().lines()).hasSize(3);
    }

    /** By default QEMU sends 128 MiB a second, a ninth of what the link carries. */
    @Test
    void qemusParametersHoldInADatacenterToo() throws IOException {
        final List<Double> totalTimes = new ArrayList<>();
        for (final String bandwidth : List.of("134217728", "0")) {
            final Cli evacuate = Cli.run(("evacuate --hosts 2 --drain 1 --vms 1 --order fifo --link 10Gbit --technique"
                            + " qemu-precopy --set max-bandwidth=" + bandwidth + " --out " + folder)
                    .split(" "));
            assertThat(evacuate.err()).isEmpty();
            totalTimes.add(JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                    .getAsJsonArray()
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("total-time")
                    .get("mean")
                    .getAsDouble());
        }
        assertThat(totalTimes.get(0) / totalTimes.get(1)).isBetween(7.0, 10.0);
    }

    @Test
    void aFigureHasTheSameUnitInTheSummaryAsInTheMigrations() throws IOException {
        for (final String command :
                List.of("storm --hosts 2 --vms 1 --ram 64", "evacuate --hosts 2 --drain 1 --vms 1")) {
            final Cli cli = Cli.run((command + " --technique xen-precopy --out " + folder).split(" "));
            assertThat(cli.status()).isZero();
            final List<List<String>> migrations = csv(folder.resolve("migrations.csv"));
            final List<List<String>> summary = csv(folder.resolve("summary.csv"));
            for (final String figure : List.of("downtime", "total-time")) {
                final double migration = Double.parseDouble(cell(migrations, figure));
                assertThat(Double.parseDouble(cell(summary, figure + ".mean")))
                        .as("%s of %s", figure, command)
                        .isPositive()
                        .isCloseTo(migration, within(0.1));
                assertThat(Double.parseDouble(cell(summary, figure + ".max"))).isCloseTo(migration, within(0.1));
            }
            assertThat(cli.out()).contains("downtime.mean [ms]", "total-time.mean [ms]");
        }
    }

    private static List<List<String>> csv(final Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)))
                .toList();
    }

    /** {@return what the first line says under a column} */
    private static String cell(final List<List<String>> lines, final String column) {
        return lines.get(1).get(lines.get(0).indexOf(column));
    }
}
