package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Says what a migration would cost now. */
@FunctionalInterface
public interface MigrationPredictor {
    /**
     * {@return what a migration would cost}
     *
     * @param vm the VM
     * @param source where it runs
     * @param target where it would run, or {@link Host#NULL} if that is not known yet
     */
    MigrationCost predict(Vm vm, Host source, Host target);

    /**
     * {@return what the source's datacenter, a {@link LiveMigrationDatacenter}, {@linkplain LiveMigrationDatacenter#estimateMigration(Vm,
     * Host) says}}
     */
    static MigrationPredictor ofDatacenter() {
        return (vm, source, target) -> {
            Validate.isInstanceOf(
                    LiveMigrationDatacenter.class,
                    source.getDatacenter(),
                    "datacenter of %s, expected a LiveMigrationDatacenter, or another predictor",
                    source);
            return ((LiveMigrationDatacenter) source.getDatacenter()).estimateMigration(vm, target);
        };
    }
}
