package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.datacenter.VmAllocationPolicyLoadBalancing;
import io.github.cloudsimmigration.report.MigrationsTableBuilder;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;

/**
 * Load balancing: VMs move from the most loaded host to the least loaded one over a {@link Day}, and pay for it with downtime.
 * CPU demand alone counts: how much a page trace writes is not known before it is run.
 */
public final class LoadBalancing {
    private static final double START_IMBALANCE = 0.15;
    private static final double STOP_IMBALANCE = 0.1;
    private static final int MAX_MIGRATIONS = 4;

    private LoadBalancing() {}

    /** Balances a small day with the review's proposed technique and prints its migrations. */
    public static void main(final String[] args) throws IOException {
        final Day.Result result = new Day(Day.small(), LoadBalancing::policy)
                .run(Techniques.proposed(), MovePolicy.DEFAULT, progress -> {});
        new MigrationsTableBuilder(result.migrations()).build();
    }

    /** {@return a policy that balances, given which VM leaves the most loaded host} */
    static VmAllocationPolicy policy(final VmSelectionPolicy selection) {
        return new VmAllocationPolicyLoadBalancing(selection, START_IMBALANCE, STOP_IMBALANCE)
                .setMaxMigrations(MAX_MIGRATIONS);
    }
}
