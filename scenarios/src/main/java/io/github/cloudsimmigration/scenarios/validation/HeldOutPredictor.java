package io.github.cloudsimmigration.scenarios.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/**
 * The page-level predictor as it does on runs it has not seen: the runs of each kind are dealt into two halves, the test bed is fitted on
 * each half, and predicts the other.
 */
final class HeldOutPredictor implements Predictor {
    private final Map<MeasuredRun, Predictor> predictors;
    private final List<TestBed> beds;

    private HeldOutPredictor(final Map<MeasuredRun, Predictor> predictors, final List<TestBed> beds) {
        this.predictors = predictors;
        this.beds = beds;
    }

    /**
     * {@return the predictor of some runs, fitted on both halves of them}
     *
     * @param calibration how
     * @param seeds how often each run is simulated, once they are fitted
     * @param runs all runs
     * @param progress told now and then which part has been done, 0 to 1
     */
    static HeldOutPredictor fit(
            final Calibration calibration,
            final int seeds,
            final List<MeasuredRun> runs,
            final DoubleConsumer progress) {
        final Map<MeasuredRun, Predictor> predictors = new LinkedHashMap<>();
        final List<TestBed> beds = new ArrayList<>();
        final List<List<MeasuredRun>> halves = halves(runs);
        for (int half = 0; half < halves.size(); half++) {
            final int before = half;
            final TestBed bed =
                    calibration.fit(halves.get(half), done -> progress.accept((before + done) / halves.size()));
            beds.add(bed);
            final var predictor = new PageLevelPredictor(bed, seeds, calibration.seed());
            halves.get(1 - half).forEach(run -> predictors.put(run, predictor));
        }
        return new HeldOutPredictor(predictors, beds);
    }

    private static List<List<MeasuredRun>> halves(final List<MeasuredRun> runs) {
        final List<List<MeasuredRun>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        runs.stream()
                .collect(Collectors.groupingBy(MeasuredRun::kind, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(kind -> {
                    for (int i = 0; i < kind.size(); i++) {
                        halves.get(i % 2).add(kind.get(i));
                    }
                });
        return halves;
    }

    @Override
    public String name() {
        return "held out";
    }

    @Override
    public RunFigures predict(final MeasuredRun run) {
        final Predictor predictor = predictors.get(run);
        if (predictor == null) {
            throw new IllegalArgumentException("run " + run.id() + ", expected one of those dealt into halves");
        }
        return predictor.predict(run);
    }

    /** {@return the numbers fitted on either half} */
    @Override
    public List<String> notes() {
        final List<String> notes = new ArrayList<>();
        notes.add(
                "held out: each half of the runs of every kind is predicted with the numbers fitted on the other half, which are");
        for (final TestBed bed : beds) {
            notes.add(FittedNumber.of(bed).entrySet().stream()
                    .map(entry ->
                            String.format(Locale.ROOT, "%s %.3g", entry.getKey().label(), entry.getValue()))
                    .collect(Collectors.joining(", ", "  ", "")));
        }
        return notes;
    }
}
