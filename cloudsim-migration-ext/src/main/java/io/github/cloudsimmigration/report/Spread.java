package io.github.cloudsimmigration.report;

import java.util.Arrays;
import java.util.Collection;
import org.apache.commons.lang3.Validate;

/**
 * What several runs of the same thing came to.
 *
 * @param median the middle one; of an even number the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {
    /** {@return the spread of some values, at least one} */
    public static Spread of(final double... values) {
        Validate.isTrue(values.length > 0, "spread of no values, expected at least one");
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@return the spread of a metric, a number, over some subjects, at least one} */
    public static <T> Spread of(final Metric<T> metric, final Collection<? extends T> subjects) {
        return of(subjects.stream()
                .mapToDouble(subject -> ((Number) metric.value().apply(subject)).doubleValue())
                .toArray());
    }
}
