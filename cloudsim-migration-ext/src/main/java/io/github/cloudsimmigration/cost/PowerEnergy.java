package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;

/**
 * The extra power of both hosts, by their own power models, integrated over the migration round by round: the source prepares and
 * sends, the target receives, and either is as much busier as that takes.
 *
 * <p>What it does not claim: that a host is on because of the migration, nor what the VM itself draws here or there. A processor that is
 * busy already cannot get busier: what it does for the migration then costs nothing here, and takes CPU time from its VMs, which is
 * not counted.
 *
 * @param source the host the VM leaves
 * @param target the host it goes to
 */
public record PowerEnergy(HostPower source, HostPower target) implements EnergyModel {
    @Override
    public double joules(final MigrationRecord migration) {
        double joules = 0;
        for (final RoundRecord round : migration.rounds()) {
            final double seconds = round.tally().seconds();
            final long bytes = round.tally().bytes();
            joules += source.extraJoules(seconds, bytes, round.traffic().cpuSeconds());
            joules += target.extraJoules(seconds, bytes, 0);
        }
        return joules;
    }
}
