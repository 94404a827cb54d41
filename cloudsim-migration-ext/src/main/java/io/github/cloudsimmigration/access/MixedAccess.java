package io.github.cloudsimmigration.access;

import java.util.List;

/**
 * Several models at once, each at its own rate.
 *
 * @param parts the models
 */
public record MixedAccess(List<AccessModel> parts) implements AccessModel {
    public MixedAccess {
        parts = List.copyOf(parts);
    }

    /** {@return a mix of those models} */
    public static MixedAccess of(final AccessModel... parts) {
        return new MixedAccess(List.of(parts));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final List<AccessProcess> processes =
                parts.stream().map(part -> part.start(guest)).toList();
        return new AccessProcess() {
            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                processes.forEach(process -> process.advance(guestSeconds, log));
            }

            @Override
            public void advance(final double seconds, final double throttle, final AccessLog log) {
                processes.forEach(process -> process.advance(seconds, throttle, log));
            }

            @Override
            public void skip(final double guestSeconds) {
                processes.forEach(process -> process.skip(guestSeconds));
            }
        };
    }
}
