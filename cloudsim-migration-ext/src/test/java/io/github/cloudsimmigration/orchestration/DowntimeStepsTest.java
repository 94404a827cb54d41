package io.github.cloudsimmigration.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DowntimeStepsTest {
    private static final long GIB = 1L << 30;

    /** The example in Nova's source: 400 ms in 10 steps, 30 s, 3 GB. */
    @Test
    void stepsAreThoseOfNovasExample() {
        final var steps = new DowntimeSteps(0.4, 10, 30);
        final int[] millis = {40, 76, 112, 148, 184, 220, 256, 292, 328, 364, 400};
        for (int step = 0; step <= 10; step++) {
            assertThat(steps.limitSeconds(step) * 1e3).isCloseTo(millis[step], within(1e-9));
            assertThat(steps.startSeconds(step, 3 * GIB)).isEqualTo(90 * step);
        }
    }

    /** 500 ms / 10 = 50 ms, then (500 - 50) / 10 = 45 ms more each time. */
    @Test
    void novasDefaultsRiseFrom50To500Milliseconds() {
        assertThat(IntStream.rangeClosed(0, 10).mapToDouble(step -> DowntimeSteps.NOVA.limitSeconds(step) * 1e3))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                .containsExactly(50.0, 95.0, 140.0, 185.0, 230.0, 275.0, 320.0, 365.0, 410.0, 455.0, 500.0);
        assertThat(DowntimeSteps.NOVA.startSeconds(10, 4 * GIB)).isEqualTo(10 * 75 * 4);
    }

    @Test
    void memoryCountsAsTwoGibibytesAtLeast() {
        assertThat(DowntimeSteps.NOVA.startSeconds(1, GIB / 4)).isEqualTo(150);
        assertThat(DowntimeSteps.NOVA.startSeconds(1, 5 * GIB / 2)).isEqualTo(187.5);
    }

    @Test
    void limitStaysWhatItIsAfterTheLastStep() {
        assertThat(DowntimeSteps.NOVA.limitSeconds(99)).isEqualTo(0.5);
        assertThat(new DowntimeSteps(0.3, 1, 1).limitSeconds(0)).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "NaN, 1, 1", "Infinity, 1, 1", "1, 0, 1", "1, 1, 0", "1, 1, NaN", "1, 1, Infinity"})
    void wrongStepsAreTurnedDown(final double limit, final int steps, final double delay) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DowntimeSteps(limit, steps, delay))
                .withMessageContaining("expected");
    }
}
