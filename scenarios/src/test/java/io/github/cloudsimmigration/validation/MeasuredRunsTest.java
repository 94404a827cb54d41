package io.github.cloudsimmigration.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the errors on the migrations that QEMU did from growing: a little above what docs/validation.md says. */
final class MeasuredRunsTest {
    private static final int SEEDS = 11;

    private static List<ErrorSummary> summaries() throws IOException {
        final String data = System.getProperty("migration.data");
        assumeTrue(data != null, "no measured runs: -Dmigration.data=DIR names the folder");
        return Validation.of(Path.of(data, "qemu-runs"), SEEDS, 1000, 2, progress -> {})
                .summaries();
    }

    private static ErrorSummary of(final List<ErrorSummary> summaries, final String kind) {
        return summaries.stream()
                .filter(summary -> summary.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorsDoNotGrow() throws IOException {
        final List<ErrorSummary> summaries = summaries();
        final ErrorSummary all = of(summaries, "all");
        assertThat(all.statusRightPercent()).isEqualTo(100);
        assertThat(all.median(Errors::totalPercent)).isLessThan(1.2);
        assertThat(all.ninthDecile(Errors::totalPercent)).isLessThan(9);
        assertThat(all.median(Errors::bytesPercent)).isLessThan(0.4);
        assertThat(all.ninthDecile(Errors::bytesPercent)).isLessThan(3.2);
        assertThat(all.median(Errors::downtimePercent)).isLessThan(10);
        assertThat(all.syncsRightPercent()).isGreaterThan(85);
        final ErrorSummary precopy = of(summaries, "precopy");
        assertThat(precopy.median(Errors::totalPercent)).isLessThan(1.1);
        assertThat(precopy.median(Errors::bytesPercent)).isLessThan(0.3);
        assertThat(precopy.syncsRightPercent()).isGreaterThan(94);
        for (final String kind : List.of("auto-converge", "auto-converge-cpu", "xbzrle", "postcopy")) {
            assertThat(of(summaries, kind).median(Errors::totalPercent))
                    .as(kind)
                    .isLessThan(3);
            assertThat(of(summaries, kind).median(Errors::bytesPercent))
                    .as(kind)
                    .isLessThan(2.2);
        }
    }

    @Test
    void errorsOfPreCopyRunsTogetherDoNotGrow() throws IOException {
        final List<ErrorSummary> kinds = summaries().stream()
                .filter(summary -> summary.predictor().equals("qemu-precopy"))
                .filter(summary -> List.of("precopy", "repeat", "idle").contains(summary.kind()))
                .toList();
        assertThat(kinds).hasSize(3);
        final var together = new ErrorSummary(
                "qemu-precopy",
                "pre-copy",
                kinds.stream().flatMap(kind -> kind.errors().stream()).toList());
        assertThat(together.statusRightPercent()).isEqualTo(100);
        assertThat(together.median(Errors::totalPercent)).isLessThan(1.0);
        assertThat(together.ninthDecile(Errors::totalPercent)).isLessThan(6.0);
        assertThat(together.median(Errors::bytesPercent)).isLessThan(0.4);
        assertThat(together.ninthDecile(Errors::bytesPercent)).isLessThan(1.2);
        assertThat(together.median(Errors::downtimePercent)).isLessThan(10);
        assertThat(together.ninthDecile(Errors::downtimePercent)).isLessThan(56);
        assertThat(together.syncsRightPercent()).isGreaterThan(95);
    }

    @Test
    void pagesBeatEveryFormula() throws IOException {
        final List<ErrorSummary> all = summaries().stream()
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
