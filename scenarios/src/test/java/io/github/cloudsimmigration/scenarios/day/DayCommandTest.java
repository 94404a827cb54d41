package io.github.cloudsimmigration.scenarios.day;

import static org.assertj.core.api.Assertions.assertThat;

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

class DayCommandTest {
    @TempDir
    private Path folder;

    @Test
    void consolidateWritesOneLineForEachMigrationAndASummaryOfEachRun() throws IOException {
        final Path out = folder.resolve("out");
        final Cli consolidate = Cli.run(
                "consolidate",
                "--hosts=12",
                "--vms=24",
                "--technique=xen-precopy",
                "--technique=proposed",
                "--out=" + out);
        assertThat(consolidate.err()).isEmpty();
        assertThat(consolidate.status()).isZero();
        final JsonArray runs = JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                .getAsJsonArray();
        assertThat(runs).hasSize(2);
        long migrations = 0;
        for (final JsonElement run : runs) {
            final JsonObject summary = run.getAsJsonObject();
            migrations += summary.get("migrations").getAsLong();
            assertThat(summary.get("lost").getAsLong()).isZero();
            assertThat(summary.get("postcopy-paused").getAsLong()).isZero();
            assertThat(summary.getAsJsonObject("downtime").keySet()).containsExactly("total", "mean", "max");
            assertThat(summary.keySet())
                    .contains("technique", "failed", "total-time", "pages-sent", "bytes-sent", "energy")
                    .contains("slatah", "pdm", "slav", "esv", "running-time");
        }
        assertThat(migrations).isPositive();
        assertThat(Files.readAllLines(out.resolve("migrations.csv"))).hasSize((int) migrations + 1);
        assertThat(Files.readAllLines(out.resolve("rounds.csv"))).hasSizeGreaterThan((int) migrations + 1);
        assertThat(consolidate.out())
                .contains("slatah", "pdm", "slav", "esv [kWh]", "energy [kWh]", "downtime.total [ms]");
    }

    @Test
    void whatStockDoesNotTellIsNotZero() throws IOException {
        final Path out = folder.resolve("stock");
        final Cli consolidate =
                Cli.run("consolidate", "--hosts=6", "--vms=12", "--stock", "--technique=stop-and-copy", "--out=" + out);
        assertThat(consolidate.out())
                .containsPattern("pages-sent \\[pages\\] +- +\\d{3,}")
                .containsPattern("pdm +- +\\d\\.\\d\\de-0\\d");
        final JsonArray runs = JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                .getAsJsonArray();
        final JsonObject stock = runs.get(0).getAsJsonObject();
        assertThat(stock.get("technique").getAsString()).isEqualTo("stock");
        assertThat(stock.get("pages-sent").isJsonNull()).isTrue();
        assertThat(stock.get("esv").isJsonNull()).isTrue();
        assertThat(stock.get("energy").getAsDouble()).isPositive();
        assertThat(runs.get(1).getAsJsonObject().get("esv").isJsonNull()).isFalse();
    }

    @Test
    void smallFiguresAreToldByThreeDigitsAndAPowerOfTen() {
        final Cli consolidate =
                Cli.run("consolidate", "--hosts=6", "--vms=12", "--technique=xen-precopy", "--out=" + folder);
        assertThat(consolidate.out())
                .containsPattern("slav +\\d\\.\\d\\de-\\d\\d\\R")
                .containsPattern("esv \\[kWh] +\\d\\.\\d\\de-\\d\\d\\R");
    }

    @Test
    void consolidateIsTheSameDayWithTheSameSeed() throws IOException {
        for (final String run : new String[] {"a", "b"}) {
            Cli.run("consolidate", "--hosts=6", "--vms=12", "--technique=proposed", "--out=" + folder.resolve(run));
        }
        for (final String file : new String[] {"migrations.csv", "rounds.csv"}) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
    }

