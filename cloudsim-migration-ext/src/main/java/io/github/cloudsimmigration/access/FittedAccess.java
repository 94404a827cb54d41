package io.github.cloudsimmigration.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;

/**
 * Writes with a measured dirty curve: classes of pages, each page of class k written at the times of a Poisson process of rate &lambda;<sub>k</sub>, so
 * that D(t) = &Sigma; n<sub>k</sub> (1 - exp(-&lambda;<sub>k</sub> t)) pages are dirty after t.
 *
 * <p>The fit takes rates from a fixed ladder, and finds how many pages have each by non-negative least squares of the relative errors
 * (coordinate descent; C. Lawson, R. Hanson, "Solving Least Squares Problems", 1974, chapter 23, for the problem).
 *
 * <p>A curve of this kind is concave: with time fewer pages are left to become dirty. One measured on a sample may not be, and then no classes
 * have it; {@link #largestError} tells how far the nearest ones are off, and {@link CurveAccess} follows any curve.
 *
 * <p>Does not claim that the pages are where the program has them, nor that they are written together as they are: a curve tells how many,
 * not which.
 *
 * @param classes the classes; the pages of the first are the guest's first ones
 */
public record FittedAccess(List<RateClass> classes) implements AccessModel {
    private static final int RATES = 48;
    private static final double FASTEST = 4;
    private static final int SWEEPS = 4_000;

    /**
     * Pages that are written equally often.
     *
     * @param pages how many, 1 or more
     * @param perSecond how often each, per second of guest time
     */
    public record RateClass(int pages, double perSecond) {}

    public FittedAccess {
        classes = List.copyOf(classes);
    }

    /** {@return the writes that fit a curve best} */
    public static FittedAccess to(final DirtyCurve curve) {
        final double[] times = curve.seconds();
        final double last = times[times.length - 1];
        double slowest = 1 / (8 * last);
        double[] pages = {};
        double[] rates = {};
        do {
            rates = ladder(slowest, FASTEST / times[0]);
            pages = fit(curve, times, rates);
            slowest *= 1.5;
        } while (Arrays.stream(pages).sum() > curve.writablePages() && slowest < FASTEST / times[0]);
        return new FittedAccess(classes(pages, rates, curve.writablePages()));
    }

    private static double[] ladder(final double slowest, final double fastest) {
        final double[] rates = new double[RATES];
        for (int k = 0; k < RATES; k++) {
            rates[k] = slowest * Math.pow(fastest / slowest, (double) k / (RATES - 1));
        }
        return rates;
    }

    private static double[] fit(final DirtyCurve curve, final double[] times, final double[] rates) {
        final double[] target = curve.pages();
        final double[][] columns = new double[rates.length][times.length];
        final double[] left = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            final double scale = Math.max(1, target[i]);
            left[i] = target[i] / scale;
            for (int k = 0; k < rates.length; k++) {
                columns[k][i] = -Math.expm1(-rates[k] * times[i]) / scale;
            }
        }
        final double[] pages = new double[rates.length];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int k = 0; k < rates.length; k++) {
                descend(columns[k], left, pages, k);
            }
        }
        return pages;
    }

    /** Moves one coordinate to where the squares are least, though not below 0. */
    private static void descend(final double[] column, final double[] left, final double[] pages, final int k) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < column.length; i++) {
            product += column[i] * left[i];
            square += column[i] * column[i];
        }
        final double step = Math.max(-pages[k], product / square);
        pages[k] += step;
        for (int i = 0; i < column.length; i++) {
            left[i] -= step * column[i];
        }
    }

    private static List<RateClass> classes(final double[] pages, final double[] rates, final int atMost) {
        final List<RateClass> classes = new ArrayList<>();
        int room = atMost;
        for (int k = rates.length - 1; k >= 0; k--) {
            final int whole = (int) Math.min(room, Math.round(pages[k]));
            if (whole > 0) {
                classes.add(new RateClass(whole, rates[k]));
                room -= whole;
            }
        }
        return Collections.unmodifiableList(classes);
    }

    /** {@return how many pages are dirty so long after all were clean, on average} */
    public double pagesAfter(final double seconds) {
        return classes.stream()
                .mapToDouble(some -> some.pages() * -Math.expm1(-some.perSecond() * seconds))
                .sum();
    }

    /** {@return by which part of what was measured it misses a curve's points at most, 0 or more} */
    public double largestError(final DirtyCurve curve) {
        final double[] times = curve.seconds();
        final double[] pages = curve.pages();
        double largest = 0;
        for (int i = 0; i < times.length; i++) {
            largest = Math.max(largest, Math.abs(pagesAfter(times[i]) - pages[i]) / Math.max(1, pages[i]));
        }
        return largest;
    }

    /** {@return how many pages are ever written} */
    public int pages() {
        return classes.stream().mapToInt(RateClass::pages).sum();
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(classes.stream()
                .mapToDouble(some -> some.pages() * some.perSecond())
                .sum());
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(new FittedAccess(classes.stream()
                .map(some -> new RateClass((some.pages() + oneIn / 2) / oneIn, some.perSecond()))
                .filter(some -> some.pages() > 0)
                .toList()));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        Validate.isTrue(
                pages() <= guest.memory().layout().writablePages(),
                "fitted accesses to %d pages, expected at most the guest's %d writable pages",
                pages(),
                guest.memory().layout().writablePages());
        final List<PoissonPages> parts = new ArrayList<>();
        int from = 0;
        for (final RateClass some : classes) {
            parts.add(PoissonPages.even(from, from + some.pages(), some.perSecond(), guest.random()));
            from += some.pages();
        }
        return (guestSeconds, log) -> parts.forEach(part -> part.advance(guestSeconds, log.writes()));
    }
}
