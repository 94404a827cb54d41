package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.datacenter.MigratingVms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationAbstract;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.vms.Vm;

/**
 * Load balancing: spreads the VMs' CPU demand and memory traffic evenly over the hosts, at placement and by migrations from the
 * most loaded host to the least loaded one.
 *
 * <p>Key idea: a host's load is the larger of two fractions, each times a weight: the MIPS its VMs want over those it has, and
 * the bytes per second they move through memory over those the host can. A new VM goes where the load is lowest once it is
 * there. Balancing begins when the imbalance, the load of the most loaded host less the mean, exceeds a threshold, and goes on,
 * over several steps if it must, until it is at most a second, lower threshold (hysteresis). In every move the first VM that the
 * {@link VmSelectionPolicy} names, and that can, leaves the most loaded host for where the load is lowest afterwards. A move is
 * made only if both hosts are less loaded then than the source was, so balancing ends.
 *
 * <p>Loads are counted as they will be when the migrations under way have ended. Hosts that are switched off count, as empty
 * ones, and are switched on when a VM is to go there; failed ones do not count.
 *
 * <p>Complexity of one step: O(V + N V H) for N moves of V VMs on H hosts.
 *
 * <p>What it does not claim: to find the best balance (it is greedy and swaps nothing), to save power (it never clears a host),
 * or to know what VMs will want next. If no VM of the most loaded host can go, nothing moves: nothing else lowers the imbalance.
 *
 * <p>Reference: greedy hot-spot relief by a combined load, as in T. Wood, P. Shenoy, A. Venkataramani, M. Yousif, "Black-box and
 * gray-box strategies for virtual machine migration", NSDI 2007, section 5. Deviations: the larger of the fractions in place of
 * their volume product; memory traffic in place of memory size, which is a matter of room; imbalance in place of overload.
 */
public class VmAllocationPolicyLoadBalancing extends VmAllocationPolicyMigrationAbstract {
    private final double startImbalance;
    private final double stopImbalance;
    private ToDoubleFunction<Vm> memoryTraffic = vm -> 0;
    private ToDoubleFunction<Host> memoryBandwidth = host -> Double.POSITIVE_INFINITY;
    private double cpuWeight = 1;
    private double memoryWeight = 1;
    private int maxMigrations = 1;
    private boolean balancing;

    /**
     * Creates a policy that balances CPU; see {@link #setMemoryBandwidth} for memory traffic.
     *
     * @param selection which VM leaves the most loaded host
     * @param startImbalance above which imbalance balancing begins, 0 or more
     * @param stopImbalance at which imbalance it ends, 0 to {@code startImbalance}
     */
    public VmAllocationPolicyLoadBalancing(
            final VmSelectionPolicy selection, final double startImbalance, final double stopImbalance) {
        super(selection);
        Validate.isTrue(
                stopImbalance >= 0 && stopImbalance <= startImbalance && Double.isFinite(startImbalance),
                "imbalance that stops balancing %s, expected 0 to the one that starts it, %s",
                stopImbalance,
                startImbalance);
        this.startImbalance = startImbalance;
        this.stopImbalance = stopImbalance;
    }

    /**
     * Lets memory traffic count: what VMs write, as the {@linkplain MemoryProfile#writtenBytesPerSecond profiles} of the
     * {@link LiveMigrationDatacenter} say.
     *
     * @param bandwidth what a host can move, in bytes per second, above 0
     */
    public VmAllocationPolicyLoadBalancing setMemoryBandwidth(final ToDoubleFunction<Host> bandwidth) {
        return setMemoryBandwidth(this::writtenBytesPerSecond, bandwidth);
    }

    private double writtenBytesPerSecond(final Vm vm) {
        Validate.isInstanceOf(
                LiveMigrationDatacenter.class,
                getDatacenter(),
                "%s has no memory profiles, expected a LiveMigrationDatacenter, or a function for the VMs' traffic",
                getDatacenter());
        return ((LiveMigrationDatacenter) getDatacenter()).getMemoryProfile(vm).writtenBytesPerSecond(vm);
    }

    /**
     * Lets memory traffic count.
     *
     * @param traffic what a VM moves through memory now, in bytes per second, 0 or more
     * @param bandwidth what a host can move, in bytes per second, above 0
     */
    public VmAllocationPolicyLoadBalancing setMemoryBandwidth(
            final ToDoubleFunction<Vm> traffic, final ToDoubleFunction<Host> bandwidth) {
        this.memoryTraffic = Validate.notNull(traffic, "memory traffic of VMs: null, expected a function");
        this.memoryBandwidth = Validate.notNull(bandwidth, "memory bandwidth of hosts: null, expected a function");
        return this;
    }

    /** Sets how much each of the two fractions counts, 0 or more. Default: 1 and 1. */
    public VmAllocationPolicyLoadBalancing setWeights(final double cpu, final double memory) {
        Validate.isTrue(
                cpu >= 0 && memory >= 0 && cpu + memory > 0 && Double.isFinite(cpu + memory),
                "weights of CPU %s and memory %s, expected finite numbers of 0 or more, not both 0",
                cpu,
                memory);
        this.cpuWeight = cpu;
        this.memoryWeight = memory;
        return this;
    }

    /** Sets how many VMs may move in one step. Default: 1. */
    public VmAllocationPolicyLoadBalancing setMaxMigrations(final int migrations) {
        Validate.isTrue(migrations > 0, "%d migrations a step, expected 1 or more", migrations);
        this.maxMigrations = migrations;
        return this;
    }

