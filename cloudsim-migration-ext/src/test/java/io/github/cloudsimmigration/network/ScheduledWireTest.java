package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScheduledWireTest {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    @Test
    void constantRateDividesTheBytes() {
        final ScheduledWire link = ScheduledWire.constant(100);
        assertThat(link.secondsToSend(0, 400, NO_LIMIT)).isEqualTo(4);
        assertThat(link.secondsToSend(1_000, 400, NO_LIMIT)).isEqualTo(4);
        assertThat(link.secondsToSend(7, 0, NO_LIMIT)).isZero();
    }

    @Test
    void limitCapsTheRate() {
        assertThat(ScheduledWire.constant(100).secondsToSend(0, 400, 50)).isEqualTo(8);
        assertThat(ScheduledWire.constant(100).secondsToSend(0, 400, 200)).isEqualTo(4);
    }

    /** From 8 s: 2 s at 100, 10 s at 20, and the last 100 bytes at 50. */
    @Test
    void transferGoesOnAcrossSteps() {
        final ScheduledWire link = ScheduledWire.steps(new double[] {0, 10, 20}, new double[] {100, 20, 50});
        assertThat(link.secondsToSend(8, 500, NO_LIMIT)).isEqualTo(14);
        assertThat(link.secondsToSend(8, 200, NO_LIMIT)).isEqualTo(2);
        assertThat(link.secondsToSend(10, 20, NO_LIMIT)).isEqualTo(1);
    }

    @Test
    void limitCapsOnlyTheFasterSteps() {
        final ScheduledWire link = ScheduledWire.steps(new double[] {0, 10}, new double[] {100, 20});
        assertThat(link.secondsToSend(8, 100, 40)).isEqualTo(3);
    }

    @Test
    void interruptionHoldsTheTransferUp() {
        final ScheduledWire link = ScheduledWire.steps(new double[] {0, 10, 15}, new double[] {100, 0, 100});
        assertThat(link.secondsToSend(9, 200, NO_LIMIT)).isEqualTo(7);
        assertThat(link.secondsToSend(12, 100, NO_LIMIT)).isEqualTo(4);
        assertThat(link.secondsToSend(9, 100, NO_LIMIT)).isEqualTo(1);
        assertThat(link.secondsToSend(12, 0, NO_LIMIT)).isZero();
    }

    @Test
    void splittingATransferDoesNotChangeItsEnd() {
        for (long seed = 0; seed < 200; seed++) {
            final var random = new SplittableRandom(seed);
            final int steps = 1 + random.nextInt(10);
            final double[] times = new double[steps];
            final double[] rates = new double[steps];
            for (int i = 0; i < steps; i++) {
                times[i] = i == 0 ? 0 : times[i - 1] + random.nextDouble(0.1, 5);
                rates[i] = i < steps - 1 && random.nextInt(3) == 0 ? 0 : random.nextDouble(10, 1_000);
            }
            final ScheduledWire link = ScheduledWire.steps(times, rates);
            final double start = random.nextDouble(0, 20);
            final double limit = random.nextBoolean() ? NO_LIMIT : random.nextDouble(10, 1_000);
            final long bytes = random.nextLong(1, 20_000);
            final long part = random.nextLong(bytes);
            final double first = link.secondsToSend(start, part, limit);
            final double second = link.secondsToSend(start + first, bytes - part, limit);
            assertThat(first + second)
                    .as("seed %d", seed)
                    .isCloseTo(link.secondsToSend(start, bytes, limit), within(1e-9));
        }
    }

    /** From 5 s: 5 s at 100, 10 s at nothing, 5 s at 50. */
    @Test
    void whatArrivesWithinATimeAddsUpOverTheSteps() {
        final ScheduledWire link = ScheduledWire.steps(new double[] {0, 10, 20}, new double[] {100, 0, 50});
        assertThat(link.bytesWithin(5, 20, NO_LIMIT)).isEqualTo(750);
        assertThat(link.bytesWithin(5, 20, 30)).isEqualTo(300);
        assertThat(link.bytesWithin(5, 3, NO_LIMIT)).isEqualTo(300);
        assertThat(link.bytesWithin(10, 4, NO_LIMIT)).isZero();
        assertThat(link.bytesWithin(5, 0, NO_LIMIT)).isZero();
    }

    @Test
    void transferThatMustEndIsCutOffThere() {
        final ScheduledWire link = ScheduledWire.steps(new double[] {0, 10, 20}, new double[] {100, 0, 50});
        assertThat(link.send(5, 1_000, NO_LIMIT, 20)).isEqualTo(new Wire.Sent(20, 750));
        assertThat(link.send(5, 750, NO_LIMIT, 20)).isEqualTo(new Wire.Sent(20, 750));
        assertThat(link.send(5, 200, NO_LIMIT, 20)).isEqualTo(new Wire.Sent(2, 200));
    }

    @Test
    void laterChangesOfTheArraysDoNotMatter() {
        final double[] rates = {100};
        final ScheduledWire link = ScheduledWire.steps(new double[] {0}, rates);
        rates[0] = 1;
        assertThat(link.secondsToSend(0, 100, NO_LIMIT)).isEqualTo(1);
    }

    @Test
    void badSchedulesAreRefusedWithTheNumber() {
        refused(new double[] {0, 1}, new double[] {5}, "2 times and 1 rates");
        refused(new double[] {}, new double[] {}, "0 times and 0 rates");
        refused(new double[] {1}, new double[] {5}, "wire schedule begins at 1.0 s, expected 0");
        refused(new double[] {0, 2, 2}, new double[] {5, 5, 5}, "time 2.0 s of a wire schedule");
        refused(new double[] {0, 2}, new double[] {-5, 5}, "wire rate -5.0 bytes/s");
        refused(new double[] {0, 2}, new double[] {5, 0}, "wire rate 0.0 bytes/s");
        refused(new double[] {0}, new double[] {Double.NaN}, "wire rate NaN bytes/s");
    }

    private static void refused(final double[] times, final double[] rates, final String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduledWire.steps(times, rates))
                .withMessageContaining(message);
    }
}
