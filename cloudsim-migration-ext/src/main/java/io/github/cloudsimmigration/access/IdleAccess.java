package io.github.cloudsimmigration.access;

import java.util.Optional;
import java.util.OptionalDouble;

/** A guest that touches nothing. */
public record IdleAccess() implements AccessModel {
    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(0);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(this);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        return (guestSeconds, log) -> {};
    }
}
