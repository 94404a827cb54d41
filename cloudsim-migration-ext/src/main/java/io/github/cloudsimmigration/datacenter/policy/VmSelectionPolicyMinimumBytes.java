package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import java.util.Comparator;

/** Selects the VM whose migration has the fewest foreseen bytes on the wire; among equals, the first in the host's list. */
public final class VmSelectionPolicyMinimumBytes extends VmSelectionPolicyMinimumMigrationCost {
    /** Creates a policy that asks the {@link LiveMigrationDatacenter}. */
    public VmSelectionPolicyMinimumBytes() {
        this(MigrationPredictor.ofDatacenter());
    }

    /** Creates a policy. */
    public VmSelectionPolicyMinimumBytes(final MigrationPredictor predictor) {
        super(predictor, Comparator.comparingLong(MigrationCost::bytes));
    }
}
