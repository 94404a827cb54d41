package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.HostPower;
import io.github.cloudsimmigration.cost.PowerEnergy;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHost;

/** The power models of CloudSim Plus hosts, as the energy of migrations wants them. */
public final class HostPowers {
    private HostPowers() {}

    /**
     * {@return the energy of migrations between two hosts that are as busy as now, which after a simulation is not at all (see
     * {@link LiveMigrationDatacenter#getMigrationCost}), each byte at the expense that their
     * {@link LiveMigrationDatacenter} {@linkplain LiveMigrationDatacenter#setMigrationCpu counts with}; each needs a power model}
     *
     * @param source the host that sends
     * @param target the host that receives, or {@link Host#NULL} if it is not known: then it is taken to be like the source, and idle
     */
    public static PowerEnergy between(final Host source, final Host target) {
        final Host receiver = target == Host.NULL ? source : target;
        return new PowerEnergy(
                of(source, utilization(source), migrationCpuOf(source).sourceSecondsPerByte()),
                of(
                        receiver,
                        target == Host.NULL ? 0 : utilization(target),
                        migrationCpuOf(receiver).targetSecondsPerByte()));
    }

    /** {@return the power models of two hosts if both have one, the published linear energy otherwise; no prices} */
    static CostModel costModel(final Host source, final Host target) {
        return hasPower(source) && (target == Host.NULL || hasPower(target))
                ? CostModel.of(between(source, target))
                : CostModel.DEFAULT;
    }

    private static boolean hasPower(final Host host) {
        return host.getPowerModel() != PowerModelHost.NULL;
    }

    private static MigrationCpu migrationCpuOf(final Host host) {
        return host.getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? datacenter.getMigrationCpu()
                : MigrationCpu.DEFAULT;
    }

    private static double utilization(final Host host) {
        final double capacity = host.getTotalMipsCapacity(); // none if it has failed
        return capacity > 0 ? Math.min(1, CpuDemand.onHost(host) / capacity) : 0;
    }

    private static HostPower of(final Host host, final double utilization, final double cpuSecondsPerByte) {
        Validate.isTrue(hasPower(host), "%s without a power model, expected one", host);
        return new HostPower(
                host.getPowerModel()::getPower, utilization, (double) host.getPesNumber(), cpuSecondsPerByte);
    }
}
