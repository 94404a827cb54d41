package io.github.cloudsimmigration.scenarios.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Measured by a machine whose numbers are known: the simulation itself. */
final class CalibrationTest {
    private static final Path RUNS =
            Path.of("src/test/resources/io/github/cloudsimmigration/scenarios/validation/runs");
    private static final Calibration CALIBRATION = new Calibration(TestBed.MEASURED, 1, 5, 2);

    private static final String[] NAMES = {"idle-043", "precopy-035", "repeat-014"};

    @Test
    void machineIsFoundFromWhatItDoes() throws IOException {
        final Map<FittedNumber, Double> truth = new EnumMap<>(FittedNumber.neutral());
        truth.put(FittedNumber.BUFFER_SECONDS, 0.125);
        truth.put(FittedNumber.LEAST_BUFFER, 1.8e6);
        final TestBed machine = TestBed.MEASURED.with(truth);
        final List<MeasuredRun> runs = measuredBy(machine, NAMES);
        final List<Double> progress = new ArrayList<>();
        final TestBed found = CALIBRATION.fit(runs, progress::add);
        assertThat(measuredBy(found, NAMES)).isEqualTo(runs);
        assertThat(measuredBy(TestBed.MEASURED.with(FittedNumber.neutral()), NAMES))
                .isNotEqualTo(runs);
        assertThat(progress).isSorted().endsWith(1.0);
    }

    @Test
    void eachHalfIsPredictedWithTheNumbersOfTheOther() throws IOException {
        final Map<FittedNumber, Double> slow = new EnumMap<>(FittedNumber.neutral());
        slow.put(FittedNumber.START_SECONDS, 0.06);
        slow.put(FittedNumber.BUFFER_SECONDS, 0.14);
        final List<MeasuredRun> first = measuredBy(TestBed.MEASURED.with(FittedNumber.neutral()), "repeat-014");
        final List<MeasuredRun> second = measuredBy(TestBed.MEASURED.with(slow), "repeat-019");
        final TestBed fromFirst = CALIBRATION.fit(first, done -> {});
        final TestBed fromSecond = CALIBRATION.fit(second, done -> {});
        assertThat(fromFirst).isNotEqualTo(fromSecond);

        final List<MeasuredRun> runs = List.of(first.get(0), second.get(0));
        final var heldOut = HeldOutPredictor.fit(CALIBRATION, CALIBRATION.seeds(), runs, done -> {});
        assertThat(heldOut.predict(runs.get(0))).isEqualTo(predictor(fromSecond).predict(runs.get(0)));
        assertThat(heldOut.predict(runs.get(1))).isEqualTo(predictor(fromFirst).predict(runs.get(1)));
        assertThat(heldOut.notes()).hasSize(3);

        final MeasuredRun unknown = measuredBy(TestBed.MEASURED, "idle-043").get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> heldOut.predict(unknown))
                .withMessage("run idle-043, expected one of those dealt into halves");
    }

    @Test
    void failingWithARunIsWorseThanBeingFarOff() {
        final var measured = new RunFigures("completed", 1_000.0, 1e6, 100.0, 3.0, null, null);
        final MeasuredRun run = RunErrors.run("some", measured);
        final var farOff = new Errors(run, new RunFigures("completed", 9_000.0, 9e6, 900.0, 9.0, null, null));
        final var exact = new Errors(run, measured);
        final var failed = new Errors(run, RunFigures.UNKNOWN);
        final double far = loss(List.of(exact, farOff), List.of());
        assertThat(loss(List.of(exact, exact), List.of())).isZero();
        assertThat(far).isPositive();
        assertThat(loss(List.of(farOff, failed), List.of("b fails"))).isGreaterThan(far);
    }

    private static double loss(final List<Errors> errors, final List<String> failures) {
        return Calibration.loss(new Predictions(predictor(TestBed.MEASURED), errors, failures));
    }

    private static Predictor predictor(final TestBed bed) {
        return new PageLevelPredictor(bed, CALIBRATION.seeds(), CALIBRATION.seed());
    }

    private static List<MeasuredRun> measuredBy(final TestBed bed, final String... names) throws IOException {
        final List<MeasuredRun> runs = new ArrayList<>();
        for (final String name : names) {
            final MeasuredRun run = RunFile.read(RUNS.resolve(name + ".json"), bed.layout());
            final RunFigures figures = predictor(bed).predict(run);
            runs.add(new MeasuredRun(
                    run.id(),
                    run.kind(),
                    run.pages(),
                    run.nonZeroPages(),
                    run.writer(),
                    run.linkMegabits(),
                    run.timeoutSeconds(),
                    run.parameters(),
                    figures));
        }
        return runs;
    }
}
