package io.github.cloudsimmigration.access;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.lang3.Validate;

/**
 * A model that runs as fast as the VM's CPU is used: at utilization u its time advances u times as fast as guest time.
 *
 * @param model what the VM accesses at full CPU
 */
public record CpuDrivenAccess(AccessModel model) implements AccessModel {
    public CpuDrivenAccess {
        Validate.notNull(model, "what is accessed at full CPU: null, expected a model");
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        return model.sampled(oneIn).map(CpuDrivenAccess::new);
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final AccessProcess process = model.start(guest);
        return new AccessProcess() {
            @Override
            public void advance(final double guestSeconds, final AccessLog log) {
                process.advance(guestSeconds * utilization(guest), log);
            }

            @Override
            public void skip(final double guestSeconds) {
                process.skip(guestSeconds * utilization(guest));
            }
        };
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        final OptionalDouble atFullCpu = model.writesPerSecond(1);
        return atFullCpu.isPresent()
                ? OptionalDouble.of(atFullCpu.getAsDouble() * Math.min(1, cpuUtilization))
                : OptionalDouble.empty();
    }

    private static double utilization(final GuestContext guest) {
        final double utilization = guest.cpuUtilization().getAsDouble();
        Validate.validState(utilization >= 0, "CPU utilization %s, expected 0 to 1", utilization);
        return Math.min(1, utilization);
    }
}
