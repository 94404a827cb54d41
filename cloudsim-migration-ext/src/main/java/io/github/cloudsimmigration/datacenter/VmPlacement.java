package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.listeners.DatacenterVmMigrationEventInfo;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;

/** Puts VMs, and room kept for them, on hosts. */
final class VmPlacement {
    private final LiveMigrationDatacenter datacenter;
    private final HostCpuCharges charges;
    private final List<EventListener<DatacenterVmMigrationEventInfo>> listeners = new ArrayList<>();
    private long reservations;

    VmPlacement(final LiveMigrationDatacenter datacenter, final HostCpuCharges charges) {
        this.datacenter = datacenter;
        this.charges = charges;
    }

    /** Adds a listener that is told when a VM has been moved, or should have been. */
    void listen(final EventListener<DatacenterVmMigrationEventInfo> listener) {
        listeners.add(listener);
    }

    /** Keeps room for a VM on a host, if there is enough. */
    MigrationReservation.Attempt reserve(final Host target, final Vm vm) {
        return asPromised(datacenter.ongoing().on(target), () -> MigrationReservation.on(target, vm, reservations++));
    }

    /** Lets hosts look as their VMs were promised while something is placed, whatever some migrations have taken from them. */
    <T> T asPromised(final List<RunningMigration> migrations, final Supplier<T> placement) {
        migrations.forEach(RunningMigration::claimPlace);
        final T placed = charges.asPromised(placement);
        migrations.forEach(RunningMigration::holdOn);
        return placed;
    }

    /**
     * Moves a VM to the target of its migration, or keeps it where it is if the target does not take it.
     *
     * @return what that makes of the migration; nothing if the target took the VM
     */
    Optional<Ending> move(final RunningMigration migration) {
        final Vm vm = migration.vm();
        final VmAllocationPolicy policy = datacenter.getVmAllocationPolicy();
        final long busyPes = vm.getProcessor().getAllocatedResource();
        final var place = new PlaceAtBroker(vm);
        policy.deallocateHostForVm(vm);
        final HostSuitability suitability = policy.allocateHostForVm(vm, migration.target());
        final boolean moved = suitability.fully();
        if (!moved && !takeBack(vm, migration.source())) {
            return Optional.of(new Ending(
                    Outcome.VM_LOST,
                    "target-unsuitable",
                    Lacking.in(suitability) + ", and no other host takes it back"));
        }
        vm.getProcessor().setAllocatedResource(busyPes); // CloudSim Plus takes a VM that changes hosts for idle
        place.restore();
        if (moved) {
            keepOn(migration.target());
            ((VmAbstract) vm).updateMigrationFinishListeners(migration.target());
        }
        listeners.forEach(listener -> listener.update(DatacenterVmMigrationEventInfo.of(listener, vm, suitability)));
        return moved
                ? Optional.empty()
                : Optional.of(new Ending(Outcome.FAILED, "target-unsuitable", Lacking.in(suitability)));
    }

    /** Puts a VM that its target has refused back, or elsewhere. {@return whether a host takes it} */
    private boolean takeBack(final Vm vm, final Host source) {
        final VmAllocationPolicy policy = datacenter.getVmAllocationPolicy();
        datacenter.getHostList().forEach(datacenter.updates()::bringUpToDate); // one of them gets more to do
        return policy.allocateHostForVm(vm, source).fully()
                || policy.allocateHostForVm(vm).fully();
    }

    /** Switches a host on that VMs have come to. */
    static void keepOn(final Host host) {
        if (!host.isActive() && host instanceof HostAbstract switched) {
            switched.processActivation(true);
        }
    }
}
