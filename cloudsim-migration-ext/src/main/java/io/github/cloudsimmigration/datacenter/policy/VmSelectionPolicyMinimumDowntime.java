package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import java.util.Comparator;

/** Selects the VM whose migration has the shortest foreseen downtime; among equals, the first in the host's list. */
public final class VmSelectionPolicyMinimumDowntime extends VmSelectionPolicyMinimumMigrationCost {
    /** Creates a policy that asks the {@link LiveMigrationDatacenter}. */
    public VmSelectionPolicyMinimumDowntime() {
        this(MigrationPredictor.ofDatacenter());
    }

    /** Creates a policy. */
    public VmSelectionPolicyMinimumDowntime(final MigrationPredictor predictor) {
        super(predictor, Comparator.comparingDouble(MigrationCost::downtimeSeconds));
    }
}
