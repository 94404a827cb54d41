package io.github.cloudsimmigration.scenarios.validation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/**
 * Finds the {@linkplain FittedNumber fitted numbers} of a test bed: from neutral values, each block of numbers that have to be tried together
 * takes the candidates with which the runs are predicted best.
 *
 * @param bed where the other numbers are from
 * @param seeds how often each run is simulated
 * @param seed the first seed
 * @param threads how many runs are simulated at once; changes no result
 */
record Calibration(TestBed bed, int seeds, long seed, int threads) {
    /** Worse than any prediction: a test bed does not gain by failing with a run. */
    private static final double ERROR_OF_A_FAILURE = 1e6;

    /**
     * {@return the test bed with the numbers that fit some runs best}
     *
     * @param runs the runs to fit
     * @param progress told now and then which part has been done, 0 to 1
     */
    TestBed fit(final List<MeasuredRun> runs, final DoubleConsumer progress) {
        Map<FittedNumber, Double> found = FittedNumber.neutral();
        final int trials = FittedNumber.TOGETHER.stream()
                .mapToInt(block -> combinations(block, Map.of()).size())
                .sum();
        int tried = 0;
        for (final List<FittedNumber> block : FittedNumber.TOGETHER) {
            double least = Double.POSITIVE_INFINITY;
            for (final Map<FittedNumber, Double> values : combinations(block, found)) {
                final double loss = loss(bed.with(values), runs);
                if (loss < least) {
                    least = loss;
                    found = values;
                }
                progress.accept((double) ++tried / trials);
            }
        }
        return bed.with(found);
    }

    private static List<Map<FittedNumber, Double>> combinations(
            final List<FittedNumber> block, final Map<FittedNumber, Double> others) {
        List<Map<FittedNumber, Double>> combinations = List.of(others);
        for (final FittedNumber number : block) {
            final List<Map<FittedNumber, Double>> longer = new ArrayList<>();
            for (final Map<FittedNumber, Double> values : combinations) {
                for (final double candidate : number.candidates()) {
                    final Map<FittedNumber, Double> changed = new EnumMap<>(FittedNumber.class);
                    changed.putAll(values);
                    changed.put(number, candidate);
                    longer.add(changed);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private double loss(final TestBed tried, final List<MeasuredRun> runs) {
        return loss(Predictions.of(new PageLevelPredictor(tried, seeds, seed), runs, threads, done -> {}));
    }

    /** {@return the mean of log(1 + error) over total time, bytes and downtime, in percent, and syncs: no single run decides} */
    static double loss(final Predictions predictions) {
        final Stream<Double> known = predictions.errors().stream()
                .flatMap(errors -> Stream.of(
                        errors.totalPercent(), errors.bytesPercent(), errors.downtimePercent(), errors.syncs()))
                .flatMap(Optional::stream);
        final Stream<Double> failed = predictions.failures().stream().map(failure -> ERROR_OF_A_FAILURE);
        return Stream.concat(known, failed)
                .mapToDouble(error -> Math.log1p(Math.abs(error)))
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
