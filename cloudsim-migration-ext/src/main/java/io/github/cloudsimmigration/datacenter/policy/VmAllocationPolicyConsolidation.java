package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationAbstract;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.vms.Vm;

/**
 * Consolidation by current demand: VMs leave overloaded hosts until these are no longer overloaded, and underloaded hosts
 * altogether, so that they can be switched off. A VM goes where it raises the power draw least.
 *
 * <p>Key idea: the whole plan is made on a sheet of what each host has and what its VMs want now; no VM is moved to try a
 * placement out. An overloaded host is relieved of the VMs its {@link VmSelectionPolicy} names. An underloaded host is cleared
 * only if all its VMs find room on hosts that are switched on, and no migration to or from it is under way. A new VM, which is
 * taken to want all it may, goes to the least loaded host that takes it if it fits nowhere below the threshold.
 *
 * <p>Complexity of one step: O(V H) for V VMs to place and H hosts.
 *
 * <p>What it does not claim: to be optimal (it is best-fit decreasing), or to know what VMs will want next.
 *
 * <p>Reference: A. Beloglazov, R. Buyya, "Optimal online deterministic algorithms and adaptive heuristics for energy and
 * performance efficient dynamic consolidation of virtual machines in Cloud data centers", CCPE 24 (13), 2012, sections 5-6:
 * power-aware best-fit decreasing with static thresholds. Deviation: a host counts as underloaded below a threshold.
 */
public class VmAllocationPolicyConsolidation extends VmAllocationPolicyMigrationAbstract {
    private static final Comparator<Vm> BY_DEMAND = Comparator.comparingDouble(vm -> CpuDemand.of(vm));

    private final double overUtilizationThreshold;
    private int maxMigrationsPerHost = Integer.MAX_VALUE;
    private boolean clearingUnderloaded;
    private boolean underOrOverloaded;

    /**
     * Creates a policy.
     *
     * @param selection which VM leaves an overloaded host
     * @param overUtilizationThreshold a host is overloaded when its VMs want more than this fraction of its MIPS, above 0
     * @param underUtilizationThreshold a host is underloaded when they want less than this fraction, at most the other; 0 for never
     */
    @SuppressWarnings("this-escape") // the threshold lives in the superclass, which has a setter for it only
    public VmAllocationPolicyConsolidation(
            final VmSelectionPolicy selection,
            final double overUtilizationThreshold,
            final double underUtilizationThreshold) {
        super(selection);
        Validate.isTrue(
                overUtilizationThreshold > 0, "overload threshold %s, expected above 0", overUtilizationThreshold);
        this.overUtilizationThreshold = overUtilizationThreshold;
        underloadThreshold(underUtilizationThreshold);
    }

    private void underloadThreshold(final double threshold) {
        Validate.isTrue(threshold >= 0 && threshold < 1, "underload threshold %s, expected 0 to below 1", threshold);
        Validate.isTrue(
                threshold <= overUtilizationThreshold,
                "underload threshold %s, expected at most the overload threshold, %s",
                threshold,
                overUtilizationThreshold);
        clearingUnderloaded = threshold > 0;
        if (clearingUnderloaded) {
            super.setUnderUtilizationThreshold(threshold);
        }
    }

    @Override
    public double getOverUtilizationThreshold(final Host host) {
        return overUtilizationThreshold;
    }

    /** Sets below which fraction of its MIPS a host is underloaded; 0 for never. */
    @Override
    public void setUnderUtilizationThreshold(final double threshold) {
        underloadThreshold(threshold);
    }

    /**
     * Sets how many VMs a host may send, and how many it may receive, in one step (KubeVirt: 2 outbound). Default: no limit. A host
     * that cannot be cleared in one step is cleared in several.
     */
    public VmAllocationPolicyConsolidation setMaxMigrationsPerHost(final int migrations) {
        Validate.isTrue(migrations > 0, "%d migrations per host, expected 1 or more", migrations);
        this.maxMigrationsPerHost = migrations;
        return this;
    }

    @Override
    public boolean isUnderOrOverloaded() {
        return underOrOverloaded;
    }

    @Override
    public boolean isOverloaded(final Host host) {
        return new HostSheet(host).utilization() > overUtilizationThreshold;
    }

    @Override
    public boolean isUnderloaded(final Host host) {
        return isUnderloaded(new HostSheet(host));
    }

    private boolean isUnderloaded(final HostSheet sheet) {
        return clearingUnderloaded && sheet.utilization() < getUnderUtilizationThreshold();
    }

    @Override
    protected Optional<Host> defaultFindHostForVm(final Vm vm) {
        final List<HostSheet> sheets = HostSheet.of(getHostList());
        sheets.removeIf(
                sheet -> sheet.host().equals(vm.getHost()) || !sheet.host().isSuitableForVm(vm));
        return bestFor(vm, sheets, true, maxMigrationsPerHost)
                .or(() -> sheets.stream().min(Comparator.comparingDouble(HostSheet::demandPerMips)))
                .map(sheet -> sheet.host());
    }

