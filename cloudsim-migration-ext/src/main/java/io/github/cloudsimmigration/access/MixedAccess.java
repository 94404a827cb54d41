package io.github.cloudsimmigration.access;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
    public Optional<AccessModel> sampled(final int oneIn) {
        final List<AccessModel> samples =
                parts.stream().flatMap(part -> part.sampled(oneIn).stream()).toList();
        return samples.size() == parts.size() ? Optional.of(new MixedAccess(samples)) : Optional.empty();
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

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        double sum = 0;
        for (final AccessModel part : parts) {
            final OptionalDouble writes = part.writesPerSecond(cpuUtilization);
            if (writes.isEmpty()) {
                return writes;
            }
            sum += writes.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }
}
