package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.engine.MigrationRecord;

/** How much energy a migration takes, beyond what its hosts draw anyway. */
@FunctionalInterface
public interface EnergyModel {
    /** {@return the energy, of both hosts together, in joules} */
    double joules(MigrationRecord migration);
}
