package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/** The shares of the CPU that VMs have while their host is brought up to date: what migrations leave them, whatever its scheduler has promised. */
final class ReducedShares {
    private final HostCpuCharges charges;
    private final IdentityHashMap<MipsShare, Reduced> reductions =
            new IdentityHashMap<>(); // an update may cause another

    /** What a VM has during an update, and what it has otherwise. */
    private record Reduced(VmSimple vm, MipsShare promised, MipsShare share) {
        /** Gives the VM another share, unless it has got one from somebody else meanwhile. */
        void replace(final MipsShare before, final MipsShare after) {
            if (vm.getAllocatedMips() == before) {
                vm.setAllocatedMips(after);
            }
        }
    }

    ReducedShares(final HostCpuCharges charges) {
        this.charges = charges;
    }

    /** Lets the VMs of some hosts have what migrations leave them during an update. */
    void around(final List<? extends Host> hosts, final Runnable update) {
        final List<Reduced> reduced = new ArrayList<>();
        for (final Host host : hosts) {
            if (host.getVmScheduler() instanceof VmSchedulerOvercommit scheduler) {
                scheduler.renew();
            }
            final double fraction = charges.fractionLeft(host);
            if (fraction < 1) {
                reduce(host, fraction, reduced);
            }
        }
        update.run();
        for (final Reduced vm : reduced) {
            reductions.remove(vm.share());
            vm.replace(vm.share(), vm.promised());
        }
    }

    private void reduce(final Host host, final double fraction, final List<Reduced> reduced) {
        for (final Vm any : host.getVmList()) {
            final VmSimple vm = (VmSimple) any;
            final MipsShare promised = vm.getAllocatedMips();
            if (!reductions.containsKey(promised)) {
                final var less = new Reduced(vm, promised, new MipsShare(promised.pes(), promised.mips() * fraction));
                reductions.put(less.share(), less);
                reduced.add(less);
                vm.setAllocatedMips(less.share());
            }
        }
    }

    /** Lets hosts look as their VMs were promised, even in the midst of an update, for something to be placed there. */
    <T> T asPromised(final Supplier<T> placement) {
        final List<Reduced> now = List.copyOf(reductions.values());
        now.forEach(vm -> vm.replace(vm.share(), vm.promised()));
        final T placed = placement.get();
        now.forEach(vm -> vm.replace(vm.promised(), vm.share()));
        return placed;
    }
}
