package io.github.cloudsimmigration.scenarios.validation;

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

    static Errors of(final String id, final Validation validation) {
        for (int i = 0; i < validation.runs().size(); i++) {
            if (validation.runs().get(i).id().equals(id)) {
                return validation.errors().get(i);
            }
        }
        throw new IllegalArgumentException("no run " + id);
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
        return Stream.of(
                        by,
                        ValidationReport.spread(summary, Errors::totalPercent, 2, " / "),
                        ValidationReport.spread(summary, Errors::bytesPercent, 2, " / "),
                        ValidationReport.spread(summary, Errors::downtimePercent, 1, " / "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
