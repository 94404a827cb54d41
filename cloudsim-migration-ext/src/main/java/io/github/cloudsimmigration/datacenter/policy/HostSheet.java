package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import io.github.cloudsimmigration.datacenter.MigratingVms;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    private int rooms;
    private int onTheirWay;
    private boolean closed;
    private Plan plan;

    HostSheet(final Host host) {
        this.host = host;
        this.capacity = host.getTotalMipsCapacity();
        double demand = 0;
        double demandStaying = 0;
        int vmsStaying = 0;
        for (final Vm vm : host.getVmList()) {
            final double mips = CpuDemand.of(vm);
            final boolean stays = MigratingVms.stays(vm);
            demand += mips;
            demandStaying += stays ? mips : 0;
            vmsStaying += stays ? 1 : 0;
            onTheirWay += MigratingVms.leaves(vm) || vm.isInMigration() ? 1 : 0;
            rooms += MigratingVms.isRoom(vm) ? 1 : 0;
        }
        for (final Vm vm : host.getVmsMigratingIn()) {
            demand += host.getVmList().contains(vm) ? 0 : CpuDemand.of(vm);
            onTheirWay++;
        }
        plan = new Plan(
                demand,
                demandStaying,
                host.getRam().getAvailableResource(),
                host.getBw().getAvailableResource(),
                host.getStorage().getAvailableResource(),
                vmsStaying,
                List.of());
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
        return plan.demandStaying;
    }

    /** {@return what part of its MIPS the VMs want that are there when all migrations have ended} */
    double utilization() {
        return capacity > 0 ? plan.demandStaying / capacity : 0;
    }

    double demandPerMips() {
        return plan.demand / capacity;
    }

    boolean isEmpty() {
        return host.getVmList().isEmpty() && plan.arriving.isEmpty();
    }

    /** {@return whether no VM is left when all migrations have ended} */
    boolean empties() {
        return plan.vmsStaying == 0;
    }

    /** {@return how many VMs are there when all migrations have ended} */
    int vmsStaying() {
        return plan.vmsStaying;
    }

    /** {@return whether the host runs VMs and none of them comes or goes} */
    boolean isSettled() {
        return !isEmpty() && onTheirWay == 0;
    }

    /** {@return whether nothing is to be placed there} */
    boolean isClosed() {
        return closed;
    }

    /** Sees that nothing more is placed there. */
    void close() {
        closed = true;
    }

    int arrivals() {
        return rooms + plan.arriving.size();
    }

    boolean fits(final Vm vm, final double mips, final double threshold) {
        return plan.demand + mips <= threshold * capacity
                && hasMemoryFor(vm)
                && host.getWorkingPesNumber() >= vm.getPesNumber();
    }

    private boolean hasMemoryFor(final Vm vm) {
        return plan.freeRam >= vm.getRam().getCapacity()
                && plan.freeBw >= vm.getBw().getCapacity()
                && plan.freeStorage >= vm.getStorage().getCapacity();
    }

    /** {@return whether a VM can be placed there beside those planned, whatever they want at a time} */
    boolean hasRoomFor(final Vm vm) {
        return hasMemoryFor(vm) && takes(vm);
    }

    /**
     * {@return whether the host would take a VM, by what its scheduler has promised; beside those planned, unless that is a scheduler of which
     * nothing is known} To be asked last, for what it costs.
     */
    boolean takes(final Vm vm) {
        if (!host.isSuitableForVm(vm)) {
            return false;
        }
        if (plan.arriving.isEmpty()) {
            return true;
        }
        double mips = vm.getTotalMipsCapacity();
        long pes = vm.getPesNumber();
        for (final Vm other : plan.arriving) {
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
        final double before = demandPerMips();
        final double after = (plan.demand + mips) / capacity;
        if (power == PowerModelHost.NULL) {
            return isEmpty() ? 2 - after : 1 - after;
        }
        final double drawn = isEmpty() ? 0 : power.getPower(Math.min(1, before));
        return power.getPower(Math.min(1, after)) - drawn;
    }

    /** Plans a VM's arrival. */
    void add(final Vm vm) {
        plan = plan.with(vm);
    }

    /** Plans a VM's departure. Its room is not free before it has left. */
    void depart(final Vm vm) {
        plan = plan.without(vm);
    }

    Plan plan() {
        return plan;
    }

    /** Goes back to an earlier plan. */
    void restore(final Plan earlier) {
        plan = earlier;
    }

    /** How a host stands with all that is planned so far. */
    record Plan(
            double demand,
            double demandStaying,
            long freeRam,
            long freeBw,
            long freeStorage,
            int vmsStaying,
            List<Vm> arriving) {
        private Plan with(final Vm vm) {
            final double mips = CpuDemand.of(vm);
            return new Plan(
                    demand + mips,
                    demandStaying + mips,
                    freeRam - vm.getRam().getCapacity(),
                    freeBw - vm.getBw().getCapacity(),
                    freeStorage - vm.getStorage().getCapacity(),
                    vmsStaying + 1,
                    Stream.concat(arriving.stream(), Stream.of(vm)).toList());
        }

        private Plan without(final Vm vm) {
            final double rest = Math.max(0, demandStaying - CpuDemand.of(vm)); // sums of fractions may end just below 0
            return new Plan(demand, rest, freeRam, freeBw, freeStorage, vmsStaying - 1, arriving);
        }
    }
}
