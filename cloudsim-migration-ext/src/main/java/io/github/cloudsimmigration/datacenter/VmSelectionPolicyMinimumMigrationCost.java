package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.MigrationCost;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.vms.Vm;

/**
 * Selects the VM whose migration is foreseen to cost least: money, or any other measure of a {@link MigrationCost}; among equals, the
 * first in the host's list. It fits any allocation policy that takes a selection policy.
 *
 * <p>Where the VM will go is not known when it is selected. So a migration is foreseen with the bandwidth that the source's NIC
 * has for one more now, and with the technique chosen for an unknown target; a slower target makes all candidates slower alike.
 *
 * <p>Cost: one estimate for each VM on the host; the datacenter remembers them for the moment.
 */
public class VmSelectionPolicyMinimumMigrationCost implements VmSelectionPolicy {
    private final MigrationPredictor predictor;
    private final ToDoubleFunction<MigrationCost> measure;

    /** Creates a policy that asks the {@link LiveMigrationDatacenter} and counts money. */
    public VmSelectionPolicyMinimumMigrationCost() {
        this(MigrationPredictor.ofDatacenter(), MigrationCost::money);
    }

    /**
     * Creates a policy.
     *
     * @param predictor who knows what migrations cost
     * @param measure what counts, like {@link MigrationCost#joules()}
     */
    public VmSelectionPolicyMinimumMigrationCost(
            final MigrationPredictor predictor, final ToDoubleFunction<MigrationCost> measure) {
        this.predictor = predictor;
        this.measure = measure;
    }

    @Override
    public final Optional<Vm> getVmToMigrate(final Host host) {
        Vm best = null;
        double least = Double.POSITIVE_INFINITY;
        for (final Vm vm : host.getMigratableVms()) {
            final double cost = measure.applyAsDouble(predictor.predict(vm, host, Host.NULL));
            if (best == null || cost < least) {
                least = cost;
                best = vm;
            }
        }
        return Optional.ofNullable(best);
    }
}
