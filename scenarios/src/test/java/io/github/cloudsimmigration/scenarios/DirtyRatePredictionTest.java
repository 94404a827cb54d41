package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.MeasuredCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QEMU's predictor was published with a table of total times (qemu-devel, April 2023). */
final class DirtyRatePredictionTest {
    private static final Path CURVE = Path.of("src/test/resources/dirty-rate/qemu-devel-2023.json");
    private static final double[] LIMITS = {0.125, 0.25, 0.5, 1, 5, Double.POSITIVE_INFINITY};
    private static final double MEBIBIT_BYTES = (1 << 20) / 8.0;

    @ParameterizedTest(name = "{0} Mbps")
    @CsvSource({
        "100, -, -, -, -, -, 16m59s",
        "1024, -, -, -, -, -, 1m40s",
        "2048, -, -, -, -, 1m41s, 50s",
        "2560, -, -, -, -, 1m07s, 40s",
        "5120, 48s, 46s, 31s, 28s, 25s, 20s",
        "10240, 13s, 12s, 12s, 12s, 12s, 10s",
        "25600, 5s, 5s, 5s, 5s, 4s, 4s",
        "40960, 3s, 3s, 3s, 3s, 3s, 3s"
    })
    void bothPredictionsLandOnThePublishedTable(
            final double mebibits,
            final String at125,
            final String at250,
            final String at500,
            final String at1000,
            final String at5000,
            final String unlimited)
            throws IOException {
        final DirtyRatePrediction prediction = DirtyRatePrediction.of(MeasuredCurve.read(CURVE), 1);
        final List<String> published = List.of(at125, at250, at500, at1000, at5000, unlimited);
        for (int i = 0; i < LIMITS.length; i++) {
            final double rate = mebibits * MEBIBIT_BYTES;
            check("analytic", published.get(i), prediction.analyticSeconds(rate, LIMITS[i]));
            check("page-level", published.get(i), prediction.pageLevelSeconds(rate, LIMITS[i]));
        }
    }

    private static void check(final String what, final String published, final OptionalDouble predicted) {
        if (published.equals("-")) {
            assertThat(predicted).as(what).isEmpty();
            return;
        }
        final String[] parts = published.split("[ms]", 0);
        final double seconds = parts.length == 2
                ? 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1])
                : Double.parseDouble(parts[0]);
        assertThat(predicted).as(what).isPresent();
        assertThat(Math.abs(predicted.getAsDouble() - seconds))
                .as("%s: %s s, published %s", what, predicted.getAsDouble(), published)
                .isLessThanOrEqualTo(Math.max(1, 0.05 * seconds));
    }
}
