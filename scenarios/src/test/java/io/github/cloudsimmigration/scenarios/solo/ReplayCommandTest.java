package io.github.cloudsimmigration.scenarios.solo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayCommandTest {
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
                Arguments.of("{\"pages\": 4, \"rounds\": [{\"writes\": [1]}]}", "an object with dirty and early"),
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
}
