package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import io.github.cloudsimmigration.datacenter.MigratingVms;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHost;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.schedulers.vm.VmScheduler;
import org.cloudsimplus.schedulers.vm.VmSchedulerSpaceShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;

/** What a host has and what is planned for it. Plans are made on it: no VM is moved to try a placement out. */
final class HostSheet {
    private final Host host;
    private final double capacity;
    private double demand;
    private double demandStaying;
    private long freeRam;
    private long freeBw;
    private long freeStorage;
    private int vms;
    private int vmsStaying;
    private int onTheirWay;
    private int arrivals;
    private boolean closed;
    private final List<Vm> planned = new ArrayList<>();

    HostSheet(final Host host) {
        this.host = host;
        this.capacity = host.getTotalMipsCapacity();
        this.freeRam = host.getRam().getAvailableResource();
        this.freeBw = host.getBw().getAvailableResource();
        this.freeStorage = host.getStorage().getAvailableResource();
        for (final Vm vm : host.getVmList()) {
            final double mips = CpuDemand.of(vm);
            final boolean stays = MigratingVms.stays(vm);
            demand += mips;
            demandStaying += stays ? mips : 0;
            vmsStaying += stays ? 1 : 0;
            onTheirWay += MigratingVms.leaves(vm) || vm.isInMigration() ? 1 : 0;
            arrivals += MigratingVms.isRoom(vm) ? 1 : 0;
            vms++;
        }
        for (final Vm vm : host.getVmsMigratingIn()) {
            demand += host.getVmList().contains(vm) ? 0 : CpuDemand.of(vm);
            onTheirWay++;
        }
        for (final Vm vm : MigratingVms.waitingFor(host)) {
            add(vm);
            onTheirWay++;
        }
    }

    /** {@return a sheet for each host that has not failed, in their order} */
    static List<HostSheet> of(final List<? extends Host> hosts) {
        final List<HostSheet> sheets = new ArrayList<>();
        for (final Host host : hosts) {
            if (!host.isFailed()) {
                sheets.add(new HostSheet(host));
            }
        }
        return sheets;
    }

    Host host() {
        return host;
    }

    /** {@return all MIPS it has} */
    double capacity() {
        return capacity;
    }

    /** {@return the MIPS wanted by the VMs that are there when all migrations have ended} */
    double demandStaying() {
        return demandStaying;
    }

    /** {@return what part of its MIPS the VMs want that are there when all migrations have ended} */
    double utilization() {
        return capacity > 0 ? demandStaying / capacity : 0;
    }

    double demandPerMips() {
        return demand / capacity;
    }

    boolean isEmpty() {
        return vms == 0;
    }

    /** {@return whether no VM is left when all migrations have ended} */
    boolean empties() {
        return vmsStaying == 0;
    }

    /** {@return how many VMs are there when all migrations have ended} */
    int vmsStaying() {
        return vmsStaying;
    }

    /** {@return whether the host runs VMs and none of them comes or goes} */
    boolean isSettled() {
        return vms > 0 && onTheirWay == 0;
    }

    /** {@return whether nothing is to be placed there} */
    boolean isClosed() {
        return closed;
    }

    void setClosed(final boolean nothingMore) {
        closed = nothingMore;
    }

    int arrivals() {
        return arrivals;
    }

    boolean fits(final Vm vm, final double mips, final double threshold) {
        return demand + mips <= threshold * capacity
                && freeRam >= vm.getRam().getCapacity()
                && freeBw >= vm.getBw().getCapacity()
                && freeStorage >= vm.getStorage().getCapacity()
                && host.getWorkingPesNumber() >= vm.getPesNumber();
    }

    /**
     * {@return whether the host would take a VM, by what its scheduler has promised; beside those planned, unless that is a scheduler of which
     * nothing is known} To be asked last, for what it costs.
     */
    boolean takes(final Vm vm) {
        if (!host.isSuitableForVm(vm)) {
            return false;
        }
        if (planned.isEmpty()) {
            return true;
        }
        double mips = vm.getTotalMipsCapacity();
        long pes = vm.getPesNumber();
        for (final Vm other : planned) {
            mips += other.getTotalMipsCapacity();
            pes += other.getPesNumber();
        }
        final VmScheduler scheduler = host.getVmScheduler();
        if (scheduler.getClass() == VmSchedulerTimeShared.class || scheduler instanceof VmSchedulerOvercommit) {
            return scheduler.isSuitableForVm(vm, new MipsShare(1, mips)); // which look at the sum
        }
        return !(scheduler instanceof VmSchedulerSpaceShared)
                || scheduler.isSuitableForVm(vm, new MipsShare(pes, vm.getMips()));
    }

    double powerRise(final double mips) {
        final PowerModelHost power = host.getPowerModel();
        final double before = demand / capacity;
        final double after = (demand + mips) / capacity;
        if (power == PowerModelHost.NULL) {
            return isEmpty() ? 2 - after : 1 - after;
        }
        final double drawn = isEmpty() ? 0 : power.getPower(Math.min(1, before));
        return power.getPower(Math.min(1, after)) - drawn;
    }

    /** Plans a VM's arrival. */
    void add(final Vm vm) {
        final double mips = CpuDemand.of(vm);
        demand += mips;
        demandStaying += mips;
        freeRam -= vm.getRam().getCapacity();
        freeBw -= vm.getBw().getCapacity();
        freeStorage -= vm.getStorage().getCapacity();
        planned.add(vm);
        vms++;
        vmsStaying++;
        arrivals++;
    }

    /** Plans a VM's departure. Its room is not free before it has left. */
    void depart(final Vm vm) {
        demandStaying = Math.max(0, demandStaying - CpuDemand.of(vm)); // sums of fractions may end just below 0
        vmsStaying--;
    }

    Mark mark() {
        return new Mark(demand, demandStaying, freeRam, freeBw, freeStorage, vms, vmsStaying, arrivals, planned.size());
    }

    void restore(final Mark mark) {
        demand = mark.demand();
        demandStaying = mark.demandStaying();
        freeRam = mark.freeRam();
        freeBw = mark.freeBw();
        freeStorage = mark.freeStorage();
        vms = mark.vms();
        vmsStaying = mark.vmsStaying();
        arrivals = mark.arrivals();
        planned.subList(mark.planned(), planned.size()).clear();
    }

    /** What is planned so far, to go back to. */
    record Mark(
            double demand,
            double demandStaying,
            long freeRam,
            long freeBw,
            long freeStorage,
            int vms,
            int vmsStaying,
            int arrivals,
            int planned) {}
}
