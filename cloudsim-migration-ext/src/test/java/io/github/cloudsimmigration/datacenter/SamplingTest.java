package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplingTest {
    /** At 3 it has been 10 s since the last look once the next event comes, at 14; of the events at 1, 2 and 61 nothing is seen. */
    @Test
    void stateThatLastsIsSeenWithTheTimeSinceWhenItDoes() {
        final var lab = new Lab(1);
        final List<Double> looks = new ArrayList<>();
        for (final double seconds : new double[] {1, 2, 3, 14, 15, 60, 61}) {
            new Script(lab.simulation).at(seconds, () -> {});
        }
        Sampling.every(lab.simulation, 10, looks::add);
        lab.simulation.start();
        assertThat(looks.stream().filter(seconds -> seconds >= 1)).containsExactly(3.0, 14.0, 15.0, 60.0);
    }

    @Test
    void intervalMustBeAboveZero() {
        final var lab = new Lab(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.every(lab.simulation, 0, seconds -> {}))
                .withMessage("sampling interval 0.0 s, expected above 0");
    }
}
