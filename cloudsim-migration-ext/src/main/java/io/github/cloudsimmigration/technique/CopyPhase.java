package io.github.cloudsimmigration.technique;

/** Where the VM is while pages are copied. */
public enum CopyPhase {
    /** It runs at the source: a round of pre-copy. */
    LIVE("live"),
    /** It stands still: the final round. */
    STOPPED("stop-and-copy"),
    /** It runs at the destination: post-copy. */
    POSTCOPY("post-copy");

    private final String label;

    CopyPhase(final String label) {
        this.label = label;
    }

    /** {@return the name used in reports} */
    public String label() {
        return label;
    }
}