    @Override
    public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vmList) {
        final List<HostSheet> sheets = HostSheet.of(getHostList());
        final Map<Vm, Host> plan = new LinkedHashMap<>();
        final Set<Host> touched = new HashSet<>();
        underOrOverloaded = false;
        relieveOverloaded(sheets, plan, touched);
        clearUnderloaded(sheets, plan, touched);
        plan.values().forEach(host -> host.setActive(true));
        return plan;
    }

    private void relieveOverloaded(final List<HostSheet> sheets, final Map<Vm, Host> plan, final Set<Host> touched) {
        final List<Vm> leaving = new ArrayList<>();
        for (final HostSheet sheet : sheets) {
            if (sheet.utilization() > overUtilizationThreshold) {
                underOrOverloaded = true;
                touched.add(sheet.host());
                leaving.addAll(selectLeaving(sheet));
            }
        }
        leaving.sort(BY_DEMAND.reversed());
        for (final Vm vm : leaving) {
            final Optional<HostSheet> target = bestFor(vm, sheets, true, maxMigrationsPerHost);
            target.ifPresent(sheet -> {
                sheet.add(vm);
                plan.put(vm, sheet.host());
                touched.add(sheet.host());
            });
        }
    }

    private List<Vm> selectLeaving(final HostSheet sheet) {
        final List<Vm> leaving = new ArrayList<>();
        try (NamedVms named = new NamedVms(getVmSelectionPolicy(), sheet.host(), List.of())) {
            while (leaving.size() < maxMigrationsPerHost
                    && sheet.demandStaying() > overUtilizationThreshold * sheet.capacity()) {
                final Optional<Vm> vm = named.next();
                if (vm.isEmpty()) {
                    break;
                }
                sheet.depart(vm.get());
                leaving.add(vm.get());
            }
        }
        return leaving;
    }

    private void clearUnderloaded(final List<HostSheet> sheets, final Map<Vm, Host> plan, final Set<Host> touched) {
        final List<HostSheet> candidates = new ArrayList<>(sheets);
        candidates.removeIf(sheet -> !sheet.isSettled() || !isUnderloaded(sheet));
        candidates.sort(Comparator.comparingDouble(HostSheet::utilization));
        for (final HostSheet source : candidates) {
            if (touched.contains(source.host())) {
                continue;
            }
            underOrOverloaded = true;
            final Map<Vm, HostSheet> moves = clear(source, sheets);
            moves.forEach((vm, target) -> {
                plan.put(vm, target.host());
                touched.add(target.host());
            });
            if (!moves.isEmpty()) {
                touched.add(source.host());
                source.close();
            }
        }
    }

    /** {@return as many moves as a step allows, if there is room for all the VMs of a host elsewhere now or in steps to come} */
    private Map<Vm, HostSheet> clear(final HostSheet source, final List<HostSheet> sheets) {
        final Map<Vm, HostSheet> now = placeAll(source, sheets, maxMigrationsPerHost);
        return withinLimits(now.isEmpty() ? placeAll(source, sheets, Integer.MAX_VALUE) : now);
    }

    private Map<Vm, HostSheet> placeAll(final HostSheet source, final List<HostSheet> sheets, final int maxArrivals) {
        final Map<Vm, HostSheet> moves = new LinkedHashMap<>();
        final Map<HostSheet, HostSheet.Plan> earlier = new HashMap<>();
        final List<Vm> leaving = new ArrayList<>(source.host().getMigratableVms());
        leaving.sort(BY_DEMAND.reversed());
        for (final Vm vm : leaving) {
            final Optional<HostSheet> target = bestFor(vm, sheets, false, maxArrivals);
            if (target.isEmpty()) {
                moves.clear();
                break;
            }
            earlier.computeIfAbsent(target.get(), HostSheet::plan);
            target.get().add(vm);
            moves.put(vm, target.get());
        }
        earlier.forEach(HostSheet::restore);
        return moves;
    }

    private Map<Vm, HostSheet> withinLimits(final Map<Vm, HostSheet> moves) {
        final Map<Vm, HostSheet> allowed = new LinkedHashMap<>();
        moves.forEach((vm, target) -> {
            if (allowed.size() < maxMigrationsPerHost && target.arrivals() < maxMigrationsPerHost) {
                target.add(vm);
                allowed.put(vm, target);
            }
        });
        return allowed;
    }

    private Optional<HostSheet> bestFor(
            final Vm vm, final List<HostSheet> sheets, final boolean maySwitchOn, final int maxArrivals) {
        final double demand = CpuDemand.of(vm);
        HostSheet best = null;
        double least = Double.POSITIVE_INFINITY;
        for (final HostSheet sheet : sheets) {
            if (!sheet.isClosed()
                    && sheet.arrivals() < maxArrivals
                    && (maySwitchOn || !sheet.isEmpty())
                    && !sheet.host().equals(vm.getHost())
                    && sheet.fits(vm, demand, overUtilizationThreshold)) {
                final double rise = sheet.powerRise(demand);
                if (rise < least && sheet.takes(vm)) {
                    least = rise;
                    best = sheet;
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
