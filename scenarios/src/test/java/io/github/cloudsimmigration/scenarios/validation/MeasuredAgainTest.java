package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the errors on the migrations in {@code docs/measuring} from growing: on them nothing was fitted but the buffers of multifd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeasuredAgainTest {
    private static final Path MEASURING = Path.of("../docs/measuring");

    private static final Validation.Setup SETUP = new Validation.Setup(33, 1000, 2, false, MEASURING.resolve("again"));

    private final Validation validation;

    MeasuredAgainTest() throws IOException {
        validation = Validation.of(MEASURING.resolve("runs"), SETUP, progress -> {});
    }

    private ErrorSummary of(final String kind) {
        return of("qemu-precopy", kind);
    }

    private ErrorSummary of(final String predictor, final String kind) {
        return validation.summaries().stream()
                .filter(summary ->
                        summary.predictor().equals(predictor) && summary.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRunCanBeUsedAndEndsAsItDid() {
        assertThat(validation.leftOut()).isEmpty();
        assertThat(validation.errors()).hasSize(107);
        assertThat(of("all").statusRightPercent()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    kind           | total % | 9th decile | bytes % | 9th decile | downtime % | syncs within 1 %
                    no capability  |     0.8 |        3.5 |    0.22 |       0.85 |          7 |              100
                    multifd        |     1.2 |        3.2 |    0.35 |       2.00 |         30 |               92
                    xbzrle         |     0.9 |        1.6 |    0.22 |       0.40 |         50 |              100
                    auto-converge  |     1.6 |        8.0 |    1.40 |       3.70 |         90 |               50
                    postcopy       |     1.4 |        1.8 |    0.70 |       1.70 |          1 |              100
                    """)
    void errorsDoNotGrow(
            final String kind,
            final double totalPercent,
            final double totalNinthDecile,
            final double bytesPercent,
            final double bytesNinthDecile,
            final double downtimePercent,
            final double syncsRightPercent) {
        final ErrorSummary runs = of(kind);
        assertThat(runs.median(Errors::totalPercent)).as("total-time").isLessThanOrEqualTo(totalPercent);
        assertThat(runs.ninthDecile(Errors::totalPercent)).as("total-time").isLessThanOrEqualTo(totalNinthDecile);
        assertThat(runs.median(Errors::bytesPercent)).as("transferred").isLessThanOrEqualTo(bytesPercent);
        assertThat(runs.ninthDecile(Errors::bytesPercent)).as("transferred").isLessThanOrEqualTo(bytesNinthDecile);
        assertThat(runs.median(Errors::downtimePercent)).as("downtime").isLessThanOrEqualTo(downtimePercent);
        assertThat(runs.syncsRightPercent()).as("within one").isGreaterThanOrEqualTo(syncsRightPercent);
    }

    @Test
    void everyCompletedRunWithoutCapabilitiesWasDoneAgain() {
        final ErrorSummary again = of("another run", "no capability");
        assertThat(again.errors()).hasSize(of("no capability").count(Errors::totalPercent));
        assertThat(again.statusRightPercent()).isEqualTo(100);
    }

    @Test
    void docSaysHowWellOneRunForetellsAnother() throws IOException {
        assertThat(Files.readString(Path.of("../docs/validation.md")))
                .contains(
                        RunErrors.row("another run there", of("another run", "no capability")),
                        RunErrors.row("`qemu-precopy`", of("no capability")));
    }

    @Test
    void downtimesAreForetoldAsWellAsByAnotherRun() {
        final ErrorSummary foretold = of("no capability");
        final ErrorSummary again = of("another run", "no capability");
        assertThat(foretold.median(Errors::downtimePercent)).isLessThan(1.1 * again.median(Errors::downtimePercent));
        assertThat(foretold.ninthDecile(Errors::downtimePercent))
                .isLessThan(again.ninthDecile(Errors::downtimePercent));
    }

    @Test
    void runsByALaterQemuAreForetoldAsWell() throws IOException {
        final Validation later = Validation.of(MEASURING.resolve("qemu-11.1"), RunErrors.SETUP, progress -> {});
        final ErrorSummary all = later.summaries().get(0);
        assertThat(all.errors()).hasSize(16);
        assertThat(all.statusRightPercent()).isEqualTo(100);
        assertThat(all.ninthDecile(Errors::totalPercent)).isLessThan(1.4);
        assertThat(all.ninthDecile(Errors::bytesPercent)).isLessThan(1.1);
        assertThat(all.median(Errors::downtimePercent)).isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"precopy-012", "precopy-022", "precopy-033", "precopy-047", "precopy-060", "precopy-061"})
    void docSaysHowDowntimesOfOneConfigurationDiffer(final String id) throws IOException {
        final Errors first = errors(id);
        final List<MeasuredRun> again = RunFolder.read(MEASURING.resolve("again"), TestBed.MEASURED.layout())
                .runs();
        final String measured = Stream.concat(
                        Stream.of(first.measured()),
                        again.stream().filter(run -> run.id().startsWith(id)).map(MeasuredRun::measured))
                .map(MeasuredAgainTest::downtimeMillis)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        assertThat(Files.readString(Path.of("../docs/validation.md")))
                .contains("| `" + id + "` | " + measured + " | " + downtimeMillis(first.predicted()) + " |");
    }

    private static long downtimeMillis(final RunFigures figures) {
        return Math.round(Objects.requireNonNull(figures.downtimeMillis()));
    }

    private Errors errors(final String id) {
        return RunErrors.of(id, validation);
    }

    /** When this fails: docs/measuring/README.md says how its table is renewed. */
    @Test
    void docSaysWhatTheCodeMeasures() throws IOException {
        assertThat(Files.readString(MEASURING.resolve("README.md")).lines())
                .containsAll(ValidationReport.markdown(validation).lines().toList());
    }
}
