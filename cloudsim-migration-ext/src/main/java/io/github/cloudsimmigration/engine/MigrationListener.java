package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;

/** Sees what a migration does, as it does it. */
public interface MigrationListener {
    /** Sees nothing. */
    MigrationListener NONE = new MigrationListener() {};

    /**
     * Pages have been sent, with the content they had when the step began that sent them. In post-copy this may be told up to a second later.
     *
     * @param batch the pages; not valid after the call
     */
    default void batchSent(final PageBatch batch) {}

    /** A round has ended. */
    default void roundFinished(final RoundRecord round) {}

    /** The VM stands still. */
    default void vmStopped() {}

    /** The VM runs at the destination. */
    default void vmResumed() {}
}
