package io.github.cloudsimmigration.access;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A description of which pages a VM writes and reads: immutable, shared by any number of VMs, O(1) until a migration
 * starts.
 */
public interface AccessModel {
    /**
     * Starts the process on a guest.
     *
     * @param guest the guest that does the accesses
     * @return the process, at guest time 0 (the VM has just booted)
     * @throws IllegalArgumentException if the guest's memory is too small for the model
     */
    AccessProcess start(GuestContext guest);

    /**
     * {@return how many pages are written per second of guest time, a page written twice counted twice; empty if the model cannot
     * tell without being run}
     *
     * @param cpuUtilization the VM's CPU utilization, 0 to 1
     */
    default OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.empty();
    }

    /**
     * {@return the same accesses to a sample of the pages, each at its own rate; nothing if the model cannot tell}
     *
     * @param oneIn one in so many pages is in the sample, 1 or more
     */
    default Optional<AccessModel> sampled(final int oneIn) {
        return Optional.empty();
    }
}
