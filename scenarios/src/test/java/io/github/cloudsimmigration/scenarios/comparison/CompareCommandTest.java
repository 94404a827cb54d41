package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.scenarios.Cli;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private Cli compare(final String out, final String... more) {
        final var small = Stream.of("compare", "--ram=64MiB", "--seeds=3", "--out=" + folder.resolve(out));
        return Cli.run(Stream.concat(small, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void comparesEveryTechniqueOnEveryWorkload() throws IOException {
        final Cli compare = compare("a", "--workload=web", "--workload=memory-intensive");
        assertThat(compare.err()).isEmpty();
        assertThat(compare.status()).isZero();
        final List<String> techniques =
                Techniques.all().stream().map(Technique::name).toList();
        assertThat(compare.out()).contains(techniques).contains("web", "memory-intensive", "Written to");
        final Path out = folder.resolve("a");
        assertThat(Files.readAllLines(out.resolve("migrations.csv"))).hasSize(1 + 2 * 3 * techniques.size());
        assertThat(Files.readAllLines(out.resolve("comparison.csv"))).hasSize(1 + 2 * techniques.size());
        final JsonArray rows = JsonParser.parseString(Files.readString(out.resolve("comparison.json")))
                .getAsJsonArray();
        assertThat(rows).hasSize(2 * techniques.size());
        for (final JsonElement row : rows) {
            final JsonObject pages = row.getAsJsonObject().getAsJsonObject("pages-sent");
            assertThat(pages.get("median").getAsDouble())
                    .isBetween(pages.get("min").getAsDouble(), pages.get("max").getAsDouble());
        }
    }

    @Test
    void whatIsGivenUpHasNoTotalTimeAndNoDowntime() throws IOException {
        final Cli compare = Cli.run(
                "compare",
                "--ram=256MiB",
                "--seeds=3",
                "--out=" + folder.resolve("a"),
                "--workload=memory-intensive",
                "--technique=xen-precopy",
                "--technique=qemu-precopy");
        assertThat(compare.out()).containsPattern("xen-precopy +yes").containsPattern("qemu-precopy +no .* - +- +- +-");
        final JsonArray rows = JsonParser.parseString(
                        Files.readString(folder.resolve("a").resolve("comparison.json")))
                .getAsJsonArray();
        assertThat(rows.get(0).getAsJsonObject().get("completed").getAsInt()).isEqualTo(3);
        assertThat(rows.get(1).getAsJsonObject().get("completed").getAsInt()).isZero();
    }

    @Test
    void everyChangeHasTheNameOfItsFigure() {
        assertThat(compare("a", "--workload=idle").out().lines().findFirst())
                .hasValueSatisfying(title -> assertThat(title).contains(" pages%", " total%", " down%", " slow%"));
    }

    @Test
    void tableFitsATerminal() {
        assertThat(compare("a", "--workload=idle").out().lines())
                .filteredOn(line -> !line.startsWith("Written") && !line.startsWith("Medians"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void aGivenPageTraceIsTheOnlyWorkloadUnlessOthersAreNamed() throws IOException {
        final Path trace = folder.resolve("small.trace");
        Files.writeString(trace, """
                # page-trace 1
                # program: two pages
                # page-size: 4096
                # pages: 100
                # interval-ms: 100
                0.000: 0*50
                0.100: 17 40*3
                0.200: 17
                """);
        final Cli compare = compare("a", "--technique=stop-and-copy", "--page-trace=" + trace);
        assertThat(compare.err()).isEmpty();
        assertThat(compare.out().lines().filter(line -> line.contains("down ms")))
                .hasSize(1)
                .allMatch(line -> line.startsWith("small "));
    }

    @Test
    void stopAndCopySendsEveryPageOnceAndTheChangeIsHeldAgainstXen() throws IOException {
        compare("a", "--technique=stop-and-copy", "--workload=kernel-build", "--json=" + folder.resolve("x.json"));
        final JsonArray rows = JsonParser.parseString(Files.readString(folder.resolve("x.json")))
                .getAsJsonArray();
        assertThat(rows).hasSize(2);
        final JsonObject xen = rows.get(0).getAsJsonObject();
        final JsonObject stop = rows.get(1).getAsJsonObject();
        assertThat(xen.get("technique").getAsString()).isEqualTo("xen-precopy");
        final double pages = stop.getAsJsonObject("pages-sent").get("median").getAsDouble();
        final double xenPages = xen.getAsJsonObject("pages-sent").get("median").getAsDouble();
        assertThat(pages).isEqualTo(16_384);
        assertThat(stop.getAsJsonObject("pages-sent").get("change").getAsDouble())
                .isCloseTo(100 * (pages / xenPages - 1), within(1e-9));
        assertThat(stop.getAsJsonObject("slowdown-percentage").get("median").getAsDouble())
                .isCloseTo(100, within(1e-9));
    }

    @Test
    void theSameSeedsGiveTheSameBytesWithAnyNumberOfThreads() throws IOException {
        final String[] threads = {"1", "2", "2"};
        final String[] outs = {"a", "b", "c"};
        for (int i = 0; i < outs.length; i++) {
            final Cli compare = compare(outs[i], "--workload=web", "--workload=trace-idle", "--threads=" + threads[i]);
            assertThat(compare.status()).isZero();
        }
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> {
                assertThat(folder.resolve("b").resolve(file.getFileName())).hasSameBinaryContentAs(file);
                assertThat(folder.resolve("c").resolve(file.getFileName())).hasSameBinaryContentAs(file);
            });
        }
    }

    @Test
    void anotherSeedGivesOtherMigrations() throws IOException {
        compare("a", "--workload=web", "--technique=xen-precopy");
        compare("b", "--workload=web", "--technique=xen-precopy", "--seed=7");
        assertThat(Files.readString(folder.resolve("a/comparison.csv")))
                .isNotEqualTo(Files.readString(folder.resolve("b/comparison.csv")));
    }

    @Test
    void everyMeasureIsAPictureThatCanBeRead() throws Exception {
        compare("a", "--workload=web", "--workload=kernel-build");
        for (final String name :
                List.of("pages-sent", "downtime", "total-time", "pending-web", "pending-kernel-build")) {
            final BufferedImage image =
                    ImageIO.read(folder.resolve("a").resolve(name + ".png").toFile());
            assertThat(image.getWidth()).isEqualTo(1600);
            final var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            final var document = factory.newDocumentBuilder()
                    .parse(folder.resolve("a").resolve(name + ".svg").toFile());
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        }
    }

    @Test
    void webConvergesEasilyABuildNeedsSeveralRoundsAndMemoryIntensiveWorkNeverConverges() throws IOException {
        Cli.run(
                "compare",
                "--technique=xen-precopy",
                "--seeds=1",
                "--workload=web",
                "--workload=kernel-build",
                "--workload=memory-intensive",
                "--out=" + folder);
        final JsonArray rows = JsonParser.parseString(Files.readString(folder.resolve("comparison.json")))
                .getAsJsonArray();
        assertThat(median(rows, 0, "rounds")).isBetween(3.0, 6.0);
        assertThat(median(rows, 1, "rounds")).isBetween(7.0, 15.0);
        assertThat(median(rows, 2, "rounds")).isGreaterThan(20);
        assertThat(median(rows, 0, "downtime")).isLessThan(20);
        assertThat(median(rows, 2, "downtime")).isGreaterThan(500);
    }

    private static double median(final JsonArray rows, final int row, final String measure) {
        return rows.get(row)
                .getAsJsonObject()
                .getAsJsonObject(measure)
                .get("median")
                .getAsDouble();
    }
}
