package io.github.cloudsimmigration.scenarios.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Migrations of a database by QEMU with KVM, done by others: the dirty curve of those by plain pre-copy foretells the others.
 * What {@code docs/validation.md} says of them.
 */
final class KvmRunsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path CURVE = DOCS.resolve("kvm-ycsb-curve.json");
    private static final String PRE_COPY = "Precopy_Nonconvergent_16T";
    private static final double[] PERIODS = {0.15, 0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.7, 2.5, 5, 12, 40};

    private Path data = Path.of("");

    @BeforeEach
    void needsTheRuns() {
        final String folder = System.getProperty("migration.data");
        assumeTrue(folder != null, "no runs by others: -Dmigration.data=DIR names the folder");
        data = Path.of(folder, "kvm-ycsb");
    }

    private record Dirtied(double seconds, double pages) {}

    /** A rate is told anew when more than a second has passed, and counts all syncs since. */
    @Test
    void curveIsThatOfThePreCopyRuns() throws IOException {
        final Map<Integer, List<Dirtied>> byPeriod = new TreeMap<>();
        for (final List<String[]> syncs : byRun(PRE_COPY)) {
            int counted = 1;
            double countedAt = number(syncs.get(0), 3) / 1e3;
            String rate = "0";
            for (final String[] sync : syncs.subList(1, syncs.size())) {
                final double seconds = number(sync, 3) / 1e3 - countedAt;
                if (!sync[5].equals(rate) && seconds > 0.9) {
                    final double period = seconds / (number(sync, 2) - counted);
                    final int found = Arrays.binarySearch(PERIODS, period);
                    byPeriod.computeIfAbsent(found < 0 ? -found - 1 : found, unknown -> new ArrayList<>())
                            .add(new Dirtied(period, number(sync, 5) * period));
                    counted = (int) number(sync, 2);
                    countedAt += seconds;
                    rate = sync[5];
                }
            }
        }
        final JsonObject curve = JsonParser.parseString(Files.readString(CURVE)).getAsJsonObject();
        final List<Double> periods = numbers(curve, "periods");
        final List<Double> pages = numbers(curve, "n-dirty-pages");
        assertThat(byPeriod).hasSameSizeAs(periods);
        int i = 0;
        for (final List<Dirtied> group : byPeriod.values()) {
            assertThat(periods.get(i))
                    .isCloseTo(1e3 * median(group.stream().map(Dirtied::seconds).toList()), within(0.51));
            assertThat(pages.get(i++))
                    .isCloseTo(median(group.stream().map(Dirtied::pages).toList()), within(0.51));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "post-copy after 5 s, Postcopy_Late_16T_5s, 9, 6, postcopy-ram=on;postcopy-after=5",
        "post-copy after 25 s, Postcopy_Late_16T_25s, 2, 6, postcopy-ram=on;postcopy-after=25",
        "post-copy after 40 s, Postcopy_Late_16T_40s, 2, 6, postcopy-ram=on;postcopy-after=40",
        "auto-converge, Autoconverge_16T, 10, 10, auto-converge=on"
    })
    void otherMigrationsOfTheSameVmAreForetold(
            final String what, final String scenario, final double total, final double bytes, final String settings)
            throws IOException {
        final List<String> args = new ArrayList<>(List.of(
                "migrate",
                "--technique",
                "qemu-precopy",
                "--writes",
                "curve:file=" + CURVE,
                "--ram",
                "8209MiB",
                "--zero",
                "0.68",
                "--link",
                "10.6Gbit",
                "--set",
                "max-bandwidth=135000000",
                "--json"));
        for (final String setting : settings.split(";", -1)) {
            args.addAll(List.of("--set", setting));
        }
        final Cli run = Cli.run(args.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        final JsonObject record = JsonParser.parseString(run.out()).getAsJsonObject();
        final double seconds = record.get("total-time").getAsDouble() / 1e3;
        final double gigabytes =
                record.getAsJsonObject("ram").get("transferred").getAsDouble() / 1e9;
        final double measuredSeconds = measured(scenario, 4) / 1e3;
        final double measuredGigabytes = measured(scenario, 7) / 1e9;
        final double secondsOff = 100 * (seconds / measuredSeconds - 1);
        final double gigabytesOff = 100 * (gigabytes / measuredGigabytes - 1);
        assertThat(secondsOff).isBetween(-total, total);
        assertThat(gigabytesOff).isBetween(-bytes, bytes);
        assertThat(Files.readString(DOCS.resolve("validation.md")))
                .contains(String.format(
                        Locale.ROOT,
                        "| %s | %.2f / %.2f | %+.1f %% | %.2f / %.2f | %+.1f %% |",
                        what,
                        seconds,
                        measuredSeconds,
                        secondsOff,
                        gigabytes,
                        measuredGigabytes,
                        gigabytesOff));
    }

    private double measured(final String scenario, final int column) throws IOException {
        return median(lines("runs.csv", scenario).stream()
                .map(run -> number(run, column))
                .toList());
    }

    private List<List<String[]>> byRun(final String scenario) throws IOException {
        return List.copyOf(lines("rounds.csv", scenario).stream()
                .collect(Collectors.groupingBy(line -> line[1], TreeMap::new, Collectors.toList()))
                .values());
    }

    private List<String[]> lines(final String file, final String scenario) throws IOException {
        return Files.readAllLines(data.resolve(file)).stream()
                .map(line -> line.split(",", -1))
                .filter(line -> line[0].equals(scenario))
                .toList();
    }

    private static double number(final String[] line, final int column) {
        return Double.parseDouble(line[column]);
    }

    private static List<Double> numbers(final JsonObject json, final String name) {
        return json.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsDouble)
                .toList();
    }

    private static double median(final List<Double> values) {
        final List<Double> sorted = values.stream().sorted().toList();
        final int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
