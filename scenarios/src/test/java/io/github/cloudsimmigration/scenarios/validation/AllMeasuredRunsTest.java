package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the errors on all the migrations that QEMU did from growing: a little above what docs/validation.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllMeasuredRunsTest {
    private final Path runs;
    private final Validation validation;
    private final List<ErrorSummary> summaries;

    AllMeasuredRunsTest() throws IOException {
        final String data = System.getProperty("migration.data");
        assumeTrue(data != null, "no measured runs: -Dmigration.data=DIR names the folder");
        runs = Path.of(data, "qemu-runs");
        validation = Validation.of(runs, RunErrors.SETUP, progress -> {});
        assertThat(validation.leftOut()).isEmpty();
        summaries = validation.summaries();
    }

    private ErrorSummary of(final String kind) {
        return summaries.stream()
                .filter(summary -> summary.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorsOfAllRunsDoNotGrow() {
        final ErrorSummary all = of("all");
        assertThat(all.statusRightPercent()).isEqualTo(100);
        assertThat(all.median(Errors::totalPercent)).isLessThan(1.08);
        assertThat(all.ninthDecile(Errors::totalPercent)).isLessThan(8.9);
        assertThat(all.median(Errors::bytesPercent)).isLessThan(0.31);
        assertThat(all.ninthDecile(Errors::bytesPercent)).isLessThan(3.2);
        assertThat(all.median(Errors::downtimePercent)).isLessThan(5.2);
        assertThat(all.ninthDecile(Errors::downtimePercent)).isLessThan(41);
        assertThat(all.median(Errors::syncs)).isZero();
        assertThat(all.syncsRightPercent()).isGreaterThan(89);
        assertThat(all.median(Errors::requests)).isLessThan(5.4);
        assertThat(all.ninthDecile(Errors::requests)).isLessThan(13.3);
        assertThat(all.median(Errors::throttle)).isZero();
        assertThat(all.ninthDecile(Errors::throttle)).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    kind              | total % | bytes % | downtime % | syncs | syncs within 1 %
                    precopy           |    0.82 |    0.17 |        5.7 |     0 |               96
                    repeat            |    0.57 |    0.28 |        5.1 |     0 |              100
                    idle              |    1.35 |  0.0061 |       10.3 |     0 |              100
                    auto-converge     |    2.25 |    0.38 |          0 |   1.5 |               50
                    auto-converge-cpu |     3.4 |     2.8 |        7.2 |     1 |               70
                    xbzrle            |    0.46 |    0.29 |         57 |   0.5 |              100
                    postcopy          |    1.24 |    0.11 |          0 |     0 |               85
                    """)
    void errorsOfAKindDoNotGrow(
            final String kind,
            final double totalPercent,
            final double bytesPercent,
            final double downtimePercent,
            final double syncs,
            final double syncsRightPercent) {
        final ErrorSummary runs = of(kind);
        assertThat(runs.statusRightPercent()).isEqualTo(100);
        assertThat(runs.median(Errors::totalPercent)).as("total-time").isLessThanOrEqualTo(totalPercent);
        assertThat(runs.median(Errors::bytesPercent)).as("transferred").isLessThanOrEqualTo(bytesPercent);
        assertThat(runs.median(Errors::downtimePercent)).as("downtime").isLessThanOrEqualTo(downtimePercent);
        assertThat(runs.median(Errors::syncs)).as("dirty-sync-count").isLessThanOrEqualTo(syncs);
        assertThat(runs.syncsRightPercent()).as("within one").isGreaterThanOrEqualTo(syncsRightPercent);
    }

    /** When this fails: docs/validation.md says how its table is renewed. */
    @Test
    void docSaysWhatTheCodeMeasures() throws IOException {
        assertThat(Files.readString(Path.of("../docs/validation.md")).lines())
                .containsAll(ValidationReport.markdown(validation).lines().toList());
    }

    @Test
    void docSaysHowWellOneRunForetellsAnother() throws IOException {
        final ErrorSummary repeated = RunErrors.ofAnotherRun(runs, runs);
        final ErrorSummary elsewhere = RunErrors.ofAnotherRun(runs, Path.of("../docs/measuring/runs"));
        assertThat(repeated.errors()).hasSize(15);
        assertThat(elsewhere.count(Errors::totalPercent)).isEqualTo(52);
        assertThat(Files.readString(Path.of("../docs/validation.md")))
                .contains(
                        RunErrors.row("another run there", repeated),
                        RunErrors.row("`qemu-precopy`", of("repeat")),
                        RunErrors.row("a run on the quiet one", elsewhere),
                        RunErrors.row("`qemu-precopy`", of(ErrorSummary.PLAIN)));
    }

    @Test
    void errorsOfRunsWithoutCapabilitiesDoNotGrow() {
        final ErrorSummary together = of(ErrorSummary.PLAIN);
        assertThat(together.statusRightPercent()).isEqualTo(100);
        assertThat(together.median(Errors::totalPercent)).isLessThan(0.81);
        assertThat(together.ninthDecile(Errors::totalPercent)).isLessThan(6.2);
        assertThat(together.median(Errors::bytesPercent)).isLessThan(0.185);
        assertThat(together.ninthDecile(Errors::bytesPercent)).isLessThan(1.08);
        assertThat(together.median(Errors::downtimePercent)).isLessThan(5.4);
        assertThat(together.ninthDecile(Errors::downtimePercent)).isLessThan(34.5);
        assertThat(together.syncsRightPercent()).isGreaterThan(98);
    }

    @Test
    void pagesBeatEveryFormula() {
        final List<ErrorSummary> all = summaries.stream()
                .filter(summary -> summary.kind().equals("all"))
                .toList();
        assertThat(all).hasSize(4);
        for (final ErrorSummary formula : all.subList(1, all.size())) {
            assertThat(all.get(0).median(Errors::totalPercent))
                    .as(formula.predictor())
                    .isLessThan(formula.median(Errors::totalPercent));
            assertThat(all.get(0).statusRightPercent())
                    .as(formula.predictor())
                    .isGreaterThan(formula.statusRightPercent());
        }
    }
}
