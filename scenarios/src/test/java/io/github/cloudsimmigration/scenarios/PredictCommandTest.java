package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictCommandTest {
    private static final String NEVER = "-";

    /** The table published with the curve: for 125, 250, 500, 1000, 5000 ms and no limit, in seconds. */
    private static final List<List<String>> PUBLISHED = List.of(
            List.of(NEVER, NEVER, NEVER, NEVER, NEVER, "1019"),
            List.of(NEVER, NEVER, NEVER, NEVER, NEVER, "100"),
            List.of(NEVER, NEVER, NEVER, NEVER, "101", "50"),
            List.of(NEVER, NEVER, NEVER, NEVER, "67", "40"),
            List.of("48", "46", "31", "28", "25", "20"),
            List.of("13", "12", "12", "12", "12", "10"),
            List.of("5", "5", "5", "5", "4", "4"),
            List.of("3", "3", "3", "3", "3", "3"));

    @TempDir
    private Path folder;

    private static Path curve() throws URISyntaxException {
        return Path.of(
                PredictCommandTest.class.getResource("/calc-dirty-rate.json").toURI());
    }

    @Test
    void bothPredictionsLandOnThePublishedTable() throws IOException, URISyntaxException {
        final Path json = folder.resolve("table.json");
        final Cli run = Cli.run("predict", "--curve", curve().toString(), "--json", json.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("QEMU's predictor", "Page by page", "16m58s");
        final JsonArray cells = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertThat(cells).hasSize(2 * 8 * 6);
        for (int i = 0; i < cells.size(); i++) {
            final JsonObject cell = cells.get(i).getAsJsonObject();
            final String published = PUBLISHED.get(i / 6 % 8).get(i % 6);
            final JsonElement total = cell.get("total-time");
            if (published.equals(NEVER)) {
                assertThat(total.isJsonNull()).as("%s does not converge", cell).isTrue();
            } else {
                final double wanted = Double.parseDouble(published);
                assertThat(total.isJsonNull()).as("%s converges", cell).isFalse();
                assertThat(Math.abs(total.getAsDouble() / 1e3 - wanted))
                        .as("%s, published %s s", cell, published)
                        .isLessThanOrEqualTo(Math.max(1, 0.05 * wanted));
            }
        }
    }

    @Test
    void listsOfBandwidthsAndLimitsMayBeGiven() throws URISyntaxException {
        final Cli run = Cli.run(
                "predict",
                "--curve",
                curve().toString(),
                "--bandwidth",
                "10G,25Gbps",
                "--downtime-limit",
                "unlimited,300");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("9.9s").doesNotContain("1000 ms");
    }

    @Test
    void impossibleOptionsAreRefused() throws URISyntaxException {
        final String file = curve().toString();
        assertThat(Cli.run("predict", "--curve", file, "--bandwidth", "fast").err())
                .contains("--bandwidth 'fast', expected Mbit/s above 0");
        assertThat(Cli.run("predict", "--curve", file, "--downtime-limit", "-3").err())
                .contains("--downtime-limit '-3', expected 0 or more");
        assertThat(Cli.run("predict", "--curve", "nowhere.json").err()).contains("nowhere.json: no such file");
    }

    @Test
    void malformedCurvesAreNamed() throws IOException {
        assertThat(error("[1]")).contains("no JSON object, expected the output of calc-dirty-rate");
        assertThat(error("{\"page-size\":4096")).contains("no JSON");
        assertThat(error(curve("100", "[125,250]", "[3]"))).contains("2 'periods' and 1 'n-dirty-pages'");
        assertThat(error(curve("100", "[125,250]", "[3,-4]"))).contains("'n-dirty-pages' has -4.0, expected 0 or more");
        assertThat(error(curve("100", "[125,250]", "[5,4]"))).contains("expected no fewer as time goes by");
        assertThat(error(curve("100", "[250,125]", "[3,4]"))).contains("expected ascending times");
        assertThat(error(curve("100", "[]", "[]"))).contains("at least one");
        assertThat(error(curve("2000", "[125]", "[3]"))).contains("'n-sampled-pages' has 2000.0");
        assertThat(error(curve("100", "[125]", "[99]"))).contains("expected at most");
        assertThat(error("{\"page-size\":4096}")).contains("'n-total-pages' is missing");
    }

    private static String curve(final String sampled, final String periods, final String dirty) {
        return "{\"page-size\":4096,\"n-total-pages\":1000,\"n-sampled-pages\":" + sampled
                + ",\"n-zero-pages\":10,\"periods\":" + periods + ",\"n-dirty-pages\":" + dirty + "}";
    }

    private String error(final String json) throws IOException {
        final Path file = folder.resolve("curve.json");
        Files.writeString(file, json);
        final Cli run = Cli.run("predict", "--curve", file.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString());
        return run.err();
    }
}
