package io.github.cloudsimmigration.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;

/**
 * Writes with a measured dirty curve: classes of pages, spread at random over the guest's writable memory. A page of a class is written in
 * each period with the same probability, once, at a random moment; over many periods that is a Poisson process.
 *
 * <p>The period is the curve's first time. A curve does not tell whether a page that is dirty by then was written once or a hundred times;
 * once, the least, is assumed. Within the period the dirty pages grow almost in proportion to time.
 *
 * <p>The fit takes rates from a fixed ladder, and finds how many pages have each by non-negative least squares of the relative errors
 * (coordinate descent; C. Lawson, R. Hanson, "Solving Least Squares Problems", 1974, chapter 23, for the problem).
 *
 * <p>A curve of this kind is concave: with time fewer pages are left to become dirty. One measured on a sample may not be, and then no
 * classes have it; {@link #largestError} tells how far the nearest ones are off, and {@link CurveAccess} follows any curve.
 *
 * <p>Does not claim that the pages are where the program has them, nor that they are written together as they are: a curve tells how many,
 * not which.
 *
 * @param classes the classes
 * @param periodSeconds in which time a page is written once at most, in seconds of guest time, above 0
 */
public record FittedAccess(List<RateClass> classes, double periodSeconds) implements AccessModel {
    private static final int RATES = 48;
    private static final int SWEEPS = 4_000;
    /** By how much the slowest rate is raised at a time while the classes need more pages than may be written; small, so as not to leave any over. */
    private static final double SLOWEST_STEP = 1.05;
    /** The pages of a class are in so many parts, whose periods begin one after the other, so that no moment sees all of them begin. */
    private static final int PARTS = 4;

    /**
     * Pages that are written equally often.
     *
     * @param pages how many, 1 or more
     * @param perSecond how often each, per second of guest time, above 0, at most once in a period
     */
    public record RateClass(int pages, double perSecond) {}

    public FittedAccess {
        classes = List.copyOf(classes);
        for (final RateClass some : classes) {
            Validate.isTrue(some.pages() > 0, "class of %d pages, expected 1 or more", some.pages());
            Validate.isTrue(
                    some.perSecond() > 0 && some.perSecond() <= 1 / periodSeconds,
                    "pages written %s times a second, expected above 0, at most once in %s s",
                    some.perSecond(),
                    periodSeconds);
        }
    }

    /** {@return the writes that fit a curve best} */
    public static FittedAccess to(final DirtyCurve curve) {
        final double[] times = curve.seconds();
        final double fastest = 1 / times[0];
        double slowest = 1 / (8 * times[times.length - 1]);
        double[] pages = {};
        double[] rates = {};
        do {
            rates = ladder(fastest, slowest);
            pages = fit(curve, times, rates);
            slowest *= SLOWEST_STEP;
        } while (Arrays.stream(pages).sum() > curve.writablePages() && slowest < fastest);
        return new FittedAccess(classes(pages, rates, curve.writablePages()), times[0]);
    }

    private static double[] ladder(final double fastest, final double slowest) {
        final double[] rates = new double[RATES];
        for (int k = 0; k < RATES; k++) {
            rates[k] = fastest * Math.pow(slowest / fastest, (double) k / (RATES - 1));
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
                columns[k][i] = touched(rates[k], times[i], times[0]) / scale;
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
        for (int k = 0; k < rates.length; k++) {
            final int whole = (int) Math.min(room, Math.round(pages[k]));
            if (whole > 0) {
                classes.add(new RateClass(whole, rates[k]));
                room -= whole;
            }
        }
        return Collections.unmodifiableList(classes);
    }

    private static double touched(final double perSecond, final double seconds, final double periodSeconds) {
        return 1 - PacedPages.untouched(perSecond * periodSeconds, seconds / periodSeconds);
    }

    /** {@return how many pages are dirty so long after all were clean, on average} */
    public double pagesAfter(final double seconds) {
        return classes.stream()
                .mapToDouble(some -> some.pages() * touched(some.perSecond(), seconds, periodSeconds))
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
        final List<RateClass> sample = new ArrayList<>();
        int before = 0;
        int from = 0;
        for (final RateClass some : classes) {
            before += some.pages();
            final int to = (int) Math.round((double) before / oneIn);
            if (to > from) {
                sample.add(new RateClass(to - from, some.perSecond()));
            }
            from = to;
        }
        return Optional.of(new FittedAccess(sample, periodSeconds));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final int[] ring = Arrays.copyOf(
                Draws.permutation(guest.memory().layout().writablePages(), guest.random()),
                guest.workingSet("fitted", pages()));
        final List<PacedPages> parts = new ArrayList<>();
        int from = 0;
        for (final RateClass some : classes) {
            final int to = Math.min(ring.length, from + some.pages());
            final double share = some.perSecond() * periodSeconds;
            final double passed = guest.random().nextDouble();
            for (int part = 0; part < PARTS; part++) {
                final int end = from + (to - from) / (PARTS - part);
                if (end > from) {
                    final double partPassed = (passed + (double) part / PARTS) % 1;
                    parts.add(new PacedPages(ring, from, end, share, periodSeconds, partPassed, guest.random()));
                }
                from = end;
            }
        }
        return (guestSeconds, log) -> parts.forEach(part -> part.advance(guestSeconds, log.writes()));
    }
}
