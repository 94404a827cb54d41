package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Timeouts;

/** Orchestrations by name. */
final class Orchestrations {
    /** The names. */
    static final String NAMES = "none, progress, kubevirt, nova";

    private static final Timeouts WHILE_PROGRESSING =
            new Timeouts(Double.POSITIVE_INFINITY, Timeouts.KUBEVIRT.progressSeconds());

    private Orchestrations() {}

    /** {@return an orchestration with the defaults of an orchestrator; {@code progress} gives up what makes none for 150 s} */
    static Orchestration byName(final String name) {
        return switch (name) {
            case "none" -> Orchestration.NONE;
            case "progress" -> Orchestration.NONE.withTimeouts(WHILE_PROGRESSING, OnTimeout.ABORT);
            case "kubevirt" ->
                Orchestration.NONE
                        .withLimits(MigrationLimits.KUBEVIRT)
                        .withTimeouts(Timeouts.KUBEVIRT, OnTimeout.ABORT);
            case "nova" ->
                Orchestration.NONE
                        .withLimits(MigrationLimits.NOVA)
                        .withTimeouts(Timeouts.NOVA, OnTimeout.ABORT)
                        .withDowntimeSteps(DowntimeSteps.NOVA);
            default ->
                throw new IllegalArgumentException("unknown orchestration '" + name + "', expected one of: " + NAMES);
        };
    }
}
