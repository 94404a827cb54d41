package io.github.cloudsimmigration.datacenter.policy;

import java.util.Collection;
import java.util.Set;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHost;

/**
 * What hosts cost over a horizon: the energy they draw, and the CPU time that VMs want and do not get.
 *
 * @param pricePerJoule energy
 * @param pricePerCpuSecond CPU time, in seconds of one of the host's processors
 * @param horizonSeconds how long they are counted, 0 or more
 */
record HostExpenses(double pricePerJoule, double pricePerCpuSecond, double horizonSeconds) {
    HostExpenses {
        Validate.isTrue(
                horizonSeconds >= 0 && Double.isFinite(horizonSeconds),
                "horizon of %s s, expected a finite number of 0 or more",
                horizonSeconds);
    }

    /** {@return what some hosts cost together} */
    double of(final Collection<HostSheet> sheets, final Set<Host> off) {
        double sum = 0;
        for (final HostSheet sheet : sheets) {
            sum += of(sheet, off);
        }
        return sum;
    }

    /**
     * {@return what a host costs as things stand on its sheet}
     *
     * @param off the hosts that are off while they have no VMs
     */
    double of(final HostSheet sheet, final Set<Host> off) {
        return pricePerJoule * joules(sheet, off) + pricePerCpuSecond * lostCpuSeconds(sheet);
    }

    private double joules(final HostSheet sheet, final Set<Host> off) {
        final Host host = sheet.host();
        final PowerModelHost power = host.getPowerModel();
        if (power == PowerModelHost.NULL) {
            return 0;
        }
        if (!sheet.empties()) {
            return power.getPower(Math.min(1, sheet.utilization())) * horizonSeconds;
        }
        final double deadline = host.getIdleShutdownDeadline();
        final double idleSeconds = deadline < 0 ? horizonSeconds : Math.min(deadline, horizonSeconds);
        return off.contains(host) ? 0 : power.getPower(0) * idleSeconds;
    }

    private double lostCpuSeconds(final HostSheet sheet) {
        final double mips = Math.max(0, sheet.demandStaying() - sheet.capacity());
        return mips > 0 ? mips / sheet.capacity() * sheet.host().getWorkingPesNumber() * horizonSeconds : 0;
    }
}
