package io.github.cloudsimmigration.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the errors on the measured runs from growing: a little above what they are, see docs/validation.md. */
final class VisibleRunsTest {
    private static final String DATA = System.getProperty("migration.data");

    private static ErrorSummary of(final List<ErrorSummary> summaries, final String kind) {
        return summaries.stream()
                .filter(summary -> summary.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorsDoNotGrow() throws IOException {
        assumeTrue(DATA != null, "no -Dmigration.data=DIR");
        final Path runs = Path.of(DATA, "qemu-runs");
        assumeTrue(runs.toFile().isDirectory(), "no qemu-runs in " + DATA);
        final List<ErrorSummary> summaries = Validation.of(runs, 11, 1000, 2, progress -> {}).summaries().stream()
                .filter(summary -> summary.predictor().equals("qemu-precopy"))
                .toList();
        final ErrorSummary all = of(summaries, "all");
        assertThat(all.statusRightPercent()).isEqualTo(100);
        assertThat(all.median(Errors::totalPercent)).isLessThan(1.2);
        assertThat(all.ninthDecile(Errors::totalPercent)).isLessThan(9);
        assertThat(all.median(Errors::bytesPercent)).isLessThan(0.4);
        assertThat(all.ninthDecile(Errors::bytesPercent)).isLessThan(3.3);
        assertThat(all.median(Errors::downtimePercent)).isLessThan(10);
        assertThat(all.syncsRightPercent()).isGreaterThan(85);
        assertThat(of(summaries, "precopy").median(Errors::totalPercent)).isLessThan(1.1);
        for (final String kind : List.of("auto-converge", "auto-converge-cpu", "xbzrle", "postcopy")) {
            assertThat(of(summaries, kind).median(Errors::totalPercent))
                    .as(kind)
                    .isLessThan(5);
            assertThat(of(summaries, kind).median(Errors::bytesPercent))
                    .as(kind)
                    .isLessThan(5);
        }
    }
}
