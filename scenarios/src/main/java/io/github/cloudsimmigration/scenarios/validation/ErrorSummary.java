package io.github.cloudsimmigration.scenarios.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The errors of one predictor on the runs of one kind.
 *
 * @param predictor its name
 * @param kind which runs
 * @param errors the errors, one for each run that is foretold
 */
record ErrorSummary(String predictor, String kind, List<Errors> errors) {
    /** All runs. */
    static final String ALL = "all";

    /** Those without capabilities. */
    static final String PLAIN = "no capability";

    private static final double PERCENT = 100;
    private static final double NINE_TENTHS = 0.9;

    /** {@return the share of the runs of which it tells rightly whether they converge, in percent; of those that did or did not} */
    double statusRightPercent() {
        return share(
                errors.stream().flatMap(error -> error.statusRight().stream()).toList());
    }

    /** {@return the share of the runs whose number of syncs is at most one off, in percent; of completed ones} */
    double syncsRightPercent() {
        return share(errors.stream()
                .flatMap(error -> error.syncs().stream())
                .map(syncs -> Math.abs(syncs) <= 1)
                .toList());
    }

    /** {@return whether it is of a predictor that foretells syncs, which a formula does not} */
    boolean predictsSyncs() {
        return errors.stream().anyMatch(run -> run.predicted().dirtySyncCount() != null);
    }

    /** {@return how many runs have such an error} */
    int count(final Function<Errors, Optional<Double>> error) {
        return (int) errors.stream().filter(run -> error.apply(run).isPresent()).count();
    }

    /** {@return the median of absolute errors; not a number where there are none} */
    double median(final Function<Errors, Optional<Double>> error) {
        return quantile(error, 0.5);
    }

    /** {@return the 90th percentile of absolute errors; not a number where there are none} */
    double ninthDecile(final Function<Errors, Optional<Double>> error) {
        return quantile(error, NINE_TENTHS);
    }

    private double quantile(final Function<Errors, Optional<Double>> error, final double part) {
        final double[] sorted = errors.stream()
                .flatMap(run -> error.apply(run).stream())
                .mapToDouble(Math::abs)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final double rank = part * (sorted.length - 1);
        final int below = (int) rank;
        final int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double share(final List<Boolean> right) {
        return right.isEmpty()
                ? Double.NaN
                : PERCENT * right.stream().filter(is -> is).count() / right.size();
    }
}
