package io.github.cloudsimmigration.access;

/** The accesses of one guest, as its time advances. Owned by one migration. */
public interface AccessProcess {
    /**
     * Lets guest time advance and logs the pages accessed meanwhile.
     *
     * @param guestSeconds how far, 0 or more
     * @param log where the accesses go
     */
    void advance(double guestSeconds, AccessLog log);

    /**
     * Lets guest time advance unobserved. The default suits processes without memory.
     *
     * @param guestSeconds how far, 0 or more
     */
    default void skip(final double guestSeconds) {}
}