    /** {@return the load of a host when the migrations under way have ended: 1 is all it has, at a weight of 1} */
    public double getLoad(final Host host) {
        return new Load(host).value();
    }

    /** {@return the load of the most loaded host less the mean load} */
    public double getImbalance() {
        return imbalance(loads());
    }

    /** {@return whether balancing is under way} */
    @Override
    public boolean isUnderOrOverloaded() {
        return balancing;
    }

    /** {@return whether a host has more load than the mean by more than what starts balancing} */
    @Override
    public boolean isOverloaded(final Host host) {
        return getLoad(host) > mean(loads()) + startImbalance;
    }

    /** {@return whether a host has less load than the mean by more than what starts balancing} */
    @Override
    public boolean isUnderloaded(final Host host) {
        return getLoad(host) < mean(loads()) - startImbalance;
    }

    /** {@return the load above which a host is overloaded} */
    @Override
    public double getOverUtilizationThreshold(final Host host) {
        return mean(loads()) + startImbalance;
    }

    @Override
    protected Optional<Host> defaultFindHostForVm(final Vm vm) {
        final List<Load> loads = loads();
        loads.removeIf(load -> load.sheet.host().equals(vm.getHost()));
        final double mips = CpuDemand.of(vm);
        final double traffic = trafficOf(vm);
        return loads.stream()
                .filter(load -> load.sheet.host().isSuitableForVm(vm))
                .min(Comparator.comparingDouble(load -> load.with(mips, traffic)))
                .map(load -> load.sheet.host());
    }

    @Override
    public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vmList) {
        final List<Load> loads = loads();
        final Map<Vm, Host> plan = new LinkedHashMap<>();
        balancing = imbalance(loads) > (balancing ? stopImbalance : startImbalance);
        while (balancing && plan.size() < maxMigrations) {
            final Optional<Move> move = nextMove(loads, plan);
            if (move.isEmpty()) {
                break;
            }
            move.get().plan(plan);
            balancing = imbalance(loads) > stopImbalance;
        }
        plan.values().forEach(host -> host.setActive(true));
        return plan;
    }

    private Optional<Move> nextMove(final List<Load> loads, final Map<Vm, Host> plan) {
        final Load source =
                loads.stream().max(Comparator.comparingDouble(Load::value)).orElseThrow();
        try (NamedVms named = new NamedVms(getVmSelectionPolicy(), source.sheet.host(), plan.keySet())) {
            for (Optional<Vm> vm = named.next(); vm.isPresent(); vm = named.next()) {
                final Optional<Load> target = bestFor(vm.get(), source, loads);
                if (target.isPresent()) {
                    return Optional.of(new Move(vm.get(), source, target.get()));
                }
            }
            return Optional.empty();
        }
    }

    private Optional<Load> bestFor(final Vm vm, final Load source, final List<Load> loads) {
        final double mips = CpuDemand.of(vm);
        final double traffic = trafficOf(vm);
        if (source.with(-mips, -traffic) >= source.value()) {
            return Optional.empty();
        }
        Load best = null;
        double least = source.value();
        for (final Load load : loads) {
            if (load != source
                    && load.with(mips, traffic) < least
                    && load.sheet.fits(vm, mips, Double.POSITIVE_INFINITY)
                    && load.sheet.takes(vm)) {
                least = load.with(mips, traffic);
                best = load;
            }
        }
        return Optional.ofNullable(best);
    }

    private List<Load> loads() {
        final List<Load> loads = new ArrayList<>();
        HostSheet.of(getHostList()).forEach(sheet -> loads.add(new Load(sheet)));
        return loads;
    }

    private static double imbalance(final List<Load> loads) {
        return loads.stream().mapToDouble(Load::value).max().orElse(0) - mean(loads);
    }

    private static double mean(final List<Load> loads) {
        return loads.stream().mapToDouble(Load::value).average().orElse(0);
    }

    private double trafficOf(final Vm vm) {
        final double bytesPerSecond = memoryTraffic.applyAsDouble(MigratingVms.vmOf(vm));
        Validate.isTrue(
                bytesPerSecond >= 0, "memory traffic of %s: %s bytes/s, expected 0 or more", vm, bytesPerSecond);
        return bytesPerSecond;
    }

    /** What a host's VMs want of its CPU and of its memory. */
    private final class Load {
        private final HostSheet sheet;
        private final double bandwidth;
        private double traffic;

        Load(final Host host) {
            this(new HostSheet(host));
        }

        Load(final HostSheet sheet) {
            this.sheet = sheet;
            this.bandwidth = memoryBandwidth.applyAsDouble(sheet.host());
            Validate.isTrue(
                    bandwidth > 0, "memory bandwidth of %s: %s bytes/s, expected above 0", sheet.host(), bandwidth);
            for (final Vm vm : MigratingVms.staying(sheet.host())) {
                traffic += trafficOf(vm);
            }
        }

        double value() {
            return with(0, 0);
        }

        double with(final double mips, final double bytesPerSecond) {
            return Math.max(
                    cpuWeight * (sheet.demandStaying() + mips) / sheet.capacity(),
                    memoryWeight * (traffic + bytesPerSecond) / bandwidth);
        }
    }

    private final class Move {
        private final Vm vm;
        private final Load source;
        private final Load target;

        Move(final Vm vm, final Load source, final Load target) {
            this.vm = vm;
            this.source = source;
            this.target = target;
        }

        void plan(final Map<Vm, Host> plan) {
            source.sheet.depart(vm);
            source.traffic -= trafficOf(vm);
            target.sheet.add(vm);
            target.traffic += trafficOf(vm);
            plan.put(vm, target.sheet.host());
        }
    }
}
