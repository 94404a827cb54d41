package io.github.cloudsimmigration.scenarios.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParallelRunsTest {
    private static final List<Integer> RUNS = List.of(5, 3, 1, 4);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void resultsComeInTheOrderOfTheRuns(final int threads) {
        assertThat(ParallelRuns.map(RUNS, run -> 10 * run, threads, done -> {})).containsExactly(50, 30, 10, 40);
    }

    @Test
    void progressGrowsToOne() {
        final List<Double> told = new ArrayList<>();
        ParallelRuns.map(RUNS, run -> run, 2, told::add);
        assertThat(told).containsExactly(0.25, 0.5, 0.75, 1.0);
    }

    @Test
    void whatARunThrowsIsThrown() {
        final var problem = new IllegalArgumentException("run 1");
        final var shortage = new OutOfMemoryError("no heap");
        assertThatThrownBy(() -> ParallelRuns.map(RUNS, throwing(problem), 2, done -> {}))
                .isSameAs(problem);
        assertThatThrownBy(() -> ParallelRuns.map(RUNS, throwing(shortage), 2, done -> {}))
                .isSameAs(shortage);
    }

    private static Function<Integer, Integer> throwing(final Throwable problem) {
        return run -> {
            if (run != 1) {
                return run;
            }
            if (problem instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) problem;
        };
    }
}
