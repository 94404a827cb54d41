package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.memory.MemoryLayout;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.commons.lang3.Validate;

/**
 * A VM as a migration sees it.
 *
 * @param memory how its memory is made up
 * @param access which pages it writes and reads
 * @param upSeconds guest time it has been running for when the migration starts
 * @param cpuUtilization its current CPU utilization, 0 to 1
 * @param vcpus its virtual CPUs, 1 or more
 */
public record Guest(
        MemoryLayout memory, AccessModel access, double upSeconds, DoubleSupplier cpuUtilization, int vcpus) {
    public Guest {
        Validate.isTrue(upSeconds >= 0 && Double.isFinite(upSeconds), "VM up for %s s, expected 0 or more", upSeconds);
        Validate.isTrue(vcpus > 0, "VM with %d virtual CPUs, expected 1 or more", vcpus);
    }

    /** Describes a VM with one virtual CPU. */
    public Guest(
            final MemoryLayout memory,
            final AccessModel access,
            final double upSeconds,
            final DoubleSupplier cpuUtilization) {
        this(memory, access, upSeconds, cpuUtilization, 1);
    }

    /**
     * {@return a sample of it: one in so many of its pages, each with its own accesses; nothing if its access model cannot tell}
     *
     * @param oneIn one in so many, 1 to all pages
     */
    public Optional<Guest> sampled(final int oneIn) {
        return access.sampled(oneIn)
                .map(sample -> new Guest(memory.sampled(oneIn), sample, upSeconds, cpuUtilization, vcpus));
    }

    /** {@return a VM that has just booted and uses its CPU fully} */
    public static Guest of(final MemoryLayout memory, final AccessModel access) {
        return new Guest(memory, access, 0, () -> 1.0);
    }
}
