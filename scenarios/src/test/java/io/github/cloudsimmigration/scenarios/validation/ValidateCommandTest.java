package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
    private static final String IDLE = """
            {"config": {"id": "idle-1", "kind": "idle", "ram_mib": 256, "link_mbit": 250, "downtime_limit_ms": 300,
                        "writer": [1, 0, 0, "uniform"], "timeout_s": 60},
             "result": {"status": "completed", "total-time": 3116, "downtime": 230, "setup-time": 1,
                        "ram": {"total": 268967936, "transferred": 95718842, "duplicate": 42427,
                                "dirty-sync-count": 3, "postcopy-requests": 0}}}
            """;

    @TempDir
    private Path folder;

    private Cli validate(final String... more) {
        final String[] args = new String[7 + more.length];
        final String[] first = {
            "validate",
            "--runs",
            folder.resolve("runs").toString(),
            "--seeds",
            "3",
            "--out",
            folder.resolve("out").toString()
        };
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return Cli.run(args);
    }

    private void write(final String name, final String text) throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("runs").resolve(name), text);
    }

    private JsonArray predictions(final String... more) throws IOException {
        final Path json = folder.resolve("v.json");
        final String[] args = new String[more.length + 2];
        System.arraycopy(more, 0, args, 0, more.length);
        args[more.length] = "--json";
        args[more.length + 1] = json.toString();
        final Cli run = validate(args);
        assertThat(run.status()).as(run.err()).isZero();
        return JsonParser.parseString(Files.readString(json)).getAsJsonArray();
    }

    @Test
    void predictsARunAndSaysHowFarOff() throws IOException {
        write("idle-1.json", IDLE);
        final Cli run = validate();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("idle-1", "CloudSim Plus", "analytic", "QEMU predictor");
        assertThat(folder.resolve("out/validation-total-time.png")).isNotEmptyFile();
        assertThat(folder.resolve("out/validation-downtime.svg")).isNotEmptyFile();
        final JsonObject row = predictions().get(0).getAsJsonObject();
        assertThat(row.get("id").getAsString()).isEqualTo("idle-1");
        final JsonObject predicted = row.getAsJsonObject("predicted");
        assertThat(predicted.get("status").getAsString()).isEqualTo("completed");
        assertThat(predicted.get("total-time").getAsDouble()).isBetween(3_000.0, 3_250.0);
        assertThat(predicted.get("transferred").getAsDouble()).isBetween(95.5e6, 96.5e6);
        assertThat(predicted.get("dirty-sync-count").getAsDouble()).isEqualTo(3);
        assertThat(row.getAsJsonObject("measured").get("downtime").getAsDouble())
                .isEqualTo(230);
        for (final String side : new String[] {"predicted", "measured"}) {
            assertThat(row.getAsJsonObject(side).get("postcopy-requests").getAsInt())
                    .isZero();
            assertThat(row.getAsJsonObject(side).get("cpu-throttle-percentage").getAsInt())
                    .isZero();
        }
    }

    @Test
    void runsDoneAgainSayHowWellOneForetellsAnother() throws IOException {
        write("a.json", IDLE);
        write("b.json", IDLE.replace("\"link_mbit\": 250", "\"link_mbit\": 500").replace("idle-1", "idle-2"));
        final Path again = Files.createDirectory(folder.resolve("again"));
        Files.writeString(
                again.resolve("a.json"), IDLE.replace("idle-1", "idle-3").replace("3116", "3147"));
        final Cli run = validate("--again", again.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .as("of the two runs one was done again, and took 1 % longer")
                .containsSubsequence(
                        run.out()
                                .lines()
                                .filter(line -> line.startsWith("another run"))
                                .findFirst()
                                .orElseThrow(),
                        "all                    1       100     1       0.99 0.99       0.00 0.00         0.0 0.0    0.0 0.0    100          -          -");
        Files.writeString(again.resolve("b.json"), "{}");
        final Cli broken = validate("--again", again.toString());
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.out()).contains("another run");
        assertThat(broken.err()).contains("b.json: 'config' is missing", "1 left out");
        Files.writeString(again.resolve("a.json"), IDLE.replace("\"link_mbit\": 250", "\"link_mbit\": 100"));
        final Cli others = validate("--again", again.toString());
        assertThat(others.status()).isEqualTo(2);
        assertThat(others.err()).contains(again + ": none of its runs has the configuration of another one");
        final Cli missing = validate("--again", folder.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains(folder.resolve("none") + ": no such folder");
    }

    @Test
    void threadsChangeNothing() throws IOException {
        write("a.json", IDLE);
        write("b.json", IDLE.replace("\"link_mbit\": 250", "\"link_mbit\": 500"));
        write("c.json", IDLE.replace("[1, 0, 0, \"uniform\"]", "[8, 8, 500, \"zipf\", 0.9]"));
        assertThat(predictions("--threads", "3")).isEqualTo(predictions("--threads", "1"));
    }

    @Test
    void nothingButConfigurationAndZeroPagesIsLookedAt() throws IOException {
        write("a.json", IDLE);
        final JsonObject before = predicted(0);
        write("a.json", """
                {"config": {"id": "idle-1", "kind": "idle", "ram_mib": 256, "link_mbit": 250, "downtime_limit_ms": 300,
                            "writer": [1, 0, 0, "uniform"], "timeout_s": 60},
                 "result": {"status": "completed", "total-time": 9999, "downtime": 1, "setup-time": 700,
                            "cpu-throttle-percentage": 40, "expected-downtime": 3,
                            "xbzrle-cache": {"pages": 7, "cache-miss": 3},
                            "ram": {"total": 1073741824, "transferred": 1, "duplicate": 42427, "normal": 9,
                                    "normal-bytes": 5, "dirty-sync-count": 30, "dirty-pages-rate": 12000, "remaining": 4,
                                    "mbps": 3.5, "postcopy-requests": 77, "page-size": 16384}},
                 "last_active": {"status": "active", "total-time": 12, "cpu-throttle-percentage": 99,
                                 "ram": {"total": 4096, "duplicate": 3, "transferred": 8, "dirty-sync-count": 9}},
                 "rounds": [{"t_s": 9.5, "dirty_pages_found": 33333}], "samples": [[1, "active", 2, 3, 4, 5, 6, null]],
                 "events": [[0.5, "STOP", {}]], "destination": {"status": "failed"}, "cancelled_by_timeout": true}
                """);
        assertThat(predicted(0)).isEqualTo(before);
        write("a.json", IDLE.replace("42427", "40000"));
        assertThat(predicted(0).get("transferred").getAsDouble())
                .as("fewer zero pages")
                .isGreaterThan(before.get("transferred").getAsDouble() + 9e6);
    }

    @Test
    void zeroPagesOfARunThatDidNotCompleteAreNotLookedAt() throws IOException {
        for (final String status : new String[] {"cancelled", "failed"}) {
            final String ended = IDLE.replace("completed", status);
            write("a.json", ended);
            write("b.json", ended.replace("42427", "100").replace("268967936", "1"));
            assertThat(predicted(1)).as(status).isEqualTo(predicted(0));
        }
    }

    private JsonObject predicted(final int run) throws IOException {
        return predictions().get(run).getAsJsonObject().getAsJsonObject("predicted");
    }

    @Test
    void errorsOfEveryFigureArePrintedRunByRun() throws IOException {
        write("a.json", THROTTLED);
        write("b.json", IDLE.replace("completed", "failed"));
        final String out = validate().out();
        assertThat(out.lines().filter(line -> line.startsWith("throttled")).findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .containsPattern("throttled +completed +[0-9]+ / 3646 +[-+][0-9.]+ +[0-9.]+ / 220.4")
                        .containsPattern("[0-9]+ / 17 +-1[0-9] +- +- +0 / 40 +-40$"));
        assertThat(out).containsPattern("idle-1 +completed / failed +[0-9]+ / 3116 +- ");
        assertThat(out.lines().filter(line -> !line.startsWith("Written")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(190));
        final String baselines = out.substring(out.indexOf("\nCloudSim Plus"));
        assertThat(baselines.lines().filter(line -> line.startsWith("all ")).map(String::strip))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).matches("all +2 +100 +1 .* - +- +- +-"));
    }

    private static final String THROTTLED = """
            {"config": {"id": "throttled", "kind": "auto-converge", "ram_mib": 512, "link_mbit": 500, "downtime_limit_ms": 300,
                        "writer": [64, 64, 8000, "uniform"], "capabilities": ["auto-converge"]},
             "result": {"status": "completed", "total-time": 3646, "downtime": 266,
                        "ram": {"transferred": 220360353, "duplicate": 94358, "dirty-sync-count": 17}},
             "last_active": {"total-time": 3646, "cpu-throttle-percentage": 40}}
            """;

    @Test
    void throttleIsZeroUnlessToldAndUnknownWhereAutoConvergeMayHaveThrottled() throws IOException {
        write("a.json", THROTTLED.replace(", \"cpu-throttle-percentage\": 40", ""));
        write("b.json", THROTTLED.replace("[\"auto-converge\"]", "[]"));
        write("c.json", THROTTLED.replace("\"last_active\"", "\"other\""));
        final JsonArray rows = predictions();
        assertThat(throttle(rows, 0, "measured")).isEqualTo("0");
        assertThat(throttle(rows, 0, "predicted")).isEqualTo("0");
        assertThat(throttle(rows, 1, "measured")).isEqualTo("0");
        assertThat(throttle(rows, 1, "predicted")).isEqualTo("0");
        assertThat(throttle(rows, 2, "measured")).as("nothing told").isEqualTo("null");
    }

    private static String throttle(final JsonArray rows, final int run, final String which) {
        return rows.get(run)
                .getAsJsonObject()
                .getAsJsonObject(which)
                .get("cpu-throttle-percentage")
                .toString();
    }

    @Test
    void onlyRunsThatDidNotCompleteHaveTheLastFiguresToldBefore() throws IOException {
        final String before = """
                , "last_active": {"total-time": 3000, "ram": {"transferred": 9, "dirty-sync-count": 2}}}
                """;
        final String run = IDLE.strip();
        final String told = run.substring(0, run.length() - 1) + before;
        write("a.json", told.replace("\"dirty-sync-count\": 3,", "").replace("\"total-time\": 3116,", ""));
        write(
                "b.json",
                told.replaceAll(
                        "\"result\": .*(?s:.*?)\"last_active\"",
                        "\"result\": {\"status\": \"cancelled\"}, \"last_active\""));
        final JsonArray rows = predictions();
        assertThat(measured(rows, 0, "total-time")).isEqualTo("null");
        assertThat(measured(rows, 0, "transferred")).isEqualTo("95718842");
        assertThat(measured(rows, 0, "dirty-sync-count")).isEqualTo("null");
        assertThat(measured(rows, 1, "total-time")).isEqualTo("3000");
        assertThat(measured(rows, 1, "transferred")).isEqualTo("9");
        assertThat(measured(rows, 1, "dirty-sync-count")).isEqualTo("2");
    }

    private static String measured(final JsonArray rows, final int run, final String figure) {
        return rows.get(run)
                .getAsJsonObject()
                .getAsJsonObject("measured")
                .get(figure)
                .toString();
    }

    @Test
    void answersAreReadBareOrAsQmpReturnsThem() throws IOException {
        write("a.json", THROTTLED);
        final JsonObject run = JsonParser.parseString(THROTTLED).getAsJsonObject();
        for (final String key : new String[] {"result", "last_active"}) {
            final var answer = new JsonObject();
            answer.add("return", run.get(key));
            run.add(key, answer);
        }
        write("b.json", run.toString());
        final JsonArray rows = predictions();
        assertThat(rows.get(1).getAsJsonObject().get("measured"))
                .isEqualTo(rows.get(0).getAsJsonObject().get("measured"));
        assertThat(measured(rows, 1, "total-time")).isEqualTo("3646");
        assertThat(measured(rows, 1, "cpu-throttle-percentage")).isEqualTo("40");
    }

    @Test
    void runWhoseEndIsNotToldIsRefusedUnlessItWasCancelled() throws IOException {
        final String config = IDLE.substring(0, IDLE.indexOf("\"result\""));
        final String before = "\"last_active\": {\"status\": \"active\", \"total-time\": 3000}";
        assertThat(error(config + before + "}")).contains("bad.json: 'result' is missing, expected what query-migrate");
        assertThat(error(config + "\"result\": null, " + before + "}")).contains("bad.json: 'result' is missing");
        assertThat(error(config + "\"result\": {\"total-time\": 3116}, " + before + "}"))
                .contains("bad.json: 'status' is missing in result, expected what query-migrate answered at the end");
        assertThat(error(config + "\"result\": {\"return\": {}}}")).contains("bad.json: 'status' is missing in result");
        write("bad.json", config + "\"result\": null, \"cancelled_by_timeout\": true, " + before + "}");
        final JsonArray rows = predictions();
        assertThat(measured(rows, 0, "status")).isEqualTo("\"cancelled\"");
        assertThat(measured(rows, 0, "total-time")).isEqualTo("3000");
    }

    @Test
    void measuredZerosAreNotLeftOut() throws IOException {
        write("a.json", IDLE.replace("\"downtime\": 230", "\"downtime\": 0"));
        assertThat(validate().out()).containsPattern("idle-1 .* [0-9]+ / 0 +\\+[0-9]{4,}\\.0 ");
        assertThat(Files.readString(folder.resolve("out/validation-downtime.svg")))
                .isNotEmpty();
    }

    @Test
    void capabilitiesInQmpFormAreUnderstood() throws IOException {
        write("a.json", THROTTLED);
        write("b.json", THROTTLED.replace("[\"auto-converge\"]", """
                [{"capability": "auto-converge", "state": true}, {"capability": "postcopy-ram", "state": false}]"""));
        final JsonArray rows = predictions();
        assertThat(rows.get(1).getAsJsonObject().get("predicted"))
                .isEqualTo(rows.get(0).getAsJsonObject().get("predicted"));
        assertThat(error(THROTTLED.replace("\"auto-converge\"]", "{\"capability\": \"xbzrle\"}]")))
                .contains("'capabilities' has {\"capability\":\"xbzrle\"}, expected names, or");
    }

    @Test
    void missingAndUnknownKeysAreTolerated() throws IOException {
        write("bare.json", "{\"config\": {\"kind\": \"idle\", \"ram_mib\": 128, \"link_mbit\": 1000}}");
        write("extra.json", """
                {"config": {"kind": "idle", "ram_mib": 128, "link_mbit": 1000, "colour": "red", "capabilities": ["events", "postcopy-ram"],
                            "parameters": {"tls-creds": "", "max-bandwidth": 62500000}, "postcopy_after_s": null},
                 "result": {"status": "cancelled"}, "last_active": null}
                """);
        final JsonArray rows = predictions();
        assertThat(rows.get(0).getAsJsonObject().get("id").getAsString()).isEqualTo("bare");
        final double fast = total(rows.get(0).getAsJsonObject());
        assertThat(total(rows.get(1).getAsJsonObject())).as("half of the rate").isBetween(1.7 * fast, 2.2 * fast);
    }

    private static double total(final JsonObject row) {
        return row.getAsJsonObject("predicted").get("total-time").getAsDouble();
    }

    @Test
    void malformedRunsAreNamed() throws IOException {
        assertThat(error("{")).contains("no JSON at line 1 column 2, expected an object with config and result");
        assertThat(error("{}")).contains("'config' is missing");
        assertThat(error("{\"config\":{\"ram_mib\":256}}")).contains("'link_mbit' is missing in config");
        assertThat(error("{\"config\":{\"ram_mib\":256,\"link_mbit\":250}}"))
                .contains("'writer' is missing in config, expected a list:", "(or kind idle, if nothing writes)");
        assertThat(error(IDLE.replace("256", "\"much\""))).contains("'ram_mib' has \"much\", expected a number");
        assertThat(error(IDLE.replace("256", "-1"))).contains("'ram_mib' has -1, expected 1 to");
        assertThat(error(IDLE.replace("\"uniform\"", "\"spiral\""))).contains("write pattern 'spiral'", "zipf");
        assertThat(error(IDLE.replace("[1, 0", "[900, 0"))).contains("'writer' has");
        assertThat(error(IDLE.replace("300", "-300"))).contains("'downtime_limit_ms' has -300, expected 0 or more");
        assertThat(error(IDLE.replace("300", "-0.4"))).contains("'downtime_limit_ms' has -0.4, expected 0 or more");
    }

    /** What is half told is not taken for an idle guest, or for another pattern. */
    @Test
    void incompleteWritersAreRefused() throws IOException {
        final String writer = "[1, 0, 0, \"uniform\"]";
        assertThat(error(IDLE.replace(writer, "[]"))).contains("write pattern '', expected one of: uniform");
        assertThat(error(IDLE.replace(writer, "[128, \"uniform\"]")))
                .contains("'writer' has [128,\"uniform\"], expected 3 numbers beside pattern 'uniform'");
        assertThat(error(IDLE.replace(writer, "[128, 128, 12000, \"hot\", 0.1]")))
                .contains("expected 5 numbers beside pattern 'hot'");
        assertThat(error(IDLE.replace(writer, "[128, 128, 12000, \"zipf\"]")))
                .contains("expected 4 numbers beside pattern 'zipf'");
    }

    @Test
    void writersThatCannotBeAreRefused() throws IOException {
        final String writer = "[1, 0, 0, \"uniform\"]";
        assertThat(error(IDLE.replace(writer, "[8, 0.9, 12000, \"uniform\"]")))
                .contains("'writer' has 0.9, expected whole MiB of memory");
        assertThat(error(IDLE.replace(writer, "[8, 8, 12000, \"uniform\", \"hot\", 0.1, 0.9]")))
                .contains("'writer' has \"hot\", expected numbers and one pattern");
    }

    @Test
    void runsThatCannotBeToldApartAreCalledByTheirFiles() throws IOException {
        write("a.json", IDLE);
        write("b.json", IDLE);
        write("c.json", IDLE.replace("idle-1", "idle-2"));
        write("d.json", IDLE.replace("idle-1", ""));
        write("e.json", IDLE.replace("idle-1", "one\\nline"));
        assertThat(predictions())
                .extracting(row -> row.getAsJsonObject().get("id").getAsString())
                .containsExactly("a", "b", "idle-2", "d", "e");
    }

    /** Who is given the same knowledge knows what the link may be used for. */
    @Test
    void baselinesKnowTheBandwidthLimit() throws IOException {
        write(
                "a.json",
                IDLE.replace("\"timeout_s\"", "\"parameters\": {\"max-bandwidth\": 3000000}, \"timeout_s\"")
                        .replace("60}", "600}"));
        final Cli run = validate();
        for (final String predictor : new String[] {"CloudSim Plus", "analytic", "QEMU predictor"}) {
            assertThat(totalPercent(run.out(), predictor)).as(predictor).isGreaterThan(500);
        }
    }

    /** {@return the median error of the total time of an idle run measured at ten times the rate it is foretold for} */
    private static double totalPercent(final String table, final String predictor) {
        return Double.parseDouble(table.lines()
                .dropWhile(line -> !line.startsWith(predictor))
                .filter(line -> line.startsWith("idle "))
                .findFirst()
                .orElseThrow()
                .split(" +", -1)[4]);
    }

    @Test
    void damagedRunIsToldInOneLine() throws IOException {
        assertThat(error("{\"config\": \"never ends").lines()).hasSize(1);
        assertThat(error("{\"config\" 1}").lines()).hasSize(1);
    }

    private String error(final String json) throws IOException {
        write("bad.json", json);
        final Cli run = validate();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("bad.json");
        return run.err();
    }

    /** What no migration can have been told or have come to. */
    @Test
    void impossibleRunsAreNamedBeforeAnythingIsPredicted() throws IOException {
        assertThat(error(IDLE.replace("42427", "70000"))).contains("bad.json: 'duplicate' has 70000, expected fewer");
        assertThat(error(IDLE.replace("42427", "-1"))).contains("bad.json: 'duplicate' has -1, expected 0 or more");
        assertThat(error(IDLE.replace("3116", "-3116")))
                .contains("bad.json: 'total-time' has -3116, expected 0 or more");
        assertThat(error(IDLE.replace("60}", "60, \"capabilities\": [\"xbzrle\", \"multifd\"]}")))
                .contains("bad.json: xbzrle and multifd are both on, expected one of them");
        assertThat(error(IDLE.replace("3116", "NaN"))).contains("bad.json: 'total-time' has NaN, expected a number");
        assertThat(error(IDLE.replace("60}", "1e999}")))
                .contains("bad.json: 'timeout_s' has Infinity, expected above 0");
        assertThat(error(IDLE.replace("0, \"uniform\"", "1e9, \"uniform\"")))
                .contains("bad.json: 'writer' has 1000000000, expected at most 10000000 writes/s");
        assertThat(error(IDLE.replace("[1, 0", "[1e12, 0"))).contains("bad.json: 'writer' has", "no more MiB than RAM");
    }

    @Test
    void whatIsNotSimulatedIsRefused() throws IOException {
        for (final String name : new String[] {
            "background-snapshot",
            "pause-before-switchover",
            "postcopy-preempt",
            "return-path",
            "x-ignore-shared",
            "zero-copy-send"
        }) {
            assertThat(error(withConfig("\"capabilities\": [\"" + name + "\"]")))
                    .contains("bad.json: 'capabilities' has '" + name + "', which is not simulated")
                    .contains("expected some of: events, late-block-activate, postcopy-blocktime, rdma-pin-all,")
                    .contains("zero-blocks, auto-converge, xbzrle, multifd, postcopy-ram");
        }
        assertThat(error(withConfig("\"capabilities\": [{\"capability\": \"compress\", \"state\": true}]")))
                .contains("bad.json: 'capabilities' has 'compress'");
        assertThat(error(withConfig("\"parameters\": {\"downtime\": 300}")))
                .contains("bad.json: unknown parameter 'downtime'", "downtime-limit", "xbzrle-cache-size");
        assertThat(error(withConfig("\"parameters\": {\"max-bandwidth\": [1]}")))
                .contains("bad.json: 'max-bandwidth' has [1], expected the value of a parameter");
        assertThat(error(withConfig("\"parameters\": {\"multifd-compression\": \"zlib\"}")))
                .contains("bad.json: 'multifd-compression' has \"zlib\", expected none");
        assertThat(error(withConfig("\"parameters\": {\"zero-page-detection\": \"none\"}")))
                .contains("bad.json: 'zero-page-detection' has \"none\", expected legacy or multifd");
    }

    private static String withConfig(final String more) {
        return IDLE.replace("60}", "60, " + more + "}");
    }

    /** As {@code query-migrate-parameters} and {@code query-migrate-capabilities} tell them. */
    @Test
    void whatQemuListsAndChangesNothingIsTolerated() throws IOException {
        write("a.json", IDLE);
        write("b.json", withConfig("""
                "parameters": {"cpu-throttle-tailslow": false, "xbzrle-cache-size": 67108864, "cpu-throttle-initial": 20,
                    "announce-max": 550, "decompress-threads": 2, "compress-threads": 8, "compress-level": 1,
                    "multifd-channels": 2, "multifd-zstd-level": 1, "announce-initial": 50, "block-incremental": false,
                    "compress-wait-thread": true, "downtime-limit": 300, "tls-authz": "", "multifd-compression": "none",
                    "announce-rounds": 5, "announce-step": 100, "tls-creds": "", "multifd-zlib-level": 1,
                    "max-cpu-throttle": 99, "max-postcopy-bandwidth": 0, "tls-hostname": "",
                    "throttle-trigger-threshold": 50, "max-bandwidth": 0, "x-checkpoint-delay": 20000,
                    "cpu-throttle-increment": 10, "zero-page-detection": "multifd", "avail-switchover-bandwidth": null},
                "capabilities": [{"capability": "events", "state": true}, {"capability": "dirty-limit", "state": false},
                    "late-block-activate", "postcopy-blocktime", "rdma-pin-all", "release-ram", "validate-uuid",
                    "zero-blocks"]"""));
        assertThat(predicted(1)).isEqualTo(predicted(0));
    }

    @Test
    void returnPathChangesNothingWherePostCopyOpensIt() throws IOException {
        write("a.json", withConfig("\"postcopy_after_s\": 1, \"capabilities\": [\"postcopy-ram\"]"));
        write("b.json", withConfig("\"postcopy_after_s\": 1, \"capabilities\": [\"return-path\", \"postcopy-ram\"]"));
        assertThat(predicted(1)).isEqualTo(predicted(0));
    }

    /** QEMU refuses to begin it, and goes on. */
    @Test
    void postCopyThatIsNotPermittedIsNotBegun() throws IOException {
        write("a.json", IDLE);
        write("b.json", withConfig("\"postcopy_after_s\": 1"));
        write("c.json", withConfig("\"postcopy_after_s\": 1, \"capabilities\": []"));
        assertThat(predicted(1)).isEqualTo(predicted(0));
        assertThat(predicted(2)).isEqualTo(predicted(0));
    }

    @Test
    void manyChannelsSendNoMoreThanTheLinkCarriesAndFourSocketsHold() throws IOException {
        write("a.json", withConfig("\"capabilities\": [\"multifd\"], \"parameters\": {\"multifd-channels\": 255}"));
        final double wireMillis = predicted(0).get("transferred").getAsDouble() / (250e3 / 8 * 1448 / 1514);
        assertThat(total(predictions().get(0).getAsJsonObject()))
                .isBetween(wireMillis - (112 + 3 * 50), wireMillis + 100);
    }

    @Test
    void downtimeLimitIsInWholeMilliseconds() throws IOException {
        write("a.json", IDLE);
        write("b.json", IDLE.replace("\"downtime_limit_ms\": 300", "\"downtime_limit_ms\": 300.4"));
        assertThat(predicted(1)).isEqualTo(predicted(0));
    }

    @Test
    void runWithoutATimeoutThatDoesNotConvergeEndsAtTheUsualOne() throws IOException {
        write("a.json", """
                {"config": {"ram_mib": 128, "link_mbit": 100, "downtime_limit_ms": 1, "writer": [64, 64, 20000, "uniform"]}}
                """);
        assertThat(predicted(0).get("status").getAsString()).isEqualTo("cancelled");
        assertThat(predicted(0).get("total-time").getAsDouble()).isBetween(150_000.0, 151_000.0);
    }

    @Test
    void unusableFilesDoNotLoseTheOthers() throws IOException {
        write("a.json", "{}");
        write("b.json", IDLE);
        write("c.json", IDLE.replace("256", "-1"));
        Files.createDirectories(folder.resolve("runs/d.json"));
        final Path json = folder.resolve("v.json");
        final Cli run = validate("--json", json.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line).contains("a.json: 'config' is missing").endsWith("; left out"))
                .anySatisfy(line ->
                        assertThat(line).contains("c.json: 'ram_mib' has -1").endsWith("; left out"))
                .anySatisfy(line ->
                        assertThat(line).contains("d.json: cannot be read").endsWith("; left out"))
                .anySatisfy(line -> assertThat(line).isEqualTo("error: 3 left out, see above"));
        assertThat(run.out()).contains("idle-1", "QEMU predictor");
        assertThat(folder.resolve("out/validation-total-time.png")).isNotEmptyFile();
        assertThat(JsonParser.parseString(Files.readString(json)).getAsJsonArray())
                .hasSize(1);
    }

    @Test
    void foldersOfUnusableFilesAreRefused() throws IOException {
        write("a.json", "{}");
        write("b.json", IDLE.replace("256", "-1"));
        final Cli run = validate();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("a.json: 'config' is missing", "b.json: 'ram_mib' has -1")
                .doesNotContain("left out");
    }

    @Test
    void folderWithoutRunsIsRefused() throws IOException {
        assertThat(validate().err()).contains("no such folder");
        Files.createDirectories(folder.resolve("runs"));
        assertThat(validate().err()).contains("no .json file in it");
    }
}
