package io.github.cloudsimmigration.validation;

import org.jspecify.annotations.Nullable;

/**
 * What a migration came to, measured or predicted; null where it is not known.
 *
 * @param status completed or cancelled
 * @param totalMillis total time
 * @param transferred bytes of RAM on the wire
 * @param downtimeMillis downtime
 * @param dirtySyncCount how often the dirty log was read
 * @param postcopyRequests pages the VM waited for in post-copy
 * @param throttlePercent the last throttle
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

    boolean completed() {
        return COMPLETED.equals(status);
    }
}
