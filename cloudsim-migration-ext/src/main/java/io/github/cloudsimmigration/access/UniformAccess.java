package io.github.cloudsimmigration.access;

import java.util.Optional;
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
    public Optional<AccessModel> sampled(final int oneIn) {
        final int pages = AccessChecks.sampled(workingSet, oneIn);
        return Optional.of(new UniformAccess(perSecond * pages / workingSet, pages));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final int end = guest.workingSet("uniform", workingSet);
        final var pages = PoissonPages.even(0, end, perSecond / workingSet, guest.random());
        return (guestSeconds, log) -> pages.advance(guestSeconds, log.writes());
    }
}
