package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyLoadBalancing;
import io.github.cloudsimmigration.report.MigrationsTableBuilder;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;

/**
 * Load balancing: VMs move from the most loaded host to the least loaded one over a {@link Day}, and pay for it with downtime. A host is as
 * loaded as the scarcer of its CPU and its memory bandwidth, of which VMs use what they write.
 */
public final class LoadBalancing {
    private static final double START_IMBALANCE = 0.15;
    private static final double STOP_IMBALANCE = 0.1;
    private static final int MAX_MIGRATIONS = 4;

    private LoadBalancing() {}

    /** Balances a small day with the review's proposed technique and prints its migrations. */
    public static void main(final String[] args) throws IOException {
        final Day.Result result = new Day(Day.small(), selection -> policy(selection, 1e9))
                .run(Techniques.proposed(), MovePolicy.DEFAULT, progress -> {});
        new MigrationsTableBuilder(result.migrations()).build();
    }

    /**
     * {@return a policy that balances}
     *
     * @param selection which VM leaves the most loaded host
     * @param memoryBytesPerSecond what VMs can write to a host's memory
     */
    static VmAllocationPolicy policy(final VmSelectionPolicy selection, final double memoryBytesPerSecond) {
        return new VmAllocationPolicyLoadBalancing(selection, START_IMBALANCE, STOP_IMBALANCE)
                .setMemoryBandwidth(host -> memoryBytesPerSecond)
                .setMaxMigrations(MAX_MIGRATIONS);
    }
}
