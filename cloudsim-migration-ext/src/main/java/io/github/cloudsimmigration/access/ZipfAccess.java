package io.github.cloudsimmigration.access;

import java.util.ArrayList;
import java.util.List;
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
        guest.checkWorkingSet("Zipf", workingSet);
        final int[] pageOfRank = Draws.permutation(workingSet, guest.random());
        double weights = 0;
        for (int rank = 1; rank <= workingSet; rank++) {
            weights += Math.pow(rank, -exponent);
        }
        final double scale = perSecond / weights;
        final IntToDoubleFunction rateOfRank = rank -> scale * Math.pow(rank + 1.0, -exponent);
        final List<PoissonPages> bands = new ArrayList<>();
        for (int from = 0; from < workingSet; ) {
            final int to = (int) Math.min(workingSet, Math.max(from + 1L, (long) ((from + 1) * BAND_WIDTH)));
            bands.add(PoissonPages.ranked(
                    from, to, rank -> pageOfRank[rank], rateOfRank, rateOfRank.applyAsDouble(from), guest.random()));
            from = to;
        }
        return (guestSeconds, log) -> bands.forEach(band -> band.advance(guestSeconds, log.writes()));
    }
}
