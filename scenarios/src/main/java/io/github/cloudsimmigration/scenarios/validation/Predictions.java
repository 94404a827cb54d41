package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.scenarios.parallel.ParallelRuns;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * What a predictor tells of many runs.
 *
 * @param predictor who
 * @param errors its errors, run by run; it tells nothing of a run with which it fails
 * @param failures which runs those are, and why
 */
record Predictions(Predictor predictor, List<Errors> errors, List<String> failures) {
    private record Prediction(Errors errors, Optional<String> failure) {}

    /**
     * {@return the predictions of many runs, several at once}
     *
     * @param threads how many runs are predicted at once; changes no result
     * @param progress told now and then which part has been done, 0 to 1
     */
    static Predictions of(
            final Predictor predictor, final List<MeasuredRun> runs, final int threads, final DoubleConsumer progress) {
        final List<Prediction> all = ParallelRuns.map(runs, run -> of(predictor, run), threads, progress);
        return new Predictions(
                predictor,
                all.stream().map(Prediction::errors).toList(),
                all.stream().flatMap(one -> one.failure().stream()).toList());
    }

    private static Prediction of(final Predictor predictor, final MeasuredRun run) {
        try {
            return new Prediction(new Errors(run, predictor.predict(run)), Optional.empty());
        } catch (final RuntimeException e) {
            final String reason = e instanceof IllegalArgumentException ? e.getMessage() : ExceptionUtils.getMessage(e);
            return new Prediction(
                    new Errors(run, RunFigures.UNKNOWN),
                    Optional.of("run " + run.id() + ": not foretold by " + predictor.name() + ": " + reason));
        }
    }
}
