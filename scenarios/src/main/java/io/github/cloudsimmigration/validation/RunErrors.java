package io.github.cloudsimmigration.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far predictions are from what was measured, over some runs. Errors are in percent; those of times, bytes and syncs are of runs that completed,
 * as predicted.
 *
 * @param runs how many runs
 * @param outcomeRight share of them whose outcome was predicted
 * @param total errors of the total time
 * @param bytes errors of the bytes
 * @param downtime errors of the downtime; within 10 ms is exact
 * @param syncsWithinOne share of runs whose dirty-sync-count is within one; NaN if it was not predicted
 */
record RunErrors(int runs, double outcomeRight, Errors total, Errors bytes, Errors downtime, double syncsWithinOne) {
    private static final double EXACT_MILLIS = 10;
    private static final double PERCENT = 100;

    /** Errors in short; NaN of nothing. */
    record Errors(double median, double ninetieth) {}

    /** A run with what was predicted for it. */
    record Predicted(MeasuredRun run, RunFigures figures) {
        boolean outcomeRight() {
            return figures.completed() == run.measured().completed();
        }

        boolean comparable() {
            return outcomeRight() && figures.completed();
        }
    }

    static RunErrors of(final List<Predicted> all) {
        final List<Predicted> completed =
                all.stream().filter(Predicted::comparable).toList();
        final List<Predicted> syncs = completed.stream()
                .filter(one -> one.figures().dirtySyncCount() != null
                        && one.run().measured().dirtySyncCount() != null)
                .toList();
        final long within = syncs.stream()
                .filter(one -> Math.abs(value(one.figures().dirtySyncCount())
                                - value(one.run().measured().dirtySyncCount()))
                        <= 1)
                .count();
        return new RunErrors(
                all.size(),
                (double) all.stream().filter(Predicted::outcomeRight).count() / all.size(),
                errors(completed, RunFigures::totalMillis, 0),
                errors(completed, RunFigures::transferred, 0),
                errors(completed, RunFigures::downtimeMillis, EXACT_MILLIS),
                syncs.isEmpty() ? Double.NaN : (double) within / syncs.size());
    }

    private static double quantile(final double[] sorted, final double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final double rank = share * (sorted.length - 1);
        final int below = (int) rank;
        final int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static Errors errors(
            final List<Predicted> runs, final Function<RunFigures, @Nullable Double> figure, final double exact) {
        final List<Double> errors = new ArrayList<>();
        for (final Predicted one : runs) {
            final @Nullable Double predicted = figure.apply(one.figures());
            final @Nullable Double measured = figure.apply(one.run().measured());
            if (predicted != null && measured != null) {
                final double off = Math.abs(predicted - measured);
                errors.add(off <= exact ? 0 : PERCENT * off / Math.max(1, measured));
            }
        }
        final double[] sorted =
                errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Errors(quantile(sorted, 0.5), quantile(sorted, 0.9));
    }

    private static double value(final @Nullable Double number) {
        return number == null ? Double.NaN : number;
    }
}
