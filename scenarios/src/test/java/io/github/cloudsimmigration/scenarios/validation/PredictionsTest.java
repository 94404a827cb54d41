package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PredictionsTest {
    private static final RunFigures SOME = new RunFigures("completed", 9.0, 8.0, 7.0, 3.0, null, null);
    private static final List<MeasuredRun> RUNS = List.of(RunErrors.run("odd", SOME), RunErrors.run("usual", SOME));

    private static Predictions predictions(final Function<MeasuredRun, RunFigures> failing) {
        final var predictor = new Predictor() {
            @Override
            public String name() {
                return "some";
            }

            @Override
            public RunFigures predict(final MeasuredRun run) {
                return run.id().equals("odd") ? failing.apply(run) : SOME;
            }
        };
        return Predictions.of(predictor, RUNS, 2, done -> {});
    }

    @Test
    void runThatCannotBeForetoldDoesNotLoseTheOthers() {
        final Predictions predictions = predictions(run -> {
            throw new ArrayIndexOutOfBoundsException(-1);
        });
        assertThat(predictions.errors())
                .containsExactly(new Errors(RUNS.get(0), RunFigures.UNKNOWN), new Errors(RUNS.get(1), SOME));
        assertThat(predictions.failures())
                .containsExactly(
                        "run odd: not foretold by some: ArrayIndexOutOfBoundsException: Array index out of range: -1");
    }

    @Test
    void complaintsAreToldAsTheyAre() {
        assertThat(predictions(run -> {
                            throw new IllegalArgumentException("socket of -1.0, expected more");
                        })
                        .failures())
                .containsExactly("run odd: not foretold by some: socket of -1.0, expected more");
    }

    @Test
    void errorsOfTheMachineAreNot() {
        assertThatThrownBy(() -> predictions(run -> {
                    throw new OutOfMemoryError("no heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
