package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.HostPower;
import io.github.cloudsimmigration.cost.PowerEnergy;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHost;

/** The power models of CloudSim Plus hosts, as the energy of migrations wants them. */
public final class HostPowers {
    private HostPowers() {}

    /** {@return the energy of migrations between two hosts that are as busy as now; each needs a power model} */
    public static PowerEnergy between(final Host source, final Host target) {
        return new PowerEnergy(of(source), of(target));
    }

    /** {@return what a host that is as busy as now draws; it needs a power model} */
    public static HostPower of(final Host host) {
        final PowerModelHost power = host.getPowerModel();
        Validate.isTrue(power != PowerModelHost.NULL, "%s without a power model, expected one", host);
        final double utilization = Math.min(1, CpuDemand.onHost(host) / host.getTotalMipsCapacity());
        return HostPower.of(power::getPower, utilization, (double) host.getPesNumber());
    }
}
