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

    /** {@return the working set, checked; in a sample, where it and the memory were rounded, as much as there is} */
    int workingSet(final String model, final int workingSet) {
        final int writable = memory.layout().writablePages();
        if (memory.layout().oneIn() > 1) {
            return Math.max(1, Math.min(workingSet, writable));
        }
        Validate.isTrue(
                workingSet <= writable,
                "%s accesses: working set of %d pages, expected at most the guest's %d writable pages",
                model,
                workingSet,
                writable);
        return workingSet;
    }
}
