package io.github.cloudsimmigration.access;

import java.util.Optional;

/** The accesses of one guest, as its time advances. Owned by one migration. */
public interface AccessProcess {
    /** The reach of a process that may access any page, or by something else than the time that has passed. */
    int EVERYWHERE = Integer.MAX_VALUE;

    /**
     * {@return how many of the guest's first pages it ever accesses} What a process with a reach below {@link #EVERYWHERE} accesses depends
     * on its own time only, so that this may pass later, and in longer parts, while nobody looks at these pages.
     */
    default int reach() {
        return EVERYWHERE;
    }

    /**
     * {@return a copy that will access what this one will, neither noticing the other; nothing if there cannot be one} With a copy of
     * one that has a {@link #reach() reach} it can be tried what it is going to access.
     */
    default Optional<AccessProcess> copy() {
        return Optional.empty();
    }

    /**
     * Lets guest time advance and logs the pages accessed meanwhile.
     *
     * @param guestSeconds how far, 0 or more
     * @param log where the accesses go
     */
    void advance(double guestSeconds, AccessLog log);

    /**
     * Lets time pass for a VM that loses a share of its CPU time. The default does so much less; a process that is paced by the clock
     * may catch up while it runs.
     *
     * @param seconds how much time, 0 or more
     * @param throttle the share lost, 0 to below 1
     * @param log where the accesses go
     */
    default void advance(final double seconds, final double throttle, final AccessLog log) {
        advance(seconds * (1 - throttle), log);
    }

    /**
     * Lets guest time advance unobserved. The default suits processes without memory.
     *
     * @param guestSeconds how far, 0 or more
     */
    default void skip(final double guestSeconds) {}
}
