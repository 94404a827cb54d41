package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.engine.MigrationRecord;
import org.apache.commons.lang3.Validate;

/**
 * Energy that grows with what is sent: so much for each megabyte, and so much for a migration at all.
 *
 * <p>Source: H. Liu, C.-Z. Xu, H. Jin, J. Gong, X. Liao, "Performance and Energy Modeling for Live Migration of Virtual Machines",
 * HPDC 2011: E = 0.512 V + 20.165, in joules, V in megabytes, of source and target together, fitted on two servers with Gigabit Ethernet.
 * Both numbers are quoted from memory; check them against the paper before you rest anything on them.
 *
 * <p>What it does not claim: validity for other machines, or for a faster link, which keeps them busy for a shorter time.
 *
 * @param joulesPerMegabyte for each 2^20 bytes on the wire
 * @param joulesPerMigration for each migration that began
 */
public record LinearEnergy(double joulesPerMegabyte, double joulesPerMigration) implements EnergyModel {
    /** The published fit, quoted from memory. */
    public static final LinearEnergy LIU_2011 = new LinearEnergy(0.512, 20.165);

    private static final double MEGABYTE = 1 << 20;

    public LinearEnergy {
        Validate.isTrue(
                joulesPerMegabyte >= 0 && Double.isFinite(joulesPerMegabyte),
                "%s J for each megabyte, expected a finite number of 0 or more",
                joulesPerMegabyte);
        Validate.isTrue(
                joulesPerMigration >= 0 && Double.isFinite(joulesPerMigration),
                "%s J for each migration, expected a finite number of 0 or more",
                joulesPerMigration);
    }

    @Override
    public double joules(final MigrationRecord migration) {
        final boolean began = migration.totalSeconds() > 0;
        return began ? joulesPerMegabyte * migration.bytesSent() / MEGABYTE + joulesPerMigration : 0;
    }
}
