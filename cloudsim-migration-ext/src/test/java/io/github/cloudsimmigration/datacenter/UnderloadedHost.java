package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationAbstract;
import org.cloudsimplus.vms.Vm;

/** A host that uses a twentieth of its MIPS beside one that uses half. */
public final class UnderloadedHost {
    private UnderloadedHost() {}

    public static Lab with(final VmAllocationPolicyMigrationAbstract policy) {
        final var lab = Lab.with(policy, Lab.hosts(2));
        final List<Vm> little = new ArrayList<>();
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.hosts.get(little.contains(vm) ? 0 : 1)));
        lab.datacenter.setSchedulingInterval(1);
        lab.datacenter.disableMigrations();
        final Vm few = Lab.newVm(Lab.MIPS, 1, 128);
        lab.broker.submitVm(few);
        little.add(few);
        lab.cloudlet(few, 8, 0.2);
        final Vm many = Lab.newVm(Lab.MIPS, 2, 128);
        lab.broker.submitVm(many);
        lab.cloudlet(many, 40);
        lab.cloudlet(many, 40);
        lab.at(5, () -> {
            policy.setFindHostForVmFunction(null);
            lab.datacenter.enableMigrations();
        });
        return lab;
    }
}
