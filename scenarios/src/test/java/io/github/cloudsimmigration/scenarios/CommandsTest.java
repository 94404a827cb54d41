package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
    @TempDir
    private Path folder;

    @Test
    void replayPrintsItsJsonAndNothingElse() throws IOException {
        final Path script = Files.writeString(folder.resolve("rounds.json"), """
                {"pages": 8, "stopRules": false, "rounds": [
                  {"dirty": [3, 5], "early": [3]},
                  {"dirty": [3], "early": [3]},
                  {}]}
                """);
        final Cli replay = Cli.run("replay", "--technique", "xen-precopy", "--rounds", script.toString());
        assertThat(replay.err()).isEmpty();
        assertThat(replay.status()).isZero();
        assertThat(replay.out().strip())
                .isEqualTo("{\"rounds\":["
                        + "{\"sent\":[0,1,2,4,5,6,7],\"skipped\":[3],\"held\":[]},"
                        + "{\"sent\":[5],\"skipped\":[3],\"held\":[]},"
                        + "{\"sent\":[3],\"skipped\":[],\"held\":[]}],"
                        + "\"final\":[],\"stop\":\"input ended\"}");
    }

    @Test
    void replayStopsByTheRulesUnlessTold() throws IOException {
        final Path script = Files.writeString(
                folder.resolve("rounds.json"), "{\"pages\": 8, \"rounds\": [{\"dirty\": [1]}, {\"dirty\": [2]}]}");
        final Cli replay = Cli.run("replay", "--technique", "xen-precopy", "--rounds", script.toString());
        final JsonObject result = JsonParser.parseString(replay.out()).getAsJsonObject();
        assertThat(result.get("stop").getAsString()).isEqualTo("few-pages");
        assertThat(result.getAsJsonArray("rounds")).hasSize(1);
        assertThat(result.getAsJsonArray("final").toString()).isEqualTo("[1]");
    }

    @Test
    void stopAndCopyIsDownForBytesOverRate() {
        final Cli migrate =
                Cli.run("migrate", "--technique", "stop-and-copy", "--ram", "1GiB", "--link", "1Gbit", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        final double seconds = record.get("bytes-sent").getAsLong() * 8 / 1e9;
        assertThat(record.get("downtime").getAsDouble() / 1e3).isCloseTo(seconds + 0.009, within(1e-9));
    }

    @Test
    void memoryMuncherLeavesItsWorkingSetToTheFinalRound() {
        final Cli migrate = Cli.run(
                "migrate", "--ram", "512MB", "--link", "500Mbit", "--writes", "uniform:rate=300000,ws=256MB", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        assertThat(record.getAsJsonObject("ram").get("downtime-bytes").getAsLong())
                .isBetween(222_000_000L, 257_000_000L);
        assertThat(record.get("downtime").getAsDouble()).isBetween(3_500.0, 4_200.0);
    }

    @Test
    void migrateEndsTheLivePhaseAtTheDowntimeLimit() {
        final Cli migrate =
                Cli.run("migrate", "--writes", "uniform:rate=5000,ws=512MiB", "--downtime-limit", "1000", "--json");
        final JsonObject record = JsonParser.parseString(migrate.out()).getAsJsonObject();
        assertThat(record.get("stop-reason").getAsString()).isEqualTo("downtime-limit");
        assertThat(record.get("downtime").getAsDouble()).isLessThan(1_100);
    }

    @Test
    void migratePrintsItsRoundsAsATable() {
        final Cli migrate = Cli.run("migrate", "--ram", "64");
        assertThat(migrate.status()).isZero();
        assertThat(migrate.out()).contains("|round|").contains("stop-and-copy").contains("completed (few-pages)");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        final String[] command = {"migrate", "--technique", "proposed", "--writes", "zipf:rate=3000", "--json"};
        assertThat(Cli.run(command).out()).isEqualTo(Cli.run(command).out());
    }

    @Test
    void listNamesEveryTechniqueAndScenario() {
        assertThat(Cli.run("list").out())
                .contains(
                        "stop-and-copy",
                        "xen-precopy",
                        "proposed",
                        "consolidate",
                        "balance",
                        "migrate",
                        "replay",
                        "--writes")
                .contains("minimum-migration-time", "minimum-downtime", "--policy", "+veto")
                .contains("source: Clark et al., NSDI 2005; Xen");
    }

    @Test
    void listTellsQemusParametersWithDefaultsAndUnits() {
        assertThat(Cli.run("list").out().lines())
                .anyMatch(line -> line.matches("  downtime-limit +300  ms +how long the VM may stand still.*"))
                .anyMatch(line -> line.matches("  max-bandwidth +134217728  bytes/s +limit while the VM runs.*"))
                .anyMatch(line -> line.matches("  auto-converge +off +throttle a VM that writes too fast"))
                .anyMatch(line -> line.matches("  postcopy-after +never  s +when post-copy is asked for.*"))
                .anyMatch(line -> line.matches("  version +7.2 +of QEMU: 7.2 or 10.2"));
    }

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
    void consolidateIsTheSameDayWithTheSameSeed() throws IOException {
        for (final String run : new String[] {"a", "b"}) {
            Cli.run("consolidate", "--hosts=6", "--vms=12", "--technique=proposed", "--out=" + folder.resolve(run));
        }
        for (final String file : new String[] {"migrations.csv", "rounds.csv"}) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
    }

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
        assertThat(JsonParser.parseString(Files.readString(out.resolve("summary.json")))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("failed")
                        .getAsInt())
                .isEqualTo(1);
    }

    /** The example's curve ends at 60 s; all of its 32 GiB take half a minute at 10 Gbit/s and five minutes at 1 Gbit/s. */
    @Test
    void predictionTellsWhereTheCurveEnds() {
        final String predict =
                "predict --curve src/test/resources/dirty-rate/qemu-devel-2023.json --downtime-limit 5000 --bandwidth ";
        assertThat(Cli.run((predict + "10Gbit").split(" ")).out()).doesNotContain("The curve ends");
        assertThat(Cli.run((predict + "10Gbit,1Gbit").split(" ")).out())
                .contains("The curve ends at 60 s. Rounds are longer at 1Gbit:");
    }

    @Test
    void aFewTechniquesRunUnlessOthersOrAllAreNamed() {
        final String[] small = {"storm", "--hosts=2", "--vms=1", "--ram=16", "--out"};
        final List<String> all = Techniques.all().stream().map(Technique::name).toList();
        assertThat(techniques(Cli.run(with(small, folder.toString()))))
                .containsExactly("stop-and-copy", "xen-precopy", "proposed", "qemu-precopy");
        assertThat(techniques(Cli.run(with(small, folder.toString(), "--technique=postcopy,hybrid"))))
                .containsExactly("postcopy", "hybrid");
        assertThat(techniques(Cli.run(with(small, folder.toString(), "--technique=all"))))
                .containsExactlyElementsOf(all);
    }

    private static String[] with(final String[] command, final String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> techniques(final Cli storm) {
        return storm.out()
                .lines()
                .skip(1)
                .filter(line -> !line.startsWith("Written"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
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
    void consolidateTellsTechniquesAndPoliciesApart() throws IOException {
        final List<String> policies = List.of("random", "minimum-cost", "minimum-downtime+veto");
        final List<String> args = new ArrayList<>(List.of("consolidate", "--hosts=6", "--vms=12"));
        policies.forEach(policy -> args.add("--policy=" + policy));
        args.addAll(List.of("--technique=xen-precopy", "--technique=stop-and-copy", "--out=" + folder));
        final Cli consolidate = Cli.run(args.toArray(String[]::new));
        assertThat(consolidate.err()).isEmpty();
        assertThat(consolidate.status()).isZero();
        assertThat(consolidate.out()).contains(policies).contains("migrations", "energy [kWh]", "slav", "esv");
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

    static Stream<Arguments> wrongRequests() {
        return Stream.of(
                Arguments.of("migrate --technique nosuch", "expected one of: "),
                Arguments.of("consolidate --technique ,", "--technique without a name, expected one or more"),
                Arguments.of("fit --link ,", "--link without a rate, expected one or more"),
                Arguments.of(
                        "predict --curve ../docs/kvm-ycsb-curve.json --bandwidth ,",
                        "--bandwidth without a rate, expected one or more"),
                Arguments.of("migrate --ram 0", "expected at least one byte"),
                Arguments.of("migrate --ram 12parsecs", "expected an amount of memory"),
                Arguments.of("migrate --link 0", "more than 0"),
                Arguments.of("migrate --writes uniform:rate=-1", "expected a finite number of 0 or more"),
                Arguments.of("migrate --writes uniform", "rate is missing"),
                Arguments.of("migrate --writes uniform:rate=1,hot=1", "'hot' means nothing to uniform"),
                Arguments.of("migrate --writes nosuch:rate=1", "expected one of: idle; uniform"),
                Arguments.of("migrate --writes curve", "file is missing"),
                Arguments.of("migrate --writes curve:file=nosuch.json", "nosuch.json"),
                Arguments.of(
                        "migrate --ram 64MiB --writes curve:file=../docs/kvm-ycsb-curve.json",
                        "a curve of 669458 pages in a memory of 16384"),
                Arguments.of("migrate --writes uniform:rate=1,ws=2GiB", "working set"),
                Arguments.of("migrate --page-trace nosuch.gz", "no such file"),
                Arguments.of("migrate --downtime-limit -1", "expected 0 or more"),
                Arguments.of(
                        "migrate --technique stop-and-copy --downtime-limit 1", "expected a technique with a live"),
                Arguments.of("migrate --page-trace .", "is a folder"),
                Arguments.of("migrate --ram 99999999TiB", "at most 1TiB"),
                Arguments.of("migrate --writes uniform:rate=1,rate=2", "given twice"),
                Arguments.of("consolidate --ram 999GiB", "at most the hosts'"),
                Arguments.of("consolidate --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("storm --hosts 1", "expected 2 or more"),
                Arguments.of("storm --oversubscription 0", "expected more than 0"),
                Arguments.of("storm --orchestration nosuch", "expected one of: none, progress, kubevirt, nova"),
                Arguments.of("storm --vms 129 --hosts 2", "--vms 129, expected at most 128: the senders have no room"),
                Arguments.of("storm --vms 5 --hosts 3 --ram 256GiB", "--vms 5, expected at most 4: "),
                Arguments.of(
                        "evacuate --vms 129 --drain 1 --hosts 5",
                        "--vms 129, expected at most 128: the hosts, or those"),
                Arguments.of("evacuate --vms 33 --drain 4 --hosts 5", "--vms 33, expected at most 32: "),
                Arguments.of("evacuate --hosts 4 --drain 4", "expected 5 or more"),
                Arguments.of("evacuate --deadline 0", "expected more than 0"),
                Arguments.of(
                        "evacuate --order nosuch",
                        "expected one of: fifo, smallest-first, shortest-first, earliest-deadline"),
                Arguments.of("migrate --nosuch", "--nosuch"),
                Arguments.of("nosuch", "nosuch"),
                Arguments.of("replay --technique xen-precopy", "--rounds"),
                Arguments.of("replay --technique xen-precopy --rounds nosuch.json", "no such file"),
                Arguments.of("consolidate --policy nosuch", "expected one of: minimum-migration-time"),
                Arguments.of("consolidate --policy random --veto-horizon -1", "expected 0 or more seconds"),
                Arguments.of("consolidate --stock --policy minimum-bytes", "--stock with --policy minimum-bytes"),
                Arguments.of("consolidate --stock --policy random+veto", "--stock with --policy random+veto"),
                Arguments.of("balance --policy +veto", "policy '+veto' is unknown"),
                Arguments.of("balance --technique nosuch", "expected one of: "),
                Arguments.of("balance --hosts 0", "expected 1 or more"),
                Arguments.of("balance --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("balance --stock", "--stock"),
                Arguments.of("balance --memory-bandwidth 0", "--memory-bandwidth 0, expected more than 0"),
                Arguments.of("consolidate --hosts 0", "expected 1 or more"),
                Arguments.of("consolidate --vms -3", "expected 1 or more"),
                Arguments.of("consolidate --ram 16MiB", "page trace"),
                Arguments.of("consolidate --cpu-trace nosuch.zip", "no such file"),
                Arguments.of("fit --link 0", "--link 0, expected more than 0"),
                Arguments.of("fit --page-trace nosuch.gz", "no such file"),
                Arguments.of("fit --technique nosuch", "expected one of: "),
                Arguments.of("compare --technique nosuch", "expected one of: "),
                Arguments.of("compare --technique all,nosuch", "unknown technique 'nosuch', expected one of: "),
                Arguments.of("storm --technique all,nosuch", "unknown technique 'nosuch', expected one of: "),
                Arguments.of("nosuch --vms 4", "unknown command 'nosuch', expected one of: consolidate, balance, "),
                Arguments.of("migrate --technique qemu-precopy --set version", "expected NAME=VALUE"),
                Arguments.of(
                        "migrate --technique qemu-precopy --set version=7.2 --set version=10.2",
                        "--set version is given twice"),
                Arguments.of("evacuate --technique proposed --set version=7.2", "--set is for qemu-precopy"),
                Arguments.of("compare --workload nosuch", "expected one of: idle, web, kernel-build"),
                Arguments.of("compare --workload web --workload web", "expected every name once"),
                Arguments.of("compare --seeds 0", "expected 1 or more"),
                Arguments.of("compare --threads 0", "expected 1 or more"),
                Arguments.of("compare --ram 1MiB --workload web", "pages (16 MiB) of workload 'web'"),
                Arguments.of("compare --ram 64MiB --workload trace-python", "(133 MiB) of workload 'trace-python'"),
                Arguments.of("compare --link -1", "expected a rate"),
                Arguments.of("compare --page-trace nosuch.gz", "no such file"),
                Arguments.of("compare --workload idle --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("compare --workload idle --csv src", "src: is a folder, expected a file"),
                Arguments.of(
                        "predict --curve ../docs/kvm-ycsb-curve.json --json src", "src: is a folder, expected a file"),
                Arguments.of("migrate --json src", "src: is a folder, expected a file"),
                Arguments.of("fit --doc pom.xml", "expected a line <!-- fit:begin -->"),
                Arguments.of("compare --readme pom.xml", "expected a line <!-- techniques:begin -->"),
                Arguments.of("consolidate --hosts 1 --vms 500 --technique proposed", "found no room"));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(final String command, final String expected) {
        final Cli cli = Cli.run(command.split(" "));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("error: ").contains(expected);
        assertThat(cli.err().strip().lines()).hasSize(1);
    }

    static Stream<Arguments> wrongScripts() {
        return Stream.of(
                Arguments.of("", "expected"),
                Arguments.of("[1]", "expected a JSON object"),
                Arguments.of("{\"pages\": ", "no JSON"),
                Arguments.of("{\"rounds\": []}", "'pages' is missing"),
                Arguments.of("{\"pages\": 0}", "expected 1 or more"),
                Arguments.of("{\"pages\": 2.5}", "expected whole numbers"),
                Arguments.of("{\"pages\": 2147483647}", "at most 16777216"),
                Arguments.of("{\"pages\": 4, \"free\": [4]}", "expected page numbers 0 to 3"),
                Arguments.of("{\"pages\": 4, \"rounds\": [{\"dirty\": \"x\"}]}", "expected a list"),
                Arguments.of("{\"pages\": 4, \"rounds\": [{\"early\": [1]}]}", "expected early within dirty"),
                Arguments.of("{\"pages\": 4, \"rounds\": [7]}", "expected an object"),
                Arguments.of("{\"pages\": 4, \"initialUpdates\": [1]}", "expected one for each page"),
                Arguments.of("{\"pages\": 4, \"bandwidthPagesPerSecond\": 0}", "expected more than 0"));
    }

    @ParameterizedTest
    @MethodSource("wrongScripts")
    void aWrongScriptIsNamedWithWhatWasExpected(final String json, final String expected) throws IOException {
        final Path script = Files.writeString(folder.resolve("script.json"), json);
        final Cli cli = Cli.run("replay", "--technique", "proposed", "--rounds", script.toString());
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("script.json").contains(expected);
        assertThat(cli.err().strip().lines()).hasSize(1);
    }

    @Test
    void aMalformedCpuTraceIsNamedWithItsLine() throws IOException {
        final Path traces = Files.createDirectory(folder.resolve("traces"));
        Files.writeString(traces.resolve("vm1"), "12\n101\n");
        final Cli cli = Cli.run("consolidate", "--cpu-trace", traces.toString());
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("vm1, line 2").contains("expected a percentage 0 to 100");
    }
}
