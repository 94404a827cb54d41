package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ErrorsTest {
    private static RunFigures figures(
            final @Nullable String status, final @Nullable Double syncs, final @Nullable Double throttle) {
        return new RunFigures(status, 1000.0, 5e6, 200.0, syncs, null, throttle);
    }

    private static ErrorSummary summary(final Errors... errors) {
        return new ErrorSummary("some", "all", List.of(errors));
    }

    @Test
    void runsThatNeitherCompletedNorWereCancelledCountForNothing() {
        final RunFigures completed = figures("completed", 3.0, null);
        final ErrorSummary summary = summary(
                new Errors(completed, completed),
                new Errors(completed, figures("cancelled", 3.0, null)),
                new Errors(completed, figures("failed", 3.0, null)),
                new Errors(completed, figures(null, 3.0, null)));
        assertThat(summary.statusRightPercent()).isEqualTo(50);
        assertThat(summary.count(Errors::totalPercent)).isEqualTo(1);
    }

    @Test
    void whatIsNotPredictedHasNoError() {
        final var errors = new Errors(figures("completed", null, null), figures("completed", 9.0, 40.0));
        assertThat(errors.syncs()).isEmpty();
        assertThat(errors.requests()).isEmpty();
        assertThat(errors.throttle()).isEmpty();
        assertThat(new Errors(RunFigures.UNKNOWN, figures("completed", 9.0, 40.0)).statusRight())
                .isEmpty();
        assertThat(summary(errors).median(Errors::throttle)).isNaN();
    }

    @Test
    void throttleOfCancelledRunsCountsToo() {
        final var cancelled = new Errors(figures("cancelled", 9.0, 60.0), figures("cancelled", 9.0, 50.0));
        assertThat(cancelled.throttle()).contains(10.0);
        assertThat(cancelled.syncs()).isEmpty();
        final var different = new Errors(figures("completed", 9.0, 60.0), figures("cancelled", 9.0, 50.0));
        assertThat(different.throttle()).isEmpty();
    }

    @Test
    void throttleThatNeverCameIsAPrediction() {
        assertThat(new Errors(figures("completed", 3.0, 20.0), figures("completed", 3.0, 0.0)).throttle())
                .contains(20.0);
    }

    @Test
    void figuresAreWholeNumbers() {
        final var figures = new RunFigures("completed", 1000.4, 5e6 + 0.6, 199.7, 7.5, 3.0, 33.333);
        assertThat(figures).isEqualTo(new RunFigures("completed", 1000.0, 5000001.0, 200.0, 7.5, 3.0, 33.3));
    }
}
