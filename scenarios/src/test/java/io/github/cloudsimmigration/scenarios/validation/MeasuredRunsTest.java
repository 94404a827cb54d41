package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the errors on some of the migrations that QEMU did from growing; the runs are among this test's resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeasuredRunsTest {
    private static final Path RUNS =
            Path.of("src/test/resources/io/github/cloudsimmigration/scenarios/validation/runs");

    private final Validation validation;

    MeasuredRunsTest() throws IOException {
        validation = Validation.of(RUNS, RunErrors.SETUP, progress -> {});
    }

    private Errors errors(final String id) {
        return RunErrors.of(id, validation);
    }

    private static double size(final Optional<Double> error) {
        return Math.abs(error.orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    run                   | total % | bytes % | downtime % | syncs
                    idle-043              |     2.0 |    0.05 |         20 |     0
                    precopy-010           |     1.0 |    0.10 |          5 |     0
                    precopy-013           |     1.5 |    0.15 |         25 |     0
                    precopy-035           |     7.0 |    6.50 |         10 |    10
                    precopy-047           |     0.5 |    0.30 |         25 |     0
                    repeat-014            |     1.0 |    0.50 |         20 |     1
                    repeat-019            |     1.5 |    1.00 |         15 |     1
                    auto-converge-070     |     3.0 |    2.50 |         40 |     5
                    auto-converge-cpu-007 |     6.0 |    6.00 |         12 |     2
                    xbzrle-080            |     1.0 |    0.50 |         10 |     1
                    postcopy-091          |     1.5 |    1.50 |          5 |     0
                    postcopy-103          |     0.5 |    0.10 |          5 |     0
                    """)
    void figuresOfACompletedRunStayNear(
            final String run,
            final double totalPercent,
            final double bytesPercent,
            final double downtimePercent,
            final double syncs) {
        final Errors errors = errors(run);
        assertThat(errors.statusRight()).contains(true);
        assertThat(size(errors.totalPercent())).as("total-time").isLessThanOrEqualTo(totalPercent);
        assertThat(size(errors.bytesPercent())).as("transferred").isLessThanOrEqualTo(bytesPercent);
        assertThat(size(errors.downtimePercent())).as("downtime").isLessThanOrEqualTo(downtimePercent);
        assertThat(size(errors.syncs())).as("dirty-sync-count").isLessThanOrEqualTo(syncs);
    }

    @ParameterizedTest
    @CsvSource({"precopy-019", "auto-converge-074"})
    void runThatDoesNotConvergeIsCancelled(final String run) {
        assertThat(errors(run).predicted().status()).isEqualTo(RunFigures.CANCELLED);
        assertThat(errors(run).statusRight()).contains(true);
    }

    @ParameterizedTest
    @CsvSource({"auto-converge-070, 99", "auto-converge-074, 60", "auto-converge-cpu-007, 20"})
    void lastThrottleIsFound(final String run, final double percent) {
        assertThat(errors(run).measured().throttlePercent()).isEqualTo(percent);
        assertThat(size(errors(run).throttle())).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"postcopy-091, 62", "postcopy-103, 82"})
    void postCopyRequestsStayNear(final String run, final double requests) {
        assertThat(errors(run).measured().postcopyRequests()).isEqualTo(requests);
        assertThat(size(errors(run).requests())).isLessThanOrEqualTo(10);
    }

    @Test
    void everyCommittedRunIsBounded() {
        assertThat(validation.errors()).hasSize(14);
    }
}
