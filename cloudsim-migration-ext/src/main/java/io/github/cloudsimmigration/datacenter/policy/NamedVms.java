package io.github.cloudsimmigration.datacenter.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.vms.Vm;

/** Asks a selection policy for one VM of a host after the other. Those named look as if they migrated until it is closed. */
final class NamedVms implements AutoCloseable {
    private final VmSelectionPolicy selection;
    private final Host host;
    private final List<Vm> named = new ArrayList<>();

    /**
     * Begins to ask.
     *
     * @param before VMs that count as named
     */
    NamedVms(final VmSelectionPolicy selection, final Host host, final Collection<Vm> before) {
        this.selection = selection;
        this.host = host;
        before.forEach(this::add);
    }

    /** {@return the next VM, unless there is none or the policy names one that migrates} */
    Optional<Vm> next() {
        final Optional<Vm> next = selection.getVmToMigrate(host).filter(vm -> !vm.isInMigration());
        next.ifPresent(this::add);
        return next;
    }

    private void add(final Vm vm) {
        vm.setInMigration(true);
        named.add(vm);
    }

    @Override
    public void close() {
        named.forEach(vm -> vm.setInMigration(false));
    }
}
