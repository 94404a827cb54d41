package io.github.cloudsimmigration.scenarios.validation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By how much a prediction misses what was measured.
 *
 * @param run the run, with the truth
 * @param predicted the prediction
 */
record Errors(MeasuredRun run, RunFigures predicted) {
    private static final double PERCENT = 100;

    /** Downtimes this close count as exact: the noise of a short one. */
    private static final double EXACT_MILLIS = 10;

    /** The least that is told of a figure but nothing: 1 ms, 1 byte. A measured 0 counts as that. */
    private static final double LEAST = 1;

    /** {@return the truth} */
    RunFigures measured() {
        return run.measured();
    }

    /** {@return whether it tells rightly that the migration converges, or that it does not; nothing if it does not tell, or if it ended otherwise} */
    Optional<Boolean> statusRight() {
        return predicted.ended() && measured().ended()
                ? Optional.of(predicted.completed() == measured().completed())
                : Optional.empty();
    }

    private boolean bothCompleted() {
        return predicted.completed() && measured().completed();
    }

    /** {@return percent of the total time, with its sign; of completed migrations only, like most that follow} */
    Optional<Double> totalPercent() {
        return percent(predicted.totalMillis(), measured().totalMillis());
    }

    /** {@return percent of the bytes, with its sign} */
    Optional<Double> bytesPercent() {
        return percent(predicted.transferred(), measured().transferred());
    }

    /** {@return percent of the downtime, with its sign; 0 within 10 ms} */
    Optional<Double> downtimePercent() {
        return difference(predicted.downtimeMillis(), measured().downtimeMillis())
                .map(millis -> Math.abs(millis) <= EXACT_MILLIS
                        ? Optional.of(0.0)
                        : percent(predicted.downtimeMillis(), measured().downtimeMillis()))
                .orElse(Optional.empty());
    }

    /** {@return how many syncs too many, or too few} */
    Optional<Double> syncs() {
        return difference(predicted.dirtySyncCount(), measured().dirtySyncCount());
    }

    /** {@return how many post-copy requests too many, or too few} */
    Optional<Double> requests() {
        return difference(predicted.postcopyRequests(), measured().postcopyRequests());
    }

    /** {@return percentage points of the last throttle, with their sign; of cancelled migrations too} */
    Optional<Double> throttle() {
        final Double prediction = predicted.throttlePercent();
        final Double truth = measured().throttlePercent();
        return statusRight().orElse(false) && prediction != null && truth != null
                ? Optional.of(prediction - truth)
                : Optional.empty();
    }

    private Optional<Double> percent(final @Nullable Double prediction, final @Nullable Double truth) {
        return truth == null
                ? Optional.empty()
                : difference(prediction, truth).map(difference -> difference / Math.max(LEAST, truth) * PERCENT);
    }

    private Optional<Double> difference(final @Nullable Double prediction, final @Nullable Double truth) {
        return bothCompleted() && prediction != null && truth != null
                ? Optional.of(prediction - truth)
                : Optional.empty();
    }
}
