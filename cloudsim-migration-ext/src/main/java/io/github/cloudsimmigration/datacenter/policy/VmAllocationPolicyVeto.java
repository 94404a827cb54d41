package io.github.cloudsimmigration.datacenter.policy;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.Prices;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.TechniqueChooser;
import io.github.cloudsimmigration.technique.Technique;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyAbstract;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigration;
import org.cloudsimplus.autoscaling.VerticalVmScaling;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.vms.Vm;

/**
 * Vetoes migrations that do not pay: wraps any allocation policy and drops from its plan the moves whose gain over a horizon is less than
 * what they cost, both in energy or both in money. All else is left to the wrapped policy.
 *
 * <p>Key idea: moves that only pay together are judged together. If the moves from a host take all VMs away that are not on their way
 * already, they are one group, for it is the last one that lets the host be switched off; any other move is a group of its own. A group's
 * cost is the sum of what its migrations are {@linkplain MigrationPredictor foreseen} to cost, each beside those under way. Its gain is the
 * difference it makes to the hosts concerned over the horizon, counted from its end. The moves from an underloaded host, if they leave some
 * of its VMs behind, are the first step of clearing it in several: they are one group, too, and earn the part of what the host costs that
 * they move of its VMs:
 *
 * <ul>
 *   <li>energy: what the hosts' power models say they draw at the CPU their VMs want now. A host without VMs draws nothing if it is off;
 *       else it idles, until its {@linkplain Host#setIdleShutdownDeadline deadline} if it has one.
 *   <li>in money also the CPU time that VMs want and get because of it: what they want beyond what their host has, in seconds of one of its
 *       processors. That is what moves away from an overloaded host are made for; judged by energy, such a move is dropped unless the
 *       target draws less.
 * </ul>
 *
 * <p>A migration that is foreseen not to end costs more than anything. Groups are judged in the order of the plan, each on top of those
 * kept before and of the migrations under way. A move to a host that lacks the room for it, since a move from there is dropped, is dropped
 * too. Hosts that the plan switched on and that get no VM are switched off again.
 *
 * <p>Complexity: one estimate a move, and a look at the VMs of the hosts concerned.
 *
 * <p>What it does not claim: to know what VMs will want during the horizon, what switching hosts on and off takes, or whether the steps to
 * come will be taken.
 */
public class VmAllocationPolicyVeto extends VmAllocationPolicyAbstract implements TechniqueChooser {
    private final VmAllocationPolicy wrapped;
    private final HostExpenses expenses;
    private final ToDoubleFunction<MigrationCost> costOf;
    private final List<Veto> vetoes = new ArrayList<>();
    private MigrationPredictor predictor = MigrationPredictor.ofDatacenter();
    private double lastDetection = Double.NEGATIVE_INFINITY;

    /**
     * A move that was not made. Gain and cost are those of the whole group it was judged with, in joules or money.
     *
     * @param seconds when, in simulated seconds
     * @param vm the VM
     * @param source where it stays
     * @param target where it would have gone
     * @param groupSize how many moves were judged together
     * @param gain what they would have gained over the horizon
     * @param cost what they would have cost; infinite for one that cannot be made
     */
    public record Veto(double seconds, Vm vm, Host source, Host target, int groupSize, double gain, double cost) {}

    private VmAllocationPolicyVeto(
            final VmAllocationPolicy wrapped,
            final HostExpenses expenses,
            final ToDoubleFunction<MigrationCost> costOf) {
        this.wrapped = Validate.notNull(wrapped, "policy whose plans are judged: null, expected one");
        this.expenses = expenses;
        this.costOf = costOf;
    }

    /**
     * {@return a policy that counts energy}
     *
     * @param wrapped the policy whose plans are judged
     * @param horizonSeconds how long a gain lasts, 0 or more
     */
    public static VmAllocationPolicyVeto byEnergy(final VmAllocationPolicy wrapped, final double horizonSeconds) {
        return new VmAllocationPolicyVeto(wrapped, new HostExpenses(1, 0, horizonSeconds), MigrationCost::joules);
    }

    /**
     * {@return a policy that counts money}
     *
     * @param wrapped the policy whose plans are judged
     * @param horizonSeconds how long a gain lasts, 0 or more
     * @param prices of energy and of CPU time that VMs want and do not get; the same that migrations are
     *     {@linkplain LiveMigrationDatacenter#setCostEstimator counted} with
     */
    public static VmAllocationPolicyVeto byMoney(
            final VmAllocationPolicy wrapped, final double horizonSeconds, final Prices prices) {
        Validate.notNull(prices, "prices: null, expected some, or Prices.FREE");
        return new VmAllocationPolicyVeto(
                wrapped,
                new HostExpenses(prices.perJoule(), prices.perLostCpuSecond(), horizonSeconds),
                MigrationCost::money);
    }

