package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.GuestMemory;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;

/**
 * The guest an access process runs on.
 *
 * @param memory its memory
 * @param random its source of randomness
 * @param cpuUtilization the VM's current CPU utilization, 0 to 1, asked whenever guest time advances
 */
public record GuestContext(GuestMemory memory, RandomGenerator random, DoubleSupplier cpuUtilization) {
    /** {@return a guest whose CPU is fully used} */
    public static GuestContext of(final GuestMemory memory, final RandomGenerator random) {
        return new GuestContext(memory, random, () -> 1.0);
    }

    void checkWorkingSet(final String model, final int workingSet) {
        Validate.isTrue(
                workingSet <= memory.layout().writablePages(),
                "%s accesses: working set of %d pages, expected at most the guest's %d writable pages",
                model,
                workingSet,
                memory.layout().writablePages());
    }
}
