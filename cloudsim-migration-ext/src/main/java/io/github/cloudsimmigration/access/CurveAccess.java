package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import org.jspecify.annotations.Nullable;

/**
 * Accesses that dirty as many pages as a measured curve says, in the time since the log was cleared.
 *
 * <p>Key idea: which pages, {@linkplain FittedAccess classes of pages} fitted to the curve tell; but accesses that are independent of one
 * another dirty fewer and fewer pages as time goes by, and a measured curve need not, if only because it is measured on a sample. So the
 * classes' time runs faster or slower, such that their curve meets the measured one at all times up to its end. Where the link only just
 * keeps up with the writes, a curve that is off by a percent makes a migration half as long.
 *
 * <p>What it does not claim: accesses that depend on when the log was cleared are no property of a guest. Where no curve was measured, beyond
 * its end, time runs as it does.
 *
 * @param curve the curve
 * @param fitted accesses fitted to it
 */
public record CurveAccess(DirtyCurve curve, FittedAccess fitted) implements AccessModel {
    private static final int HALVINGS = 60;
    private static final double LATEST = 1e3;

    /** {@return the accesses that make such a curve} */
    public static CurveAccess of(final DirtyCurve curve) {
        return new CurveAccess(curve, curve.fit());
    }

    /** {@return at which time the classes have dirtied as many pages as the curve has at another one} */
    double fittedSeconds(final double seconds) {
        final double end = curve.points().get(curve.points().size() - 1).seconds();
        if (seconds > end) {
            return fittedSeconds(end) + seconds - end;
        }
        final double wanted = curve.dirtyPages(seconds);
        double low = 0;
        double high = end * LATEST;
        if (fitted.dirtyPages(high) < wanted) {
            return high;
        }
        for (int i = 0; i < HALVINGS; i++) {
            final double middle = (low + high) / 2;
            if (fitted.dirtyPages(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final AccessProcess process = fitted.start(guest);
        return new AccessProcess() {
            private @Nullable PageLog log;
            private int epoch;
            private double sinceClean;
            private double fittedSinceClean;

            @Override
            public void advance(final double guestSeconds, final AccessLog accesses) {
                final PageLog writes = accesses.writes();
                if (!writes.equals(log) || writes.epoch() != epoch) {
                    log = writes;
                    epoch = writes.epoch();
                    sinceClean = 0;
                    fittedSinceClean = 0;
                }
                sinceClean += guestSeconds;
                final double fittedNow = fittedSeconds(sinceClean);
                process.advance(Math.max(0, fittedNow - fittedSinceClean), accesses);
                fittedSinceClean = fittedNow;
            }
        };
    }
}
