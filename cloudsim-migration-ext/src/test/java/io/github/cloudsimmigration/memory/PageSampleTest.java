package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PageSampleTest {
    private static final int PAGE = 4096;
    private static final int STEPS = 100_000;
    private static final double[] PERCENTILES = {0.05, 0.25, 0.50, 0.75, 0.95};

    /** Half-way between two percentiles lies half-way between two sizes; 0.375 of all is 0.1879 of the pages that are not sparse. */
    @Test
    void sizesLieOnStraightLinesBetweenMeasuredPercentiles() {
        assertThat(zlibAt(PageSample.GCC, 0.5)).isEqualTo(1042);
        assertThat(zlibAt(PageSample.GCC, 0.375)).isEqualTo((754 + 1042) / 2);
        assertThat(zlibAt(PageSample.GCC, 0.99)).isEqualTo(1187);
        assertThat(zlibAt(PageSample.REDIS, 0.25)).isEqualTo(475);
        assertThat(PageSample.JVM.encodedBytes(Compression.ZLIB, PageContent.SPARSE, 0, PAGE))
                .isEqualTo(701);
    }

    @Test
    void zeroAndRandomPagesHaveTheSizesOfTheCodes() {
        for (final PageSample sample : PageSample.values()) {
            assertThat(sample.encodedBytes(Compression.RUN_LENGTH, PageContent.ZERO, 0.5, PAGE))
                    .isEqualTo(34);
            assertThat(sample.encodedBytes(Compression.ZLIB, PageContent.ZERO, 0.5, PAGE))
                    .isEqualTo(41);
            assertThat(sample.encodedBytes(Compression.RUN_LENGTH, PageContent.RANDOM, 0.5, PAGE))
                    .isGreaterThan(PAGE);
            assertThat(sample.encodedBytes(Compression.ZLIB, PageContent.RANDOM, 0.5, PAGE))
                    .isGreaterThanOrEqualTo(PAGE);
            assertThat(sample.encodedBytes(Compression.RUN_LENGTH, PageContent.TEXT, 0.5, PAGE))
                    .isGreaterThan(PAGE);
        }
    }

    @Test
    void sizesGrowWithThePage() {
        assertThat(PageSample.REDIS.encodedBytes(Compression.RUN_LENGTH, PageContent.ZERO, 0, 4 * PAGE))
                .isEqualTo(4 * 34);
    }

    @ParameterizedTest
    @EnumSource
    void sizesGrowWithTheRank(final PageSample sample) {
        for (final Compression compression : Compression.values()) {
            for (final PageContent content : PageContent.values()) {
                int last = 0;
                for (int i = 0; i < 1_000; i++) {
                    final int bytes = sample.encodedBytes(compression, content, i / 1_000.0, PAGE);
                    assertThat(bytes).isGreaterThanOrEqualTo(last);
                    last = bytes;
                }
            }
        }
    }

    @Test
    void memoryKnowsThePagesSizes() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(STEPS).withContents(PageSample.MARIADB.mix()), 3);
        double shorter = 0;
        double sum = 0;
        int zero = 0;
        for (int page = 0; page < STEPS; page++) {
            final int bytes = memory.encodedBytes(page, Compression.RUN_LENGTH);
            final boolean isZero = memory.contentOf(page) == PageContent.ZERO;
            zero += isZero ? 1 : 0;
            shorter += !isZero && bytes < PAGE ? 1 : 0;
            sum += !isZero && bytes < PAGE ? bytes : 0;
        }
        assertThat(zero / (double) STEPS).isCloseTo(0.2028, within(0.005));
        assertThat(shorter / (STEPS - zero)).isCloseTo(0.1552, within(0.005));
        assertThat(sum / shorter).isCloseTo(769, within(0.03 * 769));
    }

    /** A written zero page is zero no longer. */
    @Test
    void writtenZeroPageIsASparseOne() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(64).withContents(new ContentMix(1, 0, 0, 0)), 3);
        assertThat(memory.encodedBytes(5, Compression.RUN_LENGTH)).isEqualTo(34);
        memory.wrote(PageSet.of(64, 5));
        assertThat(memory.encodedBytes(5, Compression.RUN_LENGTH)).isBetween(34, PAGE);
        assertThat(memory.encodedBytes(5, Compression.ZLIB)).isGreaterThan(41);
    }

    /** The samples themselves: {@code -Dmigration.data=DIR} with DIR/page-contents.json. */
    @Test
    void figuresAreThoseMeasured() throws IOException {
        final String data = System.getProperty("migration.data");
        assumeThat(data)
                .as("no samples: set -Dmigration.data=DIR to read DIR/page-contents.json")
                .isNotNull();
        final JsonObject programs = JsonParser.parseString(Files.readString(Path.of(data, "page-contents.json")))
                .getAsJsonObject();
        for (final Map.Entry<String, JsonElement> entry : programs.entrySet()) {
            final String name = entry.getKey();
            final JsonObject measured = entry.getValue().getAsJsonObject();
            final PageSample sample = PageSample.valueOf(name.toUpperCase(Locale.ROOT));
            final ContentMix mix = sample.mix();
            final double sparse = measured.get("rle_smaller_than_page").getAsDouble();
            assertThat(mix.zero())
                    .as(name)
                    .isEqualTo(measured.get("zero_fraction").getAsDouble());
            assertThat(mix.sparse()).as(name).isCloseTo((1 - mix.zero()) * sparse, within(1e-12));
            assertThat(mean(sample, Compression.RUN_LENGTH, PageContent.SPARSE))
                    .as(name)
                    .isCloseTo(measured.get("rle_mean_when_smaller").getAsDouble(), within(1.0));
            final JsonArray sizes = measured.getAsJsonArray("zlib1_bytes_p5_25_50_75_95");
            for (int i = 0; i < PERCENTILES.length; i++) {
                assertThat(zlibAt(sample, PERCENTILES[i]))
                        .as("%s, percentile %s", name, PERCENTILES[i])
                        .isEqualTo(sizes.get(i).getAsInt());
            }
            final double zlib = sparse * mean(sample, Compression.ZLIB, PageContent.SPARSE)
                    + (1 - sparse) * mean(sample, Compression.ZLIB, PageContent.TEXT);
            final double zlibMeasured = measured.get("zlib1_mean").getAsDouble();
            assertThat(zlib).as(name).isCloseTo(zlibMeasured, within(0.07 * zlibMeasured));
        }
    }

    private static double mean(final PageSample sample, final Compression compression, final PageContent content) {
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += sample.encodedBytes(compression, content, (i + 0.5) / STEPS, PAGE);
        }
        return sum / STEPS;
    }

    /** {@return the size at a rank among all pages that are not zero} */
    private static int zlibAt(final PageSample sample, final double rank) {
        final ContentMix mix = sample.mix();
        final double sparse = mix.sparse() / (1 - mix.zero());
        return rank < sparse
                ? sample.encodedBytes(Compression.ZLIB, PageContent.SPARSE, rank / sparse, PAGE)
                : sample.encodedBytes(Compression.ZLIB, PageContent.TEXT, (rank - sparse) / (1 - sparse), PAGE);
    }
}
