package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ErrorsTest {
    private static RunFigures figures(
            final @Nullable String status, final @Nullable Double syncs, final @Nullable Double throttle) {
        return new RunFigures(status, 1000.0, 5e6, 200.0, syncs, null, throttle);
    }

    private static Errors errors(final RunFigures predicted, final RunFigures measured) {
        return new Errors(RunErrors.run("some", measured), predicted);
    }

    private static ErrorSummary summary(final Errors... errors) {
        return new ErrorSummary("some", "all", List.of(errors));
    }

    @Test
    void runsThatNeitherCompletedNorWereCancelledCountForNothing() {
        final RunFigures completed = figures("completed", 3.0, null);
        final ErrorSummary summary = summary(
                errors(completed, completed),
                errors(completed, figures("cancelled", 3.0, null)),
                errors(completed, figures("failed", 3.0, null)),
                errors(completed, figures(null, 3.0, null)));
        assertThat(summary.statusRightPercent()).isEqualTo(50);
        assertThat(summary.count(Errors::totalPercent)).isEqualTo(1);
    }

    @Test
    void whatIsNotPredictedHasNoError() {
        final var errors = errors(figures("completed", null, null), figures("completed", 9.0, 40.0));
        assertThat(errors.syncs()).isEmpty();
        assertThat(errors.requests()).isEmpty();
        assertThat(errors.throttle()).isEmpty();
        assertThat(errors(RunFigures.UNKNOWN, figures("completed", 9.0, 40.0)).statusRight())
                .isEmpty();
        assertThat(summary(errors).median(Errors::throttle)).isNaN();
    }

    @Test
    void throttleOfCancelledRunsCountsToo() {
        final var cancelled = errors(figures("cancelled", 9.0, 60.0), figures("cancelled", 9.0, 50.0));
        assertThat(cancelled.throttle()).contains(10.0);
        assertThat(cancelled.syncs()).isEmpty();
        final var different = errors(figures("completed", 9.0, 60.0), figures("cancelled", 9.0, 50.0));
        assertThat(different.throttle()).isEmpty();
    }

    @Test
    void throttleThatNeverCameIsAPrediction() {
        assertThat(errors(figures("completed", 3.0, 20.0), figures("completed", 3.0, 0.0))
                        .throttle())
                .contains(20.0);
    }

    /** Less than a millisecond is told as 0. */
    @Test
    void measuredZerosCount() {
        assertThat(downtime(0, 0)).contains(0.0);
        assertThat(downtime(10, 0)).as("within 10 ms").contains(0.0);
        assertThat(downtime(11, 0)).as("of 1 ms").contains(1100.0);
        assertThat(downtime(12, 1)).contains(1100.0);
        final var nothing = new RunFigures("completed", 0.0, 0.0, 0.0, 2.0, null, null);
        final var errors = errors(figures("completed", 2.0, null), nothing);
        assertThat(errors.totalPercent()).contains(100_000.0);
        assertThat(errors.bytesPercent()).contains(5e8);
        assertThat(errors(nothing, nothing).totalPercent()).contains(0.0);
    }

    private static Optional<Double> downtime(final double predicted, final double measured) {
        return errors(
                        new RunFigures("completed", 1000.0, 5e6, predicted, 3.0, null, null),
                        new RunFigures("completed", 1000.0, 5e6, measured, 3.0, null, null))
                .downtimePercent();
    }

    @Test
    void figuresAreWholeNumbers() {
        final var figures = new RunFigures("completed", 1000.4, 5e6 + 0.6, 199.7, 7.5, 3.0, 33.333);
        assertThat(figures).isEqualTo(new RunFigures("completed", 1000.0, 5000001.0, 200.0, 7.5, 3.0, 33.3));
    }
}
