package io.github.cloudsimmigration.access;

/** A guest that touches nothing. */
public record IdleAccess() implements AccessModel {
    @Override
    public AccessProcess start(final GuestContext guest) {
        return (guestSeconds, log) -> {};
    }
}
