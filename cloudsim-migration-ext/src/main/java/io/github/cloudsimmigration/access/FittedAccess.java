package io.github.cloudsimmigration.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;

/**
 * Accesses to classes of pages, each page at the times of a Poisson process of its class's rate: what a {@link DirtyCurve} is made of, since
 * after a time t a class of n pages has n (1 - exp(-&lambda; t)) dirty ones.
 *
 * <p>The fit. Rates are given, evenly spread on a logarithmic scale beyond both ends of the measured times; the sizes of the
 * classes are those, 0 or more, that make the sum of squared relative errors at the measured points smallest (non-negative least
 * squares, one coordinate after the other). If that takes more pages than are not zero, all of these are one more point, at a time without end.
 *
 * <p>What it does not claim: which pages. Classes lie one behind the other, the most often accessed first.
 *
 * @param classes the classes
 */
public record FittedAccess(List<PageClassRate> classes) implements AccessModel {
    private static final int RATES_PER_DECADE = 12;
    private static final double BEYOND = 10;
    private static final int MAX_SWEEPS = 20_000;
    private static final double SETTLED = 1e-7;
    private static final double WEIGHT_OF_ALL = 3;

    /**
     * Pages that are accessed equally often.
     *
     * @param pages how many, 1 or more
     * @param perSecond accesses to each of them per second of guest time, 0 or more
     */
    public record PageClassRate(int pages, double perSecond) {
        public PageClassRate {
            Validate.isTrue(pages > 0, "page class of %d pages, expected 1 or more", pages);
            AccessChecks.rate(perSecond);
        }
    }

    public FittedAccess {
        classes = List.copyOf(classes);
    }

    /** {@return the number of pages of all classes} */
    public int workingSet() {
        return classes.stream().mapToInt(PageClassRate::pages).sum();
    }

    /** {@return how many pages are dirty after a time since all were clean, on average} */
    public double dirtyPages(final double seconds) {
        return classes.stream()
                .mapToDouble(pages -> -pages.pages() * Math.expm1(-pages.perSecond() * seconds))
                .sum();
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        Validate.isTrue(
                workingSet() <= guest.memory().pages(),
                "fitted accesses to %d pages, expected at most the guest's %d",
                workingSet(),
                guest.memory().pages());
        final List<PoissonPages> parts = new ArrayList<>();
        int from = 0;
        for (final PageClassRate pages : classes) {
            final RandomGenerator random = guest.random();
            parts.add(PoissonPages.even(from, from + pages.pages(), pages.perSecond(), random));
            from += pages.pages();
        }
        return (guestSeconds, log) -> parts.forEach(part -> part.advance(guestSeconds, log.writes()));
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(new FittedAccess(classes.stream()
                .map(pages -> new PageClassRate(AccessChecks.sampled(pages.pages(), oneIn), pages.perSecond()))
                .toList()));
    }

    /** {@return the accesses that would make such a curve} */
    static FittedAccess to(final DirtyCurve curve) {
        final List<DirtyCurve.Point> points =
                curve.points().stream().filter(point -> point.dirtyPages() > 0).toList();
        if (points.isEmpty()) {
            return new FittedAccess(List.of());
        }
        final double[] rates = rates(points);
        double[] sizes = sizes(points, rates, 0);
        if (sum(sizes) > curve.nonZeroPages()) {
            sizes = sizes(points, rates, curve.nonZeroPages());
        }
        final double shrink = Math.min(1, curve.nonZeroPages() / sum(sizes));
        final List<PageClassRate> classes = new ArrayList<>();
        double carried = 0;
        for (int k = rates.length - 1; k >= 0; k--) {
            carried += sizes[k] * shrink;
            if (carried >= 1) {
                classes.add(new PageClassRate((int) carried, rates[k]));
                carried -= (int) carried;
            }
        }
        return new FittedAccess(classes);
    }

    private static double sum(final double[] sizes) {
        double sum = 0;
        for (final double size : sizes) {
            sum += size;
        }
        return sum;
    }

    private static double[] rates(final List<DirtyCurve.Point> points) {
        final double slowest = 1 / points.get(points.size() - 1).seconds() / BEYOND;
        final double fastest = 1 / points.get(0).seconds() * BEYOND;
        final double[] rates = new double[2 + (int) (Math.log10(fastest / slowest) * RATES_PER_DECADE)];
        for (int k = 0; k < rates.length; k++) {
            rates[k] = slowest * Math.pow(fastest / slowest, (double) k / (rates.length - 1));
        }
        return rates;
    }

    /** Coordinate descent; each step is the exact minimum along one coordinate, not below 0. */
    private static double[] sizes(final List<DirtyCurve.Point> points, final double[] rates, final double all) {
        final int rows = points.size() + (all > 0 ? 1 : 0);
        final double[][] columns = new double[rates.length][rows];
        final double[] squares = new double[rates.length];
        for (int k = 0; k < rates.length; k++) {
            for (int i = 0; i < rows; i++) {
                columns[k][i] = i < points.size()
                        ? -Math.expm1(-rates[k] * points.get(i).seconds())
                                / points.get(i).dirtyPages()
                        : WEIGHT_OF_ALL / all;
                squares[k] += columns[k][i] * columns[k][i];
            }
        }
        final double[] missing = new double[rows];
        for (int i = 0; i < rows; i++) {
            missing[i] = i < points.size() ? 1 : WEIGHT_OF_ALL;
        }
        final double[] sizes = new double[rates.length];
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double moved = 0;
            for (int k = 0; k < rates.length; k++) {
                double slope = 0;
                for (int i = 0; i < rows; i++) {
                    slope += columns[k][i] * missing[i];
                }
                final double step = Math.max(-sizes[k], slope / squares[k]);
                sizes[k] += step;
                for (int i = 0; i < rows; i++) {
                    missing[i] -= step * columns[k][i];
                }
                moved += Math.abs(step) * Math.sqrt(squares[k]);
            }
            if (moved < SETTLED) {
                break;
            }
        }
        return sizes;
    }
}
