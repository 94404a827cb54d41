package io.github.cloudsimmigration.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hand-worked: 1000 pages of 100 bytes and 500 marks of 10 at 10 000 bytes/s; 20 pages dirtied a second, at most 300. */
final class DirtyCurvePredictorTest {
    private static final DirtyCurvePredictor PREDICTOR =
            new DirtyCurvePredictor(seconds -> Math.min(300, 20 * seconds), 1_000, 500, 100, 10);

    /** Rounds of 10.5, 2.1, 0.42 and 0.084 s. */
    @Test
    void roundSendsWhatTheOneBeforeHasLetThrough() {
        final DirtyCurvePredictor.Prediction prediction = PREDICTOR.predict(10_000, 0.1);
        assertThat(prediction.converges()).isTrue();
        assertThat(prediction.rounds()).isEqualTo(3);
        assertThat(prediction.totalSeconds()).isEqualTo(10.5 + 2.1 + 0.42 + 0.084);
        assertThat(prediction.downtimeSeconds()).isEqualTo(0.084);
        assertThat(prediction.bytes()).isEqualTo(131_040);
    }

    @Test
    void withoutALimitTheVmStopsAtOnce() {
        final DirtyCurvePredictor.Prediction prediction = PREDICTOR.predict(10_000, Double.POSITIVE_INFINITY);
        assertThat(prediction.totalSeconds()).isEqualTo(10.5);
        assertThat(prediction.rounds()).isZero();
    }

    @Test
    void roundsThatGetNoShorterDoNotConverge() {
        assertThat(PREDICTOR.predict(2_000, 5).converges()).isFalse();
        assertThat(PREDICTOR.predict(2_000, 15).converges())
                .as("300 pages take 15 s")
                .isTrue();
    }
}
