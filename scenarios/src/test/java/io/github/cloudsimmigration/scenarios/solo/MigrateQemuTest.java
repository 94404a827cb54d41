package io.github.cloudsimmigration.scenarios.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code migrate} takes QEMU's parameters by QEMU's names. */
final class MigrateQemuTest {
    private static JsonObject migrate(final String... settings) {
        final String[] args = new String[8 + 2 * settings.length];
        final String[] first = {
            "migrate", "--technique", "qemu-precopy", "--ram", "256MiB", "--writes", "uniform:rate=3000", "--json"
        };
        System.arraycopy(first, 0, args, 0, first.length);
        for (int i = 0; i < settings.length; i++) {
            args[first.length + 2 * i] = "--set";
            args[first.length + 2 * i + 1] = settings[i];
        }
        final Cli run = Cli.run(args);
        assertThat(run.status()).as(run.err()).isZero();
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    private static double number(final JsonObject json, final String name) {
        return json.get(name).getAsDouble();
    }

    @Test
    void parametersHaveQemusNames() {
        final JsonObject usual = migrate();
        assertThat(number(usual, "downtime")).isBetween(200.0, 310.0);
        assertThat(number(migrate("downtime-limit=1000"), "downtime")).isBetween(700.0, 1_010.0);
        assertThat(number(migrate("max-bandwidth=50000000"), "total-time"))
                .isGreaterThan(2 * number(usual, "total-time"));
        final JsonObject postcopy = migrate("postcopy-ram=on", "postcopy-after=1");
        assertThat(postcopy.get("stop-reason").getAsString()).isEqualTo("postcopy-requested");
        assertThat(number(postcopy.getAsJsonObject("ram"), "postcopy-requests")).isPositive();
    }

    /** At set-up and for the list of what the destination has to discard. */
    @Test
    void postcopyFromTheStartSyncsTwice() {
        final JsonObject record = migrate("postcopy-ram=on", "postcopy-after=0");
        assertThat(number(record.getAsJsonObject("ram"), "dirty-sync-count")).isEqualTo(2);
        assertThat(number(record, "expected-downtime")).isEqualTo(300);
    }

    @Test
    void figuresHaveQemusNamesAndAddUp() {
        final JsonObject record = migrate("auto-converge=on", "version=10.2");
        final JsonObject ram = record.getAsJsonObject("ram");
        assertThat(number(ram, "precopy-bytes") + number(ram, "downtime-bytes")).isEqualTo(number(ram, "transferred"));
        assertThat(number(ram, "total")).isEqualTo(256 << 20);
        assertThat(number(ram, "dirty-sync-count")).isGreaterThan(2);
        assertThat(number(record, "setup-time")).isEqualTo(2.5);
        assertThat(number(ram, "mbps"))
                .as("the set-up moves no bytes")
                .isCloseTo(number(record, "bytes-sent") * 8 / (number(record, "total-time") - 2.5) / 1e3, within(1e-6));
    }

    /** 0.29 times 100 is 28.999999999999996 with doubles. */
    @Test
    void throttleIsAWholePercentage() {
        final Cli run = Cli.run(("migrate --technique qemu-precopy --ram 256MiB --writes uniform:rate=30000 --json"
                        + " --set auto-converge=on --set cpu-throttle-initial=29")
                .split(" ", -1));
        final JsonObject record = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(record.get("cpu-throttle-percentage").getAsString()).isEqualTo("29");
        assertThat(record.getAsJsonArray("rounds"))
                .isNotEmpty()
                .allSatisfy(round -> assertThat(round.getAsJsonObject()
                                .get("cpu-throttle-percentage")
                                .getAsString())
                        .matches("[0-9]+"));
    }

    @Test
    void pagesSentWholeCostTheSameWithDifferences() {
        final double whole = number(migrate("downtime-limit=2000000"), "source-cpu-time");
        assertThat(whole).isPositive();
        assertThat(number(migrate("xbzrle=on", "downtime-limit=2000000"), "source-cpu-time"))
                .isCloseTo(whole, within(1e-6));
    }

    @Test
    void tableTellsWhatWasSwitchedOn() {
        final String usual = table();
        assertThat(usual).doesNotContain("cpu-throttle-percentage [%]", "xbzrle-cache", "postcopy");
        assertThat(table("auto-converge=on", "cpu-throttle-initial=29", "max-cpu-throttle=57"))
                .containsPattern("\ncpu-throttle-percentage \\[%] (29|39|49|57)\n");
        assertThat(table("xbzrle=on"))
                .containsPattern("\nxbzrle-cache.pages \\[pages] [0-9]+, xbzrle-cache.cache-miss \\[pages] [0-9]+\n");
        assertThat(table("postcopy-ram=on", "postcopy-after=1"))
                .containsPattern("\nram.postcopy-requests [0-9]+, postcopy-blocktime \\[ms] [0-9.]+\n");
    }

    private static String table(final String... settings) {
        final String options = String.join(" --set ", settings);
        return Cli.run(("migrate --technique qemu-precopy --ram 256MiB --writes uniform:rate=30000"
                                + (options.isEmpty() ? "" : " --set " + options))
                        .split(" ", -1))
                .out();
    }

    /** 65 536 pages, three quarters of them zero. */
    @Test
    void zeroPagesAreSentAsMarks() {
        final Cli run = Cli.run("migrate --technique qemu-precopy --ram 256MiB --zero 0.75 --json".split(" ", -1));
        final JsonObject ram =
                JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("ram");
        assertThat(number(ram, "duplicate")).isBetween(48_500.0, 49_800.0);
        assertThat(number(ram, "duplicate") + number(ram, "normal")).isEqualTo(65_536);
        assertThat(Cli.run("migrate", "--zero", "75").err()).contains("--zero 75.0, expected a share of 0 to 1");
    }

    @ParameterizedTest
    @CsvSource({
        "--set downtime-limit=500 --downtime-limit 100, '--downtime-limit 100.0 and --set downtime-limit=500, expected one of them'",
        "--set max-bandwidth=0 --max-bandwidth 100Mbit, '--max-bandwidth 100Mbit and --set max-bandwidth=0, expected one of them'",
        "--set xbzrle=on --set multifd=on, 'xbzrle and multifd are both on, expected one of them'",
        "--set postcopy-after=6, 'postcopy-after of 6.0 s without post-copy, expected postcopy-ram to be on'"
    })
    void settingsThatContradictOneAnotherAreRefused(final String options, final String message) {
        final Cli run = Cli.run(("migrate --technique qemu-precopy " + options).split(" ", -1));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void wrongParametersAreRefused() {
        assertThat(Cli.run("migrate", "--technique", "qemu-precopy", "--set", "downtime=3")
                        .err())
                .contains("unknown parameter 'downtime'", "downtime-limit");
        assertThat(Cli.run("migrate", "--set", "downtime-limit=3").err())
                .contains("--set is for qemu-precopy, expected --technique qemu-precopy");
        assertThat(Cli.run("migrate", "--technique", "qemu-precopy", "--downtime-limit", "2000001")
                        .err())
                .contains("downtime-limit of 2000001.0, expected a whole number from 0 to 2000000");
        assertThat(Cli.run("migrate", "--technique", "qemu-precopy", "--timeout", "0")
                        .err())
                .contains("--timeout 0.0, expected seconds above 0");
    }
}
