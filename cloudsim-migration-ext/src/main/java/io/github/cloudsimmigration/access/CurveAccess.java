package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * Writes that make exactly as many pages dirty as a measured curve says, after every clearing of the dirty log: the guest's first pages, which are
 * its hottest, come first.
 *
 * <p>It follows curves that no stationary process has, as measured ones are: from a sample, and so not concave. {@link FittedAccess} is the
 * stationary process nearest to a curve.
 *
 * <p>Does not claim to know how often a dirty page is written again; a log that counts writes sees one for each page and clearing.
 *
 * @param curve the curve
 */
public record CurveAccess(DirtyCurve curve) implements AccessModel {
    @Override
    public AccessProcess start(final GuestContext guest) {
        Validate.isTrue(
                curve.writablePages() <= guest.memory().layout().writablePages(),
                "dirty curve of %d pages, expected at most the guest's %d writable pages",
                curve.writablePages(),
                guest.memory().layout().writablePages());
        return new AccessProcess() {
            private @Nullable PageLog lastLog;
            private int epoch;
            private double sinceClean;

            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                final PageLog writes = log.writes();
                if (writes != lastLog || writes.epoch() != epoch) {
                    lastLog = writes;
                    epoch = writes.epoch();
                    sinceClean = 0;
                }
                final int from = (int) curve.pagesAfter(sinceClean);
                sinceClean += guestSeconds;
                writes.log(from, (int) curve.pagesAfter(sinceClean), 1);
            }
        };
    }
}
