package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** What ends a migration, or a request for one, from outside. */
final class Endings {
    static final Ending LINK_FAILED =
            new Ending(Outcome.FAILED, "link-failed", "a link on its way was cut; the VM runs on at the source");
    static final Ending HOST_LEFT = new Ending(
            Outcome.FAILED, "host-left", "its source or target left the datacenter; the VM runs on at the source");
    static final Ending TARGET_FAILED =
            new Ending(Outcome.FAILED, "target-failed", "the target host failed; the VM runs on at the source");
    static final Ending TARGET_FAILED_WITH_VM =
            new Ending(Outcome.VM_LOST, "target-failed", "the target host failed, and the VM with it");
    static final Ending SOURCE_FAILED_WITH_PAGES = new Ending(
            Outcome.VM_LOST, "source-failed", "the source host failed, and with it memory that had not arrived");
    static final Ending SOURCE_FAILED_WITH_VM =
            new Ending(Outcome.VM_LOST, "source-failed", "the source host failed, and the VM with it");
    static final Ending DATACENTER_ENDED =
            new Ending(Outcome.CANCELLED, "datacenter-ended", "the datacenter shut down before the migration");
    static final Ending SIMULATION_ENDED =
            new Ending(Outcome.CANCELLED, "simulation-ended", "the simulation ended before the migration");
    static final Ending CALLED_OFF = new Ending(Outcome.CANCELLED, "cancelled", "it was called off");
    static final Ending VM_DESTROYED =
            new Ending(Outcome.CANCELLED, "vm-destroyed", "the VM was destroyed before its migration was over");

    private Endings() {}

    /** {@return the ending of a request whose host has left} */
    static Ending hostHasLeft(final Host host) {
        return refused("host-left", host + " has left the datacenter");
    }

    /** {@return the ending of a request that is turned down} */
    static Ending refused(final String reason, final String explanation) {
        return new Ending(Outcome.REFUSED, reason, explanation);
    }

    /** {@return what the loss of its VM or of one of its hosts makes of a migration; nothing if all of them are there} */
    static Optional<Ending> ofLoss(final RunningMigration migration) {
        final boolean arrived = migration.arrived();
        if (!migration.vm().isCreated()) {
            return Optional.of(ofDestroyed(migration.vm(), arrived));
        }
        if (hasFailed(arrived ? migration.target() : migration.source())) {
            return Optional.of(arrived ? TARGET_FAILED_WITH_VM : SOURCE_FAILED_WITH_VM);
        }
        return hasFailed(arrived ? migration.source() : migration.target())
                ? Optional.of(arrived ? SOURCE_FAILED_WITH_PAGES : TARGET_FAILED)
                : Optional.empty();
    }

    /**
     * {@return what becomes of a migration whose VM is destroyed, by itself or with its host}
     *
     * @param arrived whether it runs at the target already
     */
    static Ending ofDestroyed(final Vm vm, final boolean arrived) {
        if (!vm.isFailed() && !hasFailed(vm.getHost())) {
            return VM_DESTROYED;
        }
        return arrived ? TARGET_FAILED_WITH_VM : SOURCE_FAILED_WITH_VM;
    }

    static boolean hasFailed(final Host host) {
        return host.isFailed() || (host != Host.NULL && host.getWorkingPesNumber() == 0);
    }
}
