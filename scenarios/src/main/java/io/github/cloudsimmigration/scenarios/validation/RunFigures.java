package io.github.cloudsimmigration.scenarios.validation;

import org.jspecify.annotations.Nullable;

/**
 * What a migration came to, measured or predicted, as exactly as it is printed; null where it is not known, or where the migration had no
 * such thing.
 *
 * @param status completed or cancelled
 * @param totalMillis total time, in whole ms
 * @param transferred whole bytes of RAM on the wire
 * @param downtimeMillis downtime, in whole ms
 * @param dirtySyncCount how often the dirty log was read
 * @param postcopyRequests pages the VM waited for in post-copy
 * @param throttlePercent the last throttle, in tenths of a percent; 0 if auto-converge was on and never throttled
 */
record RunFigures(
        @Nullable String status,
        @Nullable Double totalMillis,
        @Nullable Double transferred,
        @Nullable Double downtimeMillis,
        @Nullable Double dirtySyncCount,
        @Nullable Double postcopyRequests,
        @Nullable Double throttlePercent) {
    static final String COMPLETED = "completed";
    static final String CANCELLED = "cancelled";

    /** Nothing is known. */
    static final RunFigures UNKNOWN = new RunFigures(null, null, null, null, null, null, null);

    private static final double TENTHS = 10;

    RunFigures {
        totalMillis = rounded(totalMillis, 1);
        transferred = rounded(transferred, 1);
        downtimeMillis = rounded(downtimeMillis, 1);
        throttlePercent = rounded(throttlePercent, TENTHS);
    }

    private static @Nullable Double rounded(final @Nullable Double value, final double parts) {
        return value == null ? null : (Double) (Math.rint(value * parts) / parts);
    }

    boolean completed() {
        return COMPLETED.equals(status);
    }

    /** {@return whether it is known if the migration converged} */
    boolean ended() {
        return completed() || CANCELLED.equals(status);
    }
}
