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
    private final OngoingMigrations ongoing;
    private final HostUpdates updates;
    private final List<EventListener<DatacenterVmMigrationEventInfo>> listeners = new ArrayList<>();
    private long reservations;

    VmPlacement(final LiveMigrationDatacenter datacenter, final OngoingMigrations ongoing, final HostUpdates updates) {
        this.datacenter = datacenter;
        this.ongoing = ongoing;
        this.updates = updates;
    }

    /** Adds a listener that is told when a VM has been moved, or should have been. */
    void listen(final EventListener<DatacenterVmMigrationEventInfo> listener) {
        listeners.add(listener);
    }

    /** Keeps room for a VM on a host, if there is enough. */
    MigrationReservation.Room reserve(final Host target, final Vm vm) {
        return asPromised(ongoing.on(target), () -> MigrationReservation.on(target, vm, reservations++));
    }

    /** Lets hosts look as their VMs were promised while something is placed, whatever some migrations have taken from them. */
    <T> T asPromised(final List<RunningMigration> migrations, final Supplier<T> placement) {
        migrations.forEach(RunningMigration::claimPlace);
        final T placed = updates.shares().asPromised(placement);
        migrations.forEach(RunningMigration::holdOn);
        return placed;
    }

    /**
     * What has become of a VM that was to be moved.
     *
     * @param suitability whether the target has taken it, and what it lacks otherwise
     * @param objection what that makes of the migration; nothing if the target has taken the VM
     */
    record Moved(HostSuitability suitability, Optional<Ending> objection) {}

    /** Moves a VM to the target of its migration, or keeps it where it is if the target does not take it. */
    Moved move(final RunningMigration migration) {
        final Vm vm = migration.vm();
        final VmAllocationPolicy policy = datacenter.getVmAllocationPolicy();
        final var state = new StateOfMovingVm(vm);
        policy.deallocateHostForVm(vm);
        migration.makeRoom();
        final HostSuitability suitability = policy.allocateHostForVm(vm, migration.target());
        final boolean moved = suitability.fully();
        if (!moved && !takeBack(vm, migration.source())) {
            return refused(suitability, Outcome.VM_LOST, Lacking.in(suitability) + ", and no other host takes it back");
        }
        state.restore();
        if (!moved) {
            return refused(suitability, Outcome.FAILED, Lacking.in(suitability));
        }
        keepOn(migration.target());
        return new Moved(suitability, Optional.empty());
    }

    private static Moved refused(final HostSuitability suitability, final Outcome outcome, final String explanation) {
        return new Moved(suitability, Optional.of(new Ending(outcome, "target-unsuitable", explanation)));
    }

    /** Tells CloudSim Plus's listeners, who may ask for anything now, that a VM has been moved, or has been taken back. */
    void tell(final RunningMigration migration, final Moved moved) {
        final Vm vm = migration.vm();
        if (moved.objection().isEmpty()) {
            ((VmAbstract) vm).updateMigrationFinishListeners(migration.target());
        }
        listeners.forEach(
                listener -> listener.update(DatacenterVmMigrationEventInfo.of(listener, vm, moved.suitability())));
    }

    /** Puts a VM that its target has refused back, or elsewhere. {@return whether a host takes it} */
    private boolean takeBack(final Vm vm, final Host source) {
        final VmAllocationPolicy policy = datacenter.getVmAllocationPolicy();
        datacenter.getHostList().forEach(updates::bringUpToDate); // one of them gets more to do
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
