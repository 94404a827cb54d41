package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.report.Metrics;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of three techniques on work that QEMU's pre-copy does not get done with. */
final class ComparisonPicturesTest {
    private final List<ComparisonRow> rows = ComparisonRow.of(new TechniqueComparison(new TechniqueComparison.Setup(
                    List.of(Techniques.qemuPrecopy(), Techniques.proposed(), Techniques.postcopy()),
                    List.of(Workload.MEMORY_INTENSIVE),
                    256L << 20,
                    1e9 / 8,
                    1,
                    42,
                    2))
            .run(done -> {}));

    private String title(final String measure) {
        return ComparisonPictures.title(rows, Metrics.ofMigration(measure));
    }

    @Test
    void titleSaysHowWhatWasNotCompletedIsDrawn() {
        assertThat(title("total-time")).isEqualTo("total-time (hatched: not completed)");
    }

    @Test
    void titleSaysNothingOfMigrationsThatAreNotThere() {
        assertThat(title("postcopy.network-faults")).isEqualTo("postcopy.network-faults (0: qemu-precopy, proposed)");
    }

    @Test
    void titleSaysHowManySeedsThereAre() {
        final List<ComparisonRow> twice = rows.stream()
                .map(row -> new ComparisonRow(
                        row.workload(),
                        row.technique(),
                        List.of(row.records().get(0), row.records().get(0)),
                        row.spreads(),
                        row.baseline()))
                .toList();
        assertThat(ComparisonPictures.title(twice, Metrics.ofMigration("total-time")))
                .isEqualTo("total-time, median and range of 2 seeds (hatched: not completed)");
    }
}