    /** Sets who knows what migrations cost. Default: the {@link LiveMigrationDatacenter}. */
    public VmAllocationPolicyVeto setPredictor(final MigrationPredictor newPredictor) {
        this.predictor = Validate.notNull(newPredictor, "who knows what migrations cost: null, expected somebody");
        return this;
    }

    /** {@return the policy whose plans are judged} */
    public VmAllocationPolicy getWrapped() {
        return wrapped;
    }

    /** {@return the moves that were dropped, in the order in which they were; a live view} */
    public List<Veto> getVetoes() {
        return Collections.unmodifiableList(vetoes);
    }

    @Override
    public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vmList) {
        final double now = getDatacenter().getSimulation().clock();
        if (now - lastDetection < getDatacenter().getHostSearchRetryDelay()) {
            return Collections.emptyMap();
        }
        final Set<Host> off = new HashSet<>(getHostList());
        off.removeIf(Host::isActive);
        final Map<Vm, Host> plan = wrapped.getOptimizedAllocationMap(vmList);
        if (wrapped instanceof VmAllocationPolicyMigration policy && policy.isUnderOrOverloaded()) {
            lastDetection = now;
        }
        final Map<Vm, Host> kept = keep(plan, off, now);
        off.retainAll(plan.values());
        off.removeAll(kept.values());
        off.removeIf(host -> !host.getVmList().isEmpty());
        off.forEach(host -> host.setActive(false));
        return kept;
    }

    /**
     * {@return the moves of a plan that pay and can be made} One that counted on room that a dropped one would have left is dropped, too, and the
     * others are judged without it.
     */
    private Map<Vm, Host> keep(final Map<Vm, Host> plan, final Set<Host> off, final double now) {
        final Map<Vm, Host> open = new LinkedHashMap<>(plan);
        final List<Veto> dropped = new ArrayList<>();
        while (true) {
            final var judgement = new Judgement(off, now);
            final Map<Vm, Host> kept = judgement.keep(open);
            final Map<Vm, Host> stranded = stranded(plan, kept);
            if (stranded.isEmpty()) {
                vetoes.addAll(dropped);
                vetoes.addAll(judgement.vetoes);
                return kept;
            }
            stranded.forEach((vm, target) ->
                    dropped.add(new Veto(now, vm, vm.getHost(), target, 1, 0, Double.POSITIVE_INFINITY)));
            open.keySet().removeAll(stranded.keySet());
        }
    }

    /** {@return the moves whose target has no room for the VM, since somebody stays there who was to leave} */
    private static Map<Vm, Host> stranded(final Map<Vm, Host> plan, final Map<Vm, Host> kept) {
        final Set<Host> fuller = new HashSet<>();
        plan.keySet().stream().filter(vm -> !kept.containsKey(vm)).forEach(vm -> fuller.add(vm.getHost()));
        final Map<Vm, Host> stranded = new LinkedHashMap<>();
        final Map<Host, HostSheet> sheets = new HashMap<>();
        kept.forEach((vm, target) -> {
            if (fuller.contains(target)) {
                final HostSheet sheet = sheets.computeIfAbsent(target, HostSheet::new);
                if (sheet.hasRoomFor(vm)) {
                    sheet.add(vm);
                } else {
                    stranded.put(vm, target);
                }
            }
        });
        return stranded;
    }

    @Override
    public Optional<Technique> techniqueFor(final Vm vm, final Host source, final Host target) {
        return wrapped instanceof TechniqueChooser chooser
                ? chooser.techniqueFor(vm, source, target)
                : Optional.empty();
    }

    @Override
    public VmAllocationPolicyAbstract setDatacenter(final Datacenter datacenter) {
        super.setDatacenter(datacenter);
        if (wrapped != null) {
            wrapped.setDatacenter(datacenter);
        }
        return this;
    }

    @Override
    public boolean isVmMigrationSupported() {
        return wrapped.isVmMigrationSupported();
    }

    @Override
    protected Optional<Host> defaultFindHostForVm(final Vm vm) {
        return wrapped.findHostForVm(vm);
    }

    @Override
    public HostSuitability allocateHostForVm(final Vm vm) {
        return getFindHostForVmFunction() == null ? wrapped.allocateHostForVm(vm) : super.allocateHostForVm(vm);
    }

    @Override
    public HostSuitability allocateHostForVm(final Vm vm, final Host host) {
        return wrapped.allocateHostForVm(vm, host);
    }

    @Override
    protected Set<HostSuitability> allocateHostForVmInternal(final List<Vm> vmList) {
        return getFindHostForVmFunction() == null
                ? wrapped.allocateHostForVm(vmList)
                : super.allocateHostForVmInternal(vmList);
    }

    @Override
    public void deallocateHostForVm(final Vm vm) {
        wrapped.deallocateHostForVm(vm);
    }

    @Override
    public boolean scaleVmVertically(final VerticalVmScaling scaling) {
        return wrapped.scaleVmVertically(scaling);
    }

    /** One plan, judged. */
    private final class Judgement {
        private final Set<Host> off;
        private final double now;
        private final List<Veto> vetoes = new ArrayList<>();
        private final Map<Host, HostSheet> sheets = new HashMap<>();
        private final Map<Vm, Host> kept = new LinkedHashMap<>();

        Judgement(final Set<Host> off, final double now) {
            this.off = Set.copyOf(off);
            this.now = now;
        }

        Map<Vm, Host> keep(final Map<Vm, Host> plan) {
            final Map<Host, Map<Vm, Host>> bySource = new LinkedHashMap<>();
            plan.forEach((vm, target) -> bySource.computeIfAbsent(vm.getHost(), source -> new LinkedHashMap<>())
                    .put(vm, target));
            bySource.forEach((source, moves) -> {
                if (empties(source, moves)) {
                    judge(moves, Optional.empty());
                } else if (isBeingCleared(source)) {
                    judge(moves, Optional.of(sheet(source)));
                } else {
                    moves.forEach((vm, target) -> judge(Map.of(vm, target), Optional.empty()));
                }
            });
            return kept;
        }

        private boolean isBeingCleared(final Host source) {
            return wrapped instanceof VmAllocationPolicyMigration policy && policy.isUnderloaded(source);
        }

        private boolean empties(final Host source, final Map<Vm, Host> moves) {
            final HostSheet sheet = sheet(source);
            final HostSheet.Plan earlier = sheet.plan();
            moves.keySet().forEach(sheet::depart);
            final boolean empties = sheet.empties();
            sheet.restore(earlier);
            return empties;
        }

        /**
         * Keeps a group of moves, or drops it.
         *
         * @param cleared the host that these moves begin to clear, if they do
         */
        private void judge(final Map<Vm, Host> group, final Optional<HostSheet> cleared) {
            final Map<HostSheet, HostSheet.Plan> earlier = new LinkedHashMap<>();
            group.forEach((vm, target) -> {
                earlier.computeIfAbsent(sheet(vm.getHost()), HostSheet::plan);
                earlier.computeIfAbsent(sheet(target), HostSheet::plan);
            });
            final double before = expenses.of(earlier.keySet(), off);
            final double whole = cleared.map(sheet -> expenses.of(sheet, off)).orElse(0.0);
            final int vmsBefore = cleared.map(HostSheet::vmsStaying).orElse(0);
            group.forEach((vm, target) -> {
                sheet(vm.getHost()).depart(vm);
                sheet(target).add(vm);
            });
            final double credit = cleared.map(sheet -> expenses.of(sheet, off) - whole * sheet.vmsStaying() / vmsBefore)
                    .orElse(0.0);
            final double gain = before - expenses.of(earlier.keySet(), off) + Math.max(0, credit);
            double cost = 0;
            for (final Map.Entry<Vm, Host> move : group.entrySet()) {
                final Vm vm = move.getKey();
                final MigrationCost foreseen = predictor.predict(vm, vm.getHost(), move.getValue());
                cost += foreseen.completed() ? costOf.applyAsDouble(foreseen) : Double.POSITIVE_INFINITY;
            }
            if (gain >= cost) {
                kept.putAll(group);
            } else {
                earlier.forEach(HostSheet::restore);
                veto(group, gain, cost);
            }
        }

        private void veto(final Map<Vm, Host> group, final double gain, final double cost) {
            group.forEach(
                    (vm, target) -> vetoes.add(new Veto(now, vm, vm.getHost(), target, group.size(), gain, cost)));
        }

        private HostSheet sheet(final Host host) {
            return sheets.computeIfAbsent(host, HostSheet::new);
        }
    }
}
