package io.github.cloudsimmigration.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.DirtyCurve;
import org.junit.jupiter.api.Test;

/** 1000 pages of 92 bytes and a header of 8, a hundred of them a second. */
final class RoundByRoundTest {
    private static final double RATE = 10_000;
    private static final double FOREVER = Double.POSITIVE_INFINITY;

    private static RoundByRound dirtying(final double pagesPerSecond, final int zeroPages) {
        return new RoundByRound(new DirtyCurve(new double[] {1}, new double[] {pagesPerSecond}, 1_000), zeroPages, 92);
    }

    /** 500 zero pages are 4000 bytes. Ten pages become dirty while a hundred are sent. */
    @Test
    void eachRoundSendsWhatHasBecomeDirtyInTheOneBeforeUntilOneFits() {
        final RoundByRound predictor = dirtying(10, 500);
        assertThat(predictor.roundSeconds(RATE, 0.2)).containsExactly(new double[] {10.4, 1.04, 0.104}, within(1e-9));
        assertThat(predictor.totalSeconds(RATE, 0.2)).hasValueCloseTo(11.544, within(1e-9));
        assertThat(predictor.roundSeconds(RATE, 10.4)).as("fits to the byte").hasSize(1);
        assertThat(predictor.totalSeconds(RATE, FOREVER)).hasValueCloseTo(10.4, within(1e-9));
    }

    @Test
    void roundsThatDoNotGetShorterDoNotConverge() {
        final RoundByRound predictor = dirtying(200, 500);
        assertThat(predictor.roundSeconds(RATE, 9)).isEmpty();
        assertThat(predictor.totalSeconds(RATE, 9)).isEmpty();
        assertThat(predictor.roundSeconds(RATE, 10))
                .as("all that may be written fits")
                .hasSize(2);
    }
}
