package io.github.cloudsimmigration.engine;

/** How a request to migrate ended. */
public enum Outcome {
    /** The VM runs at the target. */
    COMPLETED("completed"),
    /** The migration never began; the VM runs at the source. */
    REFUSED("refused"),
    /** The migration began and could not be finished; the VM runs at the source, or elsewhere if there is no room for it there any more. */
    FAILED("failed"),
    /** The migration was called off; nothing is wrong with the VM because of it. */
    CANCELLED("cancelled"),
    /** The VM stands still at the target, with part of its memory at the source, until the stream is mended. */
    PAUSED("postcopy-paused"),
    /** The VM is gone. */
    VM_LOST("vm-lost");

    private final String label;

    Outcome(final String label) {
        this.label = label;
    }

    /** {@return the name used in reports} */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
