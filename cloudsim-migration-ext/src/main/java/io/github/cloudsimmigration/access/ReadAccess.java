package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model whose accesses are reads. They cost nothing unless somebody logs reads.
 *
 * @param model which pages are read, and when
 */
public record ReadAccess(AccessModel model) implements AccessModel {
    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(0);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return model.sampled(oneIn).map(ReadAccess::new);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final AccessProcess process = model.start(guest);
        return new AccessProcess() {
            private double unobservedSeconds;

            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                final @Nullable PageLog reads = log.reads();
                if (reads == null) {
                    unobservedSeconds += guestSeconds;
                    return;
                }
                if (unobservedSeconds > 0) {
                    process.skip(unobservedSeconds);
                    unobservedSeconds = 0;
                }
                process.advance(guestSeconds, new AccessLog(reads, reads));
            }

            @Override
            public void skip(final double guestSeconds) {
                unobservedSeconds += guestSeconds;
            }
        };
    }
}
