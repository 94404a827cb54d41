package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto;
import io.github.cloudsimmigration.datacenter.policy.VmSelectionPolicyMinimumBytes;
import io.github.cloudsimmigration.datacenter.policy.VmSelectionPolicyMinimumDowntime;
import io.github.cloudsimmigration.datacenter.policy.VmSelectionPolicyMinimumMigrationCost;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.distributions.UniformDistr;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumMigrationTime;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyRandomSelection;

/**
 * Which VM leaves a host, and whether moves that do not pay are dropped, by name.
 *
 * @param name what it is called
 * @param description what it does, in a line
 * @param estimates whether it asks what migrations cost, which only a {@link LiveMigrationDatacenter} knows
 * @param selection which VM leaves a host, given the seed
 * @param vetoSeconds over which horizon a move must pay by energy; negative if it need not
 */
public record MovePolicy(
        String name,
        String description,
        boolean estimates,
        LongFunction<VmSelectionPolicy> selection,
        double vetoSeconds) {
    /** What is put behind a name to have moves dropped that do not pay. */
    public static final String VETO = "+veto";

    /** The stock one. */
    public static final MovePolicy DEFAULT = new MovePolicy(
            "minimum-migration-time",
            "the VM with the least RAM (CloudSim Plus)",
            false,
            seed -> new VmSelectionPolicyMinimumMigrationTime());

    private static final List<MovePolicy> ALL = List.of(
            DEFAULT,
            new MovePolicy(
                    "minimum-utilization",
                    "the VM that uses least of its CPU (CloudSim Plus)",
                    false,
                    seed -> new VmSelectionPolicyMinimumUtilization()),
            new MovePolicy(
                    "random",
                    "any VM (CloudSim Plus), by the seed",
                    false,
                    seed -> new VmSelectionPolicyRandomSelection(new UniformDistr(seed))),
            new MovePolicy(
                    "minimum-downtime",
                    "the VM with the shortest foreseen downtime",
                    true,
                    seed -> new VmSelectionPolicyMinimumDowntime()),
            new MovePolicy(
                    "minimum-bytes",
                    "the VM with the fewest foreseen bytes",
                    true,
                    seed -> new VmSelectionPolicyMinimumBytes()),
            new MovePolicy(
                    "minimum-cost",
                    "the VM whose migration is foreseen to take the least energy",
                    true,
                    seed -> new VmSelectionPolicyMinimumMigrationCost()));

    private MovePolicy(
            final String name,
            final String description,
            final boolean estimates,
            final LongFunction<VmSelectionPolicy> selection) {
        this(name, description, estimates, selection, -1);
    }

    /** {@return all that have a name, without veto} */
    public static List<MovePolicy> all() {
        return ALL;
    }

    /**
     * {@return the policy of a name}
     *
     * @param name one of the known names, {@value #VETO} behind it or not
     * @param vetoSeconds over which horizon a move must pay, if it must, 0 or more
     */
    public static MovePolicy byName(final String name, final double vetoSeconds) {
        final boolean veto = name.endsWith(VETO);
        final String plain = veto ? name.substring(0, name.length() - VETO.length()) : name;
        for (final MovePolicy policy : ALL) {
            if (policy.name.equals(plain)) {
                return veto ? new MovePolicy(name, policy.description, true, policy.selection, vetoSeconds) : policy;
            }
        }
        throw new IllegalArgumentException("unknown policy '" + name + "', expected one of: "
                + ALL.stream().map(MovePolicy::name).collect(Collectors.joining(", ")) + "; each also with " + VETO);
    }

    /** {@return whether moves that do not pay are dropped} */
    boolean vetoes() {
        return vetoSeconds >= 0;
    }

    /** {@return an allocation policy that selects and vetoes like this} */
    VmAllocationPolicy allocation(final long seed, final Function<VmSelectionPolicy, VmAllocationPolicy> around) {
        final VmAllocationPolicy allocation = around.apply(selection.apply(seed));
        return vetoes() ? VmAllocationPolicyVeto.byEnergy(allocation, vetoSeconds) : allocation;
    }
}
