package io.github.cloudsimmigration.orchestration;

/** What becomes of a migration that takes too long. */
public enum OnTimeout {
    /** It is called off; the VM stays at the source. */
    ABORT,
    /** The VM is stopped and the rest is copied. */
    FORCE_STOP,
    /** The VM moves and the rest follows; if its technique does not allow that, it is stopped. */
    SWITCH_TO_POSTCOPY
}
