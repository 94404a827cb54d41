package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.engine.MigrationRecord;
import org.apache.commons.lang3.Validate;

/**
 * What a migration costs: the same figures before, from a {@link MigrationCostEstimator}, and after, from its record.
 *
 * @param completed whether it comes to its end with the VM at the target; if not, the other figures are of what happens until it is
 *     given up
 * @param rounds rounds, the final one and post-copy included; before, those that {@link MigrationCostEstimator} can see: short ones may be
 *     missing
 * @param totalSeconds from its start until the source has finished
 * @param downtimeSeconds from stopping the VM until the source has finished (QEMU's downtime)
 * @param blackoutSeconds from stopping the VM until it runs again
 * @param slowdownSeconds CPU time the VM loses, to standing still, throttle and faults, of each of its virtual CPUs
 * @param bytes bytes on the wire
 * @param sourceCpuSeconds CPU time the source spends on choosing and encoding
 * @param joules energy of both hosts
 * @param money what that comes to at given prices
 */
public record MigrationCost(
        boolean completed,
        int rounds,
        double totalSeconds,
        double downtimeSeconds,
        double blackoutSeconds,
        double slowdownSeconds,
        long bytes,
        double sourceCpuSeconds,
        double joules,
        double money) {
    /** {@return what a migration that has ended has cost} */
    public static MigrationCost of(final MigrationRecord migration, final CostModel model) {
        final double joules = model.energy().joules(migration);
        return new MigrationCost(
                migration.completed(),
                migration.rounds().size(),
                migration.totalSeconds(),
                migration.downtimeSeconds(),
                migration.blackoutSeconds(),
                migration.slowdownSeconds(),
                migration.bytesSent(),
                migration.sourceCpuSeconds(),
                joules,
                model.prices().of(migration, joules));
    }

    /** {@return the share of its CPU time that the VM loses while it migrates, 0 to 1; CloudSim takes it to be 0.1} */
    public double degradation() {
        return totalSeconds > 0 ? Math.min(1, slowdownSeconds / Math.max(totalSeconds, blackoutSeconds)) : 0;
    }

    /**
     * {@return what the migration adds to the VM's PDM (performance degradation due to migrations), if its demand is even}
     *
     * @param activeSeconds for how long the VM wants CPU time in all, above 0
     */
    public double pdm(final double activeSeconds) {
        Validate.isTrue(activeSeconds > 0, "VM active for %s s, expected more than 0", activeSeconds);
        return slowdownSeconds / activeSeconds;
    }
}
