package io.github.cloudsimmigration.access;

import java.util.Optional;

/** A guest that touches nothing. */
public record IdleAccess() implements AccessModel {
    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return Optional.of(this);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        return (guestSeconds, log) -> {};
    }
}
