package io.github.cloudsimmigration.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.lang3.Validate;

/**
 * Accesses whose frequency falls with a page's rank r as 1 / r^exponent; ranks are dealt to the pages of the working set at
 * random.
 *
 * <p>Sketch: ranks are cut into bands whose rates differ by little, so that in each band few of the pages drawn at the band's
 * highest rate have to be rejected. The distribution is exact.
 *
 * @param perSecond accesses per second of guest time, 0 or more
 * @param workingSet pages of the working set, the guest's first ones
 * @param exponent skew, 0 (uniform) or more
 */
public record ZipfAccess(double perSecond, int workingSet, double exponent) implements AccessModel {
    private static final double BAND_WIDTH = 1.15;

    public ZipfAccess {
        AccessChecks.rate(perSecond);
        AccessChecks.workingSet(workingSet);
        Validate.isTrue(exponent >= 0 && Double.isFinite(exponent), "Zipf exponent %s, expected 0 or more", exponent);
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(perSecond);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final int ranks = guest.workingSet("Zipf", workingSet);
        double weights = 0;
        for (int rank = 1; rank <= workingSet; rank++) {
            weights += Math.pow(rank, -exponent);
        }
        final double scale = perSecond / weights;
        return ranked(ranks, rank -> scale * Math.pow(rank + 1.0, -exponent), BAND_WIDTH, guest);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(new Sample(this, AccessChecks.sampled(workingSet, oneIn)));
    }

    private static AccessProcess ranked(
            final int ranks, final IntToDoubleFunction rateOfRank, final double bandWidth, final GuestContext guest) {
        final int[] pageOfRank = Draws.permutation(ranks, guest.random());
        final List<PoissonPages> bands = new ArrayList<>();
        for (int from = 0; from < ranks; ) {
            final int to = (int) Math.min(ranks, Math.max(from + 1L, (long) ((from + 1) * bandWidth)));
            bands.add(PoissonPages.ranked(
                    from, to, rank -> pageOfRank[rank], rateOfRank, rateOfRank.applyAsDouble(from), guest.random()));
            from = to;
        }
        return (guestSeconds, log) -> bands.forEach(band -> band.advance(guestSeconds, log.writes()));
    }

    /**
     * A sample: each of its pages stands for a stretch of successive ranks, and is accessed at their mean rate. Few pages make few
     * bands worth their while.
     *
     * @param whole what it is a sample of
     * @param pages its pages
     */
    private record Sample(ZipfAccess whole, int pages) implements AccessModel {
        private static final double SAMPLE_BAND_WIDTH = 2;
        private static final int FIRST_RANKS = 32;

        @Override
        public AccessProcess start(final GuestContext guest) {
            final int ranks = guest.workingSet("Zipf", pages);
            final double[] rates = new double[ranks];
            final double stretch = (double) whole.workingSet / pages;
            final double[] head = firstWeights();
            double weightsBefore = 0;
            for (int i = 0; i < ranks; i++) {
                final double weights = weightsTo((i + 1) * stretch, head);
                rates[i] = (weights - weightsBefore) / stretch;
                weightsBefore = weights;
            }
            final double scale = whole.perSecond / weightsTo(whole.workingSet, head);
            return ranked(ranks, rank -> scale * rates[rank], SAMPLE_BAND_WIDTH, guest);
        }

        /** {@return the sums of the first weights, one by one} */
        private double[] firstWeights() {
            final double[] sums = new double[FIRST_RANKS + 1];
            for (int rank = 1; rank <= FIRST_RANKS; rank++) {
                sums[rank] = sums[rank - 1] + Math.pow(rank, -whole.exponent);
            }
            return sums;
        }

        /** {@return the sum of the weights up to a rank; beyond the first ones by the midpoint rule, off by less than 0.03 %} */
        private double weightsTo(final double rank, final double[] head) {
            if (rank >= FIRST_RANKS) {
                return head[FIRST_RANKS] + integralTo(rank + 0.5) - integralTo(FIRST_RANKS + 0.5);
            }
            final int below = (int) rank;
            return head[below] + (rank - below) * (head[below + 1] - head[below]);
        }

        private double integralTo(final double x) {
            return whole.exponent == 1 ? Math.log(x) : Math.pow(x, 1 - whole.exponent) / (1 - whole.exponent);
        }
    }
}
