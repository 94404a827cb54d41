package io.github.cloudsimmigration.engine;

/** What a migration does next; whoever drives it says how long that took. */
public sealed interface Step {
    /**
     * Send bytes.
     *
     * @param bytes how many, 0 or more
     * @param maxBytesPerSecond no faster than this; infinite if only the network limits
     * @param untilSeconds not for longer than this, even if something is left; infinite if all of it is to be sent
     * @param cpuSeconds CPU time the source spends on it meanwhile
     */
    record Send(long bytes, double maxBytesPerSecond, double untilSeconds, double cpuSeconds) implements Step {
        Send(final long bytes, final double maxBytesPerSecond) {
            this(bytes, maxBytesPerSecond, Double.POSITIVE_INFINITY, 0);
        }
    }

    /**
     * Let time pass without sending.
     *
     * @param seconds how long, 0 or more
     * @param cpuSeconds CPU time the source spends meanwhile, at most as long
     */
    record Wait(double seconds, double cpuSeconds) implements Step {
        Wait(final double seconds) {
            this(seconds, 0);
        }
    }

    /**
     * Nothing more.
     *
     * @param record what is left of the migration
     */
    record Finished(MigrationRecord record) implements Step {}
}
