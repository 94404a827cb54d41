package io.github.cloudsimmigration.access;

import java.util.OptionalDouble;

/**
 * Accesses spread evenly over a working set, at random times: every page of it is as likely as every other.
 *
 * @param perSecond accesses per second of guest time, 0 or more
 * @param workingSet pages of the working set, the guest's first ones
 */
public record UniformAccess(double perSecond, int workingSet) implements AccessModel {
    public UniformAccess {
        AccessChecks.rate(perSecond);
        AccessChecks.workingSet(workingSet);
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(perSecond);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        guest.checkWorkingSet("uniform", workingSet);
        final var pages = PoissonPages.even(0, workingSet, perSecond / workingSet, guest.random());
        return (guestSeconds, log) -> pages.advance(guestSeconds, log.writes());
    }
}
