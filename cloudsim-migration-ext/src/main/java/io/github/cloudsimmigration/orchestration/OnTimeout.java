package io.github.cloudsimmigration.orchestration;

/**
 * What becomes of a migration that takes too long: behind the page under way, or the wait; behind the batch if its encoding
 * remembers what it has encoded, or if nothing gets through.
 */
public enum OnTimeout {
    /** It is called off; the VM stays at the source. */
    ABORT,
    /** The VM is stopped and the rest is copied. */
    FORCE_STOP,
    /** The VM moves and the rest follows; if its technique does not allow that, it is stopped. */
    SWITCH_TO_POSTCOPY
}
