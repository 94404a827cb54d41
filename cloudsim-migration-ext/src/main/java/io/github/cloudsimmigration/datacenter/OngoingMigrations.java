package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** The migrations of a datacenter that run, and those that have left their VM standing still for good, in the order in which they began. */
final class OngoingMigrations {
    private final Set<Vm> prepared = new HashSet<>();
    private final Map<Vm, RunningMigration> running = new LinkedHashMap<>();
    private final Map<Flow, RunningMigration> byFlow = new LinkedHashMap<>();
    private final Map<Vm, RunningMigration> paused = new LinkedHashMap<>();
    private final Set<RunningMigration> blocked = new LinkedHashSet<>();

    /** Does something for a VM's migration during which nobody else may begin one. */
    <T> T preparing(final Vm vm, final Supplier<T> preparation) {
        prepared.add(vm);
        try {
            return preparation.get();
        } finally {
            prepared.remove(vm);
        }
    }

    void begin(final RunningMigration migration) {
        running.put(migration.vm(), migration);
        byFlow.put(migration.flow(), migration);
    }

    /** {@return whether a VM migrates, or is about to} */
    boolean isMigrating(final Vm vm) {
        return running.containsKey(vm) || prepared.contains(vm);
    }

    /** Takes note that a migration runs no more. */
    void ended(final RunningMigration migration) {
        running.remove(migration.vm());
        byFlow.remove(migration.flow());
    }

    /** {@return the migration that runs and whose flow that is; null if it is none's} */
    @Nullable
    RunningMigration sendingBy(final Flow flow) {
        return byFlow.get(flow);
    }

    /** Takes note that a migration waits for something to happen from outside. */
    void blocked(final RunningMigration migration) {
        blocked.add(migration);
    }

    /** {@return those that wait for something to happen from outside, however many end meanwhile} */
    List<RunningMigration> blocked() {
        if (blocked.isEmpty()) {
            return List.of();
        }
        blocked.removeIf(migration -> !migration.isBlocked());
        return List.copyOf(blocked);
    }

    /** Takes note that a VM stands still for good. */
    void paused(final RunningMigration migration) {
        paused.put(migration.vm(), migration);
    }

    /** Takes note that a VM is there no more. */
    void forget(final Vm vm) {
        paused.remove(vm);
    }

    /** {@return the migration of a VM that runs, or that has left it standing still} */
    @Nullable
    RunningMigration of(final Vm vm) {
        final RunningMigration migration = running.get(vm);
        return migration == null ? paused.get(vm) : migration;
    }

    /** {@return the same of a VM in whatever datacenter} */
    static @Nullable RunningMigration anywhereOf(final Vm vm) {
        return vm.getHost().getDatacenter() instanceof LiveMigrationDatacenter datacenter
                ? datacenter.ongoing().of(vm)
                : null;
    }

    /** {@return the migration of a VM that runs} */
    @Nullable
    RunningMigration runningOf(final Vm vm) {
        return running.get(vm);
    }

    /** {@return whether a VM that migrates runs at the target already} */
    boolean hasArrived(final Vm vm) {
        final RunningMigration migration = running.get(vm);
        return migration != null && migration.arrived();
    }

    /** {@return whether a VM gets no CPU time for its migration} */
    boolean hasNoCpu(final Vm vm) {
        final RunningMigration migration = of(vm);
        return migration != null && migration.cpu().share() == 0;
    }

    /** {@return the flows of those that do not send now: they watch their VM, read the log, or wait for a round to end} */
    List<Flow> idleFlows() {
        return running.values().stream()
                .filter(RunningMigration::isBetweenTransfers)
                .map(RunningMigration::flow)
                .toList();
    }

    /** {@return those that run now, however many begin or end meanwhile} */
    List<RunningMigration> running() {
        return List.copyOf(running.values());
    }

    int runningCount() {
        return running.size();
    }

    List<RunningMigration> all() {
        final List<RunningMigration> all = new ArrayList<>(running.values());
        all.addAll(paused.values());
        return all;
    }

    boolean isEmpty() {
        return running.isEmpty() && paused.isEmpty();
    }

    /** {@return those of the VMs on a host: of VMs that migrate away from it, that have just come, or that stand still there} */
    List<RunningMigration> on(final Host host) {
        final List<RunningMigration> there = new ArrayList<>();
        if (!isEmpty()) {
            for (final Vm vm : host.getVmList()) {
                final RunningMigration migration = of(vm);
                if (migration != null) {
                    there.add(migration);
                }
            }
        }
        return there;
    }
}
