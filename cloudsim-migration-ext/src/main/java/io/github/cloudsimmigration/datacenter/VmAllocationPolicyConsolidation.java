package io.github.cloudsimmigration.datacenter;

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
import org.cloudsimplus.power.models.PowerModelHost;
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
     * @param underUtilizationThreshold a host is underloaded when they want less than this fraction; 0 for never
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
        return new Sheet(host).utilization() > overUtilizationThreshold;
    }

    @Override
    public boolean isUnderloaded(final Host host) {
        return isUnderloaded(new Sheet(host));
    }

    private boolean isUnderloaded(final Sheet sheet) {
        return clearingUnderloaded && sheet.utilization() < getUnderUtilizationThreshold();
    }

    @Override
    protected Optional<Host> defaultFindHostForVm(final Vm vm) {
        final List<Sheet> sheets = sheets();
        sheets.removeIf(sheet -> sheet.host.equals(vm.getHost()) || !sheet.host.isSuitableForVm(vm));
        return bestFor(vm, sheets, true, maxMigrationsPerHost)
                .or(() -> sheets.stream().min(Comparator.comparingDouble(Sheet::demandPerMips)))
                .map(sheet -> sheet.host);
    }

    @Override
    public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vmList) {
        final List<Sheet> sheets = sheets();
        final Map<Vm, Host> plan = new LinkedHashMap<>();
        final Set<Host> touched = new HashSet<>();
        underOrOverloaded = false;
        relieveOverloaded(sheets, plan, touched);
        clearUnderloaded(sheets, plan, touched);
        plan.values().forEach(host -> host.setActive(true));
        return plan;
    }

    private void relieveOverloaded(final List<Sheet> sheets, final Map<Vm, Host> plan, final Set<Host> touched) {
        final List<Vm> leaving = new ArrayList<>();
        for (final Sheet sheet : sheets) {
            if (sheet.utilization() > overUtilizationThreshold) {
                underOrOverloaded = true;
                touched.add(sheet.host);
                leaving.addAll(selectLeaving(sheet));
            }
        }
        leaving.sort(BY_DEMAND.reversed());
        for (final Vm vm : leaving) {
            final Optional<Sheet> target = bestFor(vm, sheets, true, maxMigrationsPerHost);
            target.ifPresent(sheet -> {
                sheet.add(vm);
                plan.put(vm, sheet.host);
                touched.add(sheet.host);
            });
        }
    }

    private List<Vm> selectLeaving(final Sheet sheet) {
        final List<Vm> leaving = new ArrayList<>();
        while (leaving.size() < maxMigrationsPerHost
                && sheet.demandStaying > overUtilizationThreshold * sheet.capacity) {
            final Optional<Vm> selected = getVmSelectionPolicy().getVmToMigrate(sheet.host);
            if (selected.isEmpty()) {
                break;
            }
            final Vm vm = selected.get();
            vm.setInMigration(true);
            sheet.demandStaying -= CpuDemand.of(vm);
            leaving.add(vm);
        }
        leaving.forEach(vm -> vm.setInMigration(false));
        return leaving;
    }

    private void clearUnderloaded(final List<Sheet> sheets, final Map<Vm, Host> plan, final Set<Host> touched) {
        final List<Sheet> candidates = new ArrayList<>(sheets);
        candidates.removeIf(sheet -> !sheet.isSettled() || !isUnderloaded(sheet));
        candidates.sort(Comparator.comparingDouble(Sheet::utilization));
        for (final Sheet source : candidates) {
            if (touched.contains(source.host)) {
                continue;
            }
            underOrOverloaded = true;
            final Map<Vm, Sheet> moves = clear(source, sheets);
            moves.forEach((vm, target) -> {
                plan.put(vm, target.host);
                touched.add(target.host);
            });
            if (!moves.isEmpty()) {
                touched.add(source.host);
                source.closed = true;
            }
        }
    }

    /** {@return as many moves as a step allows, if there is room for all the VMs of a host elsewhere now or in steps to come} */
    private Map<Vm, Sheet> clear(final Sheet source, final List<Sheet> sheets) {
        final Map<Vm, Sheet> now = placeAll(source, sheets, maxMigrationsPerHost);
        return withinLimits(now.isEmpty() ? placeAll(source, sheets, Integer.MAX_VALUE) : now);
    }

    private Map<Vm, Sheet> placeAll(final Sheet source, final List<Sheet> sheets, final int maxArrivals) {
        final Map<Vm, Sheet> moves = new LinkedHashMap<>();
        final Map<Sheet, Sheet.Mark> marks = new HashMap<>();
        final List<Vm> leaving = new ArrayList<>(source.host.getMigratableVms());
        leaving.sort(BY_DEMAND.reversed());
        source.closed = true;
        for (final Vm vm : leaving) {
            final Optional<Sheet> target = bestFor(vm, sheets, false, maxArrivals);
            if (target.isEmpty()) {
                moves.clear();
                break;
            }
            marks.computeIfAbsent(target.get(), Sheet::mark);
            target.get().add(vm);
            moves.put(vm, target.get());
        }
        source.closed = false;
        marks.forEach(Sheet::restore);
        return moves;
    }

    private Map<Vm, Sheet> withinLimits(final Map<Vm, Sheet> moves) {
        final Map<Vm, Sheet> allowed = new LinkedHashMap<>();
        moves.forEach((vm, target) -> {
            if (allowed.size() < maxMigrationsPerHost && target.arrivals < maxMigrationsPerHost) {
                target.add(vm);
                allowed.put(vm, target);
            }
        });
        return allowed;
    }

    private Optional<Sheet> bestFor(
            final Vm vm, final List<Sheet> sheets, final boolean maySwitchOn, final int maxArrivals) {
        final double demand = CpuDemand.of(vm);
        Sheet best = null;
        double least = Double.POSITIVE_INFINITY;
        for (final Sheet sheet : sheets) {
            if (!sheet.closed
                    && sheet.arrivals < maxArrivals
                    && (maySwitchOn || !sheet.isEmpty())
                    && !sheet.host.equals(vm.getHost())
                    && sheet.fits(vm, demand, overUtilizationThreshold)) {
                final double rise = sheet.powerRise(demand);
                if (rise < least) {
                    least = rise;
                    best = sheet;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private List<Sheet> sheets() {
        final List<Sheet> sheets = new ArrayList<>();
        for (final Host host : getHostList()) {
            if (!host.isFailed()) {
                sheets.add(new Sheet(host));
            }
        }
        return sheets;
    }

    /** What a host has and what is planned for it. */
    private static final class Sheet {
        private final Host host;
        private final double capacity;
        private double demand;
        private double demandStaying;
        private long freeRam;
        private long freeBw;
        private long freeStorage;
        private int vms;
        private int onTheirWay;
        private int arrivals;
        private boolean closed;

        Sheet(final Host host) {
            this.host = host;
            this.capacity = host.getTotalMipsCapacity();
            this.freeRam = host.getRam().getAvailableResource();
            this.freeBw = host.getBw().getAvailableResource();
            this.freeStorage = host.getStorage().getAvailableResource();
            for (final Vm vm : host.getVmList()) {
                final double mips = CpuDemand.of(vm);
                demand += mips;
                demandStaying += vm.isInMigration() && !(vm instanceof MigrationReservation) ? 0 : mips;
                onTheirWay += vm.isInMigration() ? 1 : 0;
                arrivals += vm instanceof MigrationReservation ? 1 : 0;
                vms++;
            }
            for (final Vm vm : host.getVmsMigratingIn()) {
                demand += host.getVmList().contains(vm) ? 0 : CpuDemand.of(vm);
                onTheirWay++;
            }
        }

        double utilization() {
            return capacity > 0 ? demandStaying / capacity : 0;
        }

        double demandPerMips() {
            return demand / capacity;
        }

        boolean isEmpty() {
            return vms == 0;
        }

        /** {@return whether the host runs VMs and none of them comes or goes} */
        boolean isSettled() {
            return vms > 0 && onTheirWay == 0;
        }

        boolean fits(final Vm vm, final double mips, final double threshold) {
            return demand + mips <= threshold * capacity
                    && freeRam >= vm.getRam().getCapacity()
                    && freeBw >= vm.getBw().getCapacity()
                    && freeStorage >= vm.getStorage().getCapacity()
                    && host.getWorkingPesNumber() >= vm.getPesNumber();
        }

        double powerRise(final double mips) {
            final PowerModelHost power = host.getPowerModel();
            final double before = demand / capacity;
            final double after = (demand + mips) / capacity;
            if (power == PowerModelHost.NULL) {
                return isEmpty() ? 2 - after : 1 - after;
            }
            final double drawn = isEmpty() ? 0 : power.getPower(Math.min(1, before));
            return power.getPower(Math.min(1, after)) - drawn;
        }

        void add(final Vm vm) {
            final double mips = CpuDemand.of(vm);
            demand += mips;
            demandStaying += mips;
            freeRam -= vm.getRam().getCapacity();
            freeBw -= vm.getBw().getCapacity();
            freeStorage -= vm.getStorage().getCapacity();
            vms++;
            arrivals++;
        }

        Mark mark() {
            return new Mark(demand, demandStaying, freeRam, freeBw, freeStorage, vms, arrivals);
        }

        void restore(final Mark mark) {
            demand = mark.demand();
            demandStaying = mark.demandStaying();
            freeRam = mark.freeRam();
            freeBw = mark.freeBw();
            freeStorage = mark.freeStorage();
            vms = mark.vms();
            arrivals = mark.arrivals();
        }

        private record Mark(
                double demand,
                double demandStaying,
                long freeRam,
                long freeBw,
                long freeStorage,
                int vms,
                int arrivals) {}
    }
}
