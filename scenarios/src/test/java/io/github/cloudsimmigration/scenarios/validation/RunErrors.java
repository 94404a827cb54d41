package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Predicts runs as the documents do, finds the errors of one by its name, and tells errors as they stand there. */
final class RunErrors {
    /** The seeds that the documents' figures are of. */
    static final Validation.Setup SETUP = new Validation.Setup(33, 1000, 2, false, null);

    private RunErrors() {}

    /** {@return a run of which only the name and what came of it matter} */
    static MeasuredRun run(final String id, final RunFigures measured) {
        return new MeasuredRun(id, "other", 9, 9, WriterSpec.NONE, 100, 60, QemuParameters.DEFAULT, measured);
    }

    static Errors of(final String id, final Validation validation) {
        return validation.errors().stream()
                .filter(errors -> errors.run().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run " + id));
    }

    /** {@return what another run tells of each run of a folder without capabilities} */
    static ErrorSummary ofAnotherRun(final Path folder, final Path again) throws IOException {
        final TestBed bed = TestBed.MEASURED;
        final var another =
                new AnotherRun(bed, RunFolder.read(again, bed.layout()).runs());
        final List<MeasuredRun> plain = RunFolder.read(folder, bed.layout()).runs().stream()
                .filter(MeasuredRun::isPlain)
                .filter(run -> !another.predict(run).equals(RunFigures.UNKNOWN))
                .toList();
        return new ErrorSummary(
                another.name(),
                ErrorSummary.PLAIN,
                Predictions.of(another, plain, 1, progress -> {}).errors());
    }

    /** {@return the end of a table's row: who foretold, and medians and 90th percentiles of total time, bytes and downtime} */
    static String row(final String by, final ErrorSummary summary) {
        return Stream.concat(
                        Stream.of(by),
                        Figure.ALL.stream()
                                .filter(Figure::logarithmic)
                                .map(figure -> ValidationReport.spread(summary, figure, " / ")))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
