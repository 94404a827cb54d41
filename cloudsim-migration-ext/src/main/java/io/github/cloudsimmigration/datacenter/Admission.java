package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.Ending;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmGroup;

/** What speaks against a migration. */
final class Admission {
    private final LiveMigrationDatacenter datacenter;
    private final OngoingMigrations ongoing;
    private final MigrationDispatcher dispatcher;
    private final MigrationNetwork network;
    private final Set<Host> left = Collections.newSetFromMap(new IdentityHashMap<>()); // another may get its number

    Admission(
            final LiveMigrationDatacenter datacenter,
            final OngoingMigrations ongoing,
            final MigrationDispatcher dispatcher,
            final MigrationNetwork network) {
        this.datacenter = datacenter;
        this.ongoing = ongoing;
        this.dispatcher = dispatcher;
        this.network = network;
    }

    /** Takes note that a host is none of the datacenter's any more. */
    void hostLeaves(final Host host) {
        left.add(host);
    }

    /** {@return whether a host has left the datacenter, or failed} */
    boolean isGone(final Host host) {
        return left.contains(host) || Endings.hasFailed(host);
    }

    /** {@return what will speak against a request, whenever it starts} */
    Optional<Ending> objection(final Vm vm, final Host target) {
        final Optional<Ending> end = dispatcher.closed();
        if (end.isPresent()) {
            return refusal(end.get().stopReason(), end.get().explanation());
        }
        if (!vm.isCreated() || vm.getHost() == Host.NULL) {
            return refusal("vm-not-running", vm + " runs nowhere");
        }
        if (target == Host.NULL) {
            return refusal("no-target", "no host is suitable for " + vm);
        }
        if (vm instanceof VmGroup) {
            return refusal("vm-group", vm + " is a group, expected one of its VMs");
        }
        if (target == vm.getHost()) {
            return refusal("same-host", vm + " is on " + target + " already");
        }
        if (Endings.hasFailed(vm.getHost())) {
            return refusal("source-failed", vm.getHost() + " has failed");
        }
        if (ongoing.isMigrating(vm) || dispatcher.isWaiting(vm) || vm instanceof MigrationReservation) {
            return refusal("already-migrating", vm + " is on its way already");
        }
        if (ongoing.of(vm) != null) {
            return refusal("vm-paused", vm + " stands still, and part of its memory is missing");
        }
        if (left.contains(vm.getHost())) {
            return Optional.of(Endings.hostHasLeft(vm.getHost()));
        }
        if (left.contains(target)) {
            return Optional.of(Endings.hostHasLeft(target));
        }
        if (vm.getHost().getDatacenter() != datacenter) {
            return refusal("vm-elsewhere", vm + " runs on " + vm.getHost() + ", no host of " + datacenter);
        }
        if (target.getDatacenter() != datacenter) {
            return refusal("target-elsewhere", target + " is no host of " + datacenter);
        }
        return Endings.hasFailed(target) ? refusal("target-failed", target + " has failed") : Optional.empty();
    }

    /** {@return what speaks against the way from one host to another now} */
    Optional<Ending> objectionToWay(final Host source, final Host target) {
        final Optional<String> obstacle = network.obstacle(source, target);
        if (obstacle.isPresent()) {
            return refusal("no-route", obstacle.get());
        }
        return network.isCut(network.path(source, target))
                ? refusal("link-failed", "a link on its way is cut")
                : Optional.empty();
    }

    private static Optional<Ending> refusal(final String reason, final String explanation) {
        return Optional.of(Endings.refused(reason, explanation));
    }
}
