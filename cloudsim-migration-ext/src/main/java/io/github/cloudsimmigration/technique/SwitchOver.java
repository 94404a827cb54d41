package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.Optional;

/** Decision 7: how the VM changes hosts once the live phase has ended. */
public interface SwitchOver {
    /**
     * {@return bytes of processor and device state sent while the VM is stopped}
     *
     * @param vcpus the VM's virtual CPUs, 1 or more
     */
    long deviceStateBytes(int vcpus);

    /** {@return seconds from the decision to stop until the VM stands still and sending begins; part of the downtime} */
    double suspendSeconds();

    /** {@return seconds the destination takes to run the VM after the last byte; part of the blackout only} */
    double resumeSeconds();

    /**
     * {@return how what is pending follows the VM once it runs at the destination, or nothing if it is sent before}
     *
     * @param reason why the live phase ended
     */
    default Optional<PostCopy> postCopy(final StopReason reason) {
        return Optional.empty();
    }
}
