package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.vms.Vm;

/**
 * Selects the VM whose migration is foreseen to cost least: money and then energy, or in any other order of
 * {@linkplain MigrationCost costs}; among equals, the first in the host's list. A migration foreseen not to end comes last. It fits any
 * allocation policy that takes a selection policy.
 *
 * <p>Where the VM will go is not known when it is selected. So a migration is foreseen with the bandwidth that the source's NIC
 * has for one more now, and with the technique chosen for an unknown target; a slower target makes all candidates slower alike.
 *
 * <p>Cost: one estimate for each VM on the host; the datacenter remembers them for the moment.
 */
public class VmSelectionPolicyMinimumMigrationCost implements VmSelectionPolicy {
    private final MigrationPredictor predictor;
    private final Comparator<MigrationCost> cheapestFirst;

    /** Creates a policy that asks the {@link LiveMigrationDatacenter} and counts money, and energy where the money is the same. */
    public VmSelectionPolicyMinimumMigrationCost() {
        this(
                MigrationPredictor.ofDatacenter(),
                Comparator.comparingDouble(MigrationCost::money).thenComparingDouble(MigrationCost::joules));
    }

    /**
     * Creates a policy.
     *
     * @param predictor who knows what migrations cost
     * @param cheapestFirst which costs are less than which
     */
    public VmSelectionPolicyMinimumMigrationCost(
            final MigrationPredictor predictor, final Comparator<MigrationCost> cheapestFirst) {
        this.predictor = Validate.notNull(predictor, "who knows what migrations cost: null, expected somebody");
        this.cheapestFirst =
                Comparator.comparing(MigrationCost::completed).reversed().thenComparing(cheapestFirst);
    }

    @Override
    public final Optional<Vm> getVmToMigrate(final Host host) {
        Vm best = null;
        MigrationCost least = null;
        for (final Vm vm : host.getMigratableVms()) {
            final MigrationCost cost = predictor.predict(vm, host, Host.NULL);
            if (least == null || cheapestFirst.compare(cost, least) < 0) {
                least = cost;
                best = vm;
            }
        }
        return Optional.ofNullable(best);
    }
}
