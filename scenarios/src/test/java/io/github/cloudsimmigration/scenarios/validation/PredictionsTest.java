package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PredictionsTest {
    private static final RunFigures SOME = new RunFigures("completed", 9.0, 8.0, 7.0, 3.0, null, null);
    private static final List<MeasuredRun> RUNS = List.of(run("odd"), run("usual"));

    private static MeasuredRun run(final String id) {
        return new MeasuredRun(id, "other", 9, 9, WriterSpec.NONE, 100, 60, QemuParameters.DEFAULT, SOME);
    }

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
        assertThat(predictions.errors()).containsExactly(new Errors(RunFigures.UNKNOWN, SOME), new Errors(SOME, SOME));
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
