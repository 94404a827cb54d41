package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrawsTest {
    private static final int DRAWS = 20_000;
    private static final long SEED = 3;

    @ParameterizedTest
    @CsvSource({"10, 0.02", "10, 0.5", "30, 0.9", "400, 0.1", "3000, 0.4", "3000, 0.999"})
    void binomialNumbersHaveTheirMeanAndVariance(final int trials, final double share) {
        final var random = new SplittableRandom(SEED);
        final double mean = trials * share;
        final double variance = mean * (1 - share);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            final int drawn = Draws.binomial(trials, share, random);
            assertThat(drawn).as("seed %d", SEED).isBetween(0, trials);
            sum += drawn;
            squares += (drawn - mean) * (drawn - mean);
        }
        assertThat(sum / DRAWS).as("seed %d", SEED).isCloseTo(mean, within(4 * Math.sqrt(variance / DRAWS)));
        assertThat(squares / DRAWS).as("seed %d", SEED).isCloseTo(variance, within(0.08 * variance));
    }

    @Test
    void certainTrialsAllSucceed() {
        final var random = new SplittableRandom(SEED);
        assertThat(Draws.binomial(1_000, 1, random)).isEqualTo(1_000);
        assertThat(Draws.binomial(1_000, 0, random)).isZero();
    }
}