    @Test
    void consolidateTellsTechniquesAndPoliciesApart() throws IOException {
        final List<String> policies = List.of("random", "minimum-cost", "minimum-downtime+veto");
        final List<String> args = new ArrayList<>(List.of("consolidate", "--hosts=6", "--vms=12"));
        policies.forEach(policy -> args.add("--policy=" + policy));
        args.addAll(List.of("--technique=xen-precopy", "--technique=stop-and-copy", "--out=" + folder));
        final Cli consolidate = Cli.run(args.toArray(String[]::new));
        assertThat(consolidate.err()).isEmpty();
        assertThat(consolidate.status()).isZero();
        assertThat(consolidate.out())
                .contains(policies)
                .contains("migrations", "energy [kWh]", "slatah", "pdm", "slav", "esv");
        assertThat(consolidate.out().lines()).as("as wide as a terminal").allMatch(line -> line.length() <= 120);
        assertThat(Files.readAllLines(folder.resolve("summary.csv"))).hasSize(1 + 2 * 3);
        assertThat(Files.readAllLines(folder.resolve("migrations.csv")).get(0)).endsWith(",policy");
        assertThat(JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                        .getAsJsonArray())
                .extracting(run -> run.getAsJsonObject().get("policy").getAsString())
                .containsExactly(
                        "random",
                        "minimum-cost",
                        "minimum-downtime+veto",
                        "random",
                        "minimum-cost",
                        "minimum-downtime+veto");
    }

    @Test
    void balanceLowersBothImbalancesOfTheSameDayWithoutMigrations() throws IOException {
        final Cli balance = Cli.run("balance", "--hosts=8", "--vms=32", "--technique=xen-precopy", "--out=" + folder);
        assertThat(balance.err()).isEmpty();
        assertThat(balance.status()).isZero();
        final JsonArray runs = JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                .getAsJsonArray();
        assertThat(runs).hasSize(2);
        final JsonObject none = runs.get(0).getAsJsonObject();
        final JsonObject balanced = runs.get(1).getAsJsonObject();
        assertThat(none.get("technique").getAsString()).isEqualTo("none");
        assertThat(none.get("migrations").getAsLong()).isZero();
        assertThat(balanced.get("migrations").getAsLong()).isPositive();
        for (final String load : List.of("cpu", "memory")) {
            assertThat(balanced.getAsJsonObject("imbalance").get(load).getAsDouble())
                    .as(load)
                    .isPositive()
                    .isLessThan(none.getAsJsonObject("imbalance").get(load).getAsDouble());
        }
        Cli.run(
                "balance",
                "--hosts=8",
                "--vms=32",
                "--technique=xen-precopy",
                "--memory-bandwidth=1000Gbit",
                "--out=" + folder);
        final JsonObject byCpuAlone = JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                .getAsJsonArray()
                .get(1)
                .getAsJsonObject();
        assertThat(byCpuAlone.getAsJsonObject("imbalance").get("memory").getAsDouble())
                .as("memory, left alone")
                .isGreaterThan(
                        balanced.getAsJsonObject("imbalance").get("memory").getAsDouble());
        assertThat(balance.out())
                .contains("imbalance.cpu", "imbalance.memory [MB/s]", "slatah", "pdm", "slav", "energy");
    }

    @Test
    void balanceIsTheSameDayWithTheSameSeed() {
        for (final String run : new String[] {"a", "b"}) {
            Cli.run(
                    "balance",
                    "--hosts=8",
                    "--vms=32",
                    "--policy=random",
                    "--technique=proposed",
                    "--out=" + folder.resolve(run));
        }
        for (final String file : new String[] {"migrations.csv", "rounds.csv"}) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
    }

    @Test
    void aMalformedCpuTraceIsNamedWithItsLine() throws IOException {
        final Path traces = Files.createDirectory(folder.resolve("traces"));
        Files.writeString(traces.resolve("vm1"), "12\n101\n");
        final Cli cli = Cli.run("consolidate", "--cpu-trace", traces.toString());
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("vm1, line 2").contains("expected a percentage 0 to 100");
    }

    @Test
    void ofALongLineThatIsNoPercentageOnlyTheBeginningIsShown() throws IOException {
        final Path traces = Files.createDirectory(folder.resolve("traces"));
        Files.writeString(traces.resolve("vm1"), "{\"config\": " + " 7".repeat(100_000));
        assertThat(Cli.run("consolidate", "--cpu-trace", traces.toString()).err())
                .contains("vm1, line 1: '{\"config\": ", "...', expected a percentage 0 to 100")
                .hasSizeLessThan(400);
    }
}
