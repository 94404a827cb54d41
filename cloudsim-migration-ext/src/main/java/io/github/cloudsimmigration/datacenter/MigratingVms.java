package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * What a host's VM list says of VMs that migrate. Beside VMs there may be room in it that the host keeps for one that comes, or, in post-copy, for
 * what one has left behind; and of the VMs some are about to leave.
 */
public final class MigratingVms {
    private MigratingVms() {}

    /** {@return whether an entry is no VM, but room that a host keeps for one} */
    public static boolean isRoom(final Vm entry) {
        return entry instanceof MigrationReservation;
    }

    /** {@return the VM for which an entry keeps room, or the entry if it is a VM itself} */
    public static Vm vmOf(final Vm entry) {
        return entry instanceof MigrationReservation room ? room.vm() : entry;
    }

    /** {@return whether a VM, no room, is on its way to another host, or waits for its turn to be} */
    public static boolean leaves(final Vm vm) {
        return vm.getHost().getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? datacenter.dispatcher().isWaiting(vm)
                        || (vm.isInMigration() && !datacenter.ongoing().hasArrived(vm))
                : vm.isInMigration();
    }

    /** {@return whether an entry is a VM, or room for one, that is there when all migrations have ended} */
    public static boolean stays(final Vm entry) {
        return entry instanceof MigrationReservation room ? !room.isRemainder() : !leaves(entry);
    }

    /** {@return the VMs that wait for their turn to migrate to a host; no room is kept for them yet} */
    public static Set<Vm> waitingFor(final Host target) {
        return target.getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? datacenter.dispatcher().waitingFor(target)
                : Set.of();
    }

    /** {@return the VMs, or the rooms kept for them, that are on a host when all migrations have ended, those that wait included} */
    public static List<Vm> staying(final Host host) {
        final List<Vm> staying = new ArrayList<>();
        for (final Vm entry : host.getVmList()) {
            if (stays(entry)) {
                staying.add(entry);
            }
        }
        staying.addAll(waitingFor(host));
        return staying;
    }
}
