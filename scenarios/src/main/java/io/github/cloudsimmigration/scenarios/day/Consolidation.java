package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyConsolidation;
import io.github.cloudsimmigration.report.MigrationsTableBuilder;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;

/** Consolidation: VMs move so that as few hosts as possible are on over a {@link Day}, and pay for it with downtime. */
public final class Consolidation {
    private static final double OVERLOAD = 0.8;
    private static final double UNDERLOAD = 0.35;
    private static final int MAX_MIGRATIONS_PER_HOST = 2;

    private Consolidation() {}

    /** Consolidates a small day with the review's proposed technique and prints its migrations. */
    public static void main(final String[] args) throws IOException {
        final Day.Result result = new Day(Day.small(), Consolidation::policy)
                .run(Techniques.proposed(), MovePolicy.DEFAULT, progress -> {});
        new MigrationsTableBuilder(result.migrations()).build();
    }

    /** {@return a policy that consolidates, given which VM leaves an overloaded host} */
    static VmAllocationPolicy policy(final VmSelectionPolicy selection) {
        return new VmAllocationPolicyConsolidation(selection, OVERLOAD, UNDERLOAD)
                .setMaxMigrationsPerHost(MAX_MIGRATIONS_PER_HOST);
    }
}
