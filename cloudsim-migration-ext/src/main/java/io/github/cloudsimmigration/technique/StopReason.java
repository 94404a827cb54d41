package io.github.cloudsimmigration.technique;

/** Why the live phase of a migration ended and the VM was suspended. */
public enum StopReason {
    /** The highest allowed number of rounds was reached. */
    ITERATIONS("iterations"),
    /** So few pages were left that another round would gain nothing. */
    FEW_PAGES("few-pages"),
    /** Too many pages had been sent in all. */
    VOLUME("volume"),
    /** At the highest rate allowed, a round had sent more pages than the one before. */
    NOT_CONVERGING("not-converging"),
    /** What was left could be sent within the downtime limit. */
    DOWNTIME_LIMIT("downtime-limit"),
    /** Every page had been sent. */
    ALL_SENT("all-sent"),
    /** Somebody wanted the VM stopped. */
    FORCED("forced"),
    /** Post-copy was asked for while the VM still ran at the source. */
    POSTCOPY_REQUESTED("postcopy-requested"),
    /** The technique has no live phase. */
    NO_LIVE_PHASE("no-live-phase");

    private final String label;

    StopReason(final String label) {
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
