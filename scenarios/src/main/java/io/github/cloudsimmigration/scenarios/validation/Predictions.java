package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.scenarios.parallel.ParallelRuns;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Predicts many runs, several at once. */
final class Predictions {
    private Predictions() {}

    /**
     * {@return the errors of a predictor, run by run}
     *
     * @param threads how many runs are predicted at once; changes no result
     * @param progress told now and then which part has been done, 0 to 1
     */
    static List<Errors> errors(
            final Predictor predictor, final List<MeasuredRun> runs, final int threads, final DoubleConsumer progress) {
        return ParallelRuns.map(runs, run -> new Errors(predicted(predictor, run), run.measured()), threads, progress);
    }

    private static RunFigures predicted(final Predictor predictor, final MeasuredRun run) {
        try {
            return predictor.predict(run);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("run " + run.id() + ": " + e.getMessage(), e);
        }
    }
}
