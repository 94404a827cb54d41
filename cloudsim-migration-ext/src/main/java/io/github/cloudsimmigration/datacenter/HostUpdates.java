package io.github.cloudsimmigration.datacenter;

import java.util.List;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.vm.VmScheduler;
import org.cloudsimplus.schedulers.vm.VmSchedulerSpaceShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.vms.HostResourceStats;
import org.cloudsimplus.vms.Vm;

/**
 * Brings hosts and VMs up to date: with what migrations leave them, and without a loss of what their cloudlets have earned.
 *
 * <p>Cost: one look at what each VM of a host wants tells whether a change concerns all of them; where there is CPU to spare it does not.
 */
final class HostUpdates {
    private final LiveMigrationDatacenter datacenter;
    private final SimulationClock clock;
    private final OngoingMigrations ongoing;
    private final HostCpuCharges charges;
    private final ReducedShares shares;
    private final CloudletsDue cloudlets;
    private boolean stopped;

    HostUpdates(
            final LiveMigrationDatacenter datacenter,
            final SimulationClock clock,
            final AlarmClock alarms,
            final OngoingMigrations ongoing) {
        this.datacenter = datacenter;
        this.clock = clock;
        this.ongoing = ongoing;
        this.charges = new HostCpuCharges(clock, alarms, this);
        this.shares = new ReducedShares(charges);
        this.cloudlets = new CloudletsDue(datacenter, clock, ongoing);
    }

    /** {@return what migrations take of the hosts' CPU} */
    HostCpuCharges charges() {
        return charges;
    }

    /** {@return what VMs have of the CPU in the midst of an update} */
    ReducedShares shares() {
        return shares;
    }

    /** {@return the moments at which the hosts' next cloudlets are through} */
    CloudletsDue cloudlets() {
        return cloudlets;
    }

    void bringUpToDate(final Host host) {
        catchUp(host);
        charges.pace(host);
    }

    /** Brings a host up to date before something changes there; what migrations get from then on is not looked at. */
    void catchUp(final Host host) {
        catchUp(List.of(host), () -> host.updateProcessing(now()));
    }

    /** Brings some hosts up to date by what CloudSim Plus does for it. */
    void bringUpToDate(final List<? extends Host> hosts, final Runnable update) {
        catchUp(hosts, update);
        hosts.forEach(charges::pace);
    }

    private void catchUp(final List<? extends Host> hosts, final Runnable update) {
        cloudlets.update(hosts, () -> shares.around(hosts, update));
    }

    /** Brings all VMs of a host up to date, or that one of them only. */
    void bringUpToDate(final Vm vm, final boolean others) {
        final Host host = vm.getHost();
        if (others) {
            bringUpToDate(host);
        } else {
            cloudlets.update(
                    vm, () -> vm.updateProcessing(now(), host.getVmScheduler().getAllocatedMips(vm)));
        }
    }

    /**
     * {@return whether a whole host has to be brought up to date when a VM there gets less CPU time, or has got more: because the shares of
     * the others change, or may by a scheduler of which nothing is known, or because the host's history is kept}
     *
     * <p>Before a VM gets more, the host has to be in any case. CloudSim Plus credits cloudlets with all the time since the last update at
     * the speed at its end, and would take from the others what the VM gets now for a time in which it did not.
     */
    boolean concernsHost(final Host host) {
        return host.isStateHistoryEnabled()
                || host.getCpuUtilizationStats() != HostResourceStats.NULL
                || !isKnown(host.getVmScheduler())
                || charges.isShort(host, 0);
    }

    /** {@return the same when a VM goes or has come, which is noticed by a host too that is idle without it} */
    boolean moveConcernsHost(final Host host) {
        int others = -1;
        for (final Vm vm : host.getVmList()) {
            others += vm instanceof MigrationReservation ? 0 : 1;
        }
        return others <= 0 || concernsHost(host);
    }

    private static boolean isKnown(final VmScheduler scheduler) {
        return scheduler instanceof VmSchedulerOvercommit
                || scheduler.getClass() == VmSchedulerTimeShared.class
                || scheduler.getClass() == VmSchedulerSpaceShared.class;
    }

    /**
     * {@return whether updates can stop, for every VM with work stands still, and will until something happens from outside} CloudSim Plus would
     * look for ever.
     *
     * @param somethingComes whether an event of the datacenter's own is planned
     */
    boolean canStop(final boolean somethingComes) {
        stopped = !somethingComes
                && !ongoing.isEmpty()
                && cloudlets.isEmpty()
                && datacenter.getHostList().stream()
                        .flatMap(host -> host.<Vm>getVmList().stream())
                        .filter(vm -> !vm.getCloudletScheduler().isEmpty())
                        .allMatch(ongoing::hasNoCpu);
        return stopped;
    }

    /** Sees that a VM runs that stood still. */
    void vmMoves() {
        if (stopped) {
            stopped = false;
            datacenter.schedule(0, CloudSimTag.VM_UPDATE_CLOUDLET_PROCESSING);
        }
    }

    private double now() {
        return clock.now();
    }
}
