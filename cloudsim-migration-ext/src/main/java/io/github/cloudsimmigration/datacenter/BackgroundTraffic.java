package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Link;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Traffic beside migrations: between hosts, and of VMs through the NIC of the host they are on. */
final class BackgroundTraffic {
    private final SimulationClock clock;
    private final MigrationNetwork network;
    private final Runnable lookSoon;
    private final Set<Vm> taken = new LinkedHashSet<>();
    private final Map<List<Host>, Double> early = new LinkedHashMap<>();
    private final Map<List<Host>, Flow> betweenHosts = new LinkedHashMap<>();
    private final IdentityHashMap<Vm, VmTraffic> demands = new IdentityHashMap<>();
    private final IdentityHashMap<Vm, Flows> flows = new IdentityHashMap<>();

    private record Flows(Host host, Flow out, Flow in) {}

    /**
     * Creates it without any.
     *
     * @param clock says what time it is
     * @param network where it goes
     * @param lookSoon run when {@link #forgetGone} is to be called soon
     */
    BackgroundTraffic(final SimulationClock clock, final MigrationNetwork network, final Runnable lookSoon) {
        this.clock = clock;
        this.network = network;
        this.lookSoon = lookSoon;
    }

    /** Sets what goes between two hosts once the network is what it will be. */
    void betweenLater(final Host from, final Host to, final double bytesPerSecond) {
        check(bytesPerSecond);
        network.checkWay(from, to);
        early.put(List.of(from, to), bytesPerSecond);
    }

    /** Lets go what has been set before. */
    void begin() {
        early.forEach((pair, bytesPerSecond) -> between(pair.get(0), pair.get(1), bytesPerSecond));
        early.clear();
    }

    void between(final Host from, final Host to, final double bytesPerSecond) {
        check(bytesPerSecond);
        final List<Host> pair = List.of(from, to);
        if (bytesPerSecond > 0) {
            network.checkWay(from, to);
            final Flow flow = betweenHosts.computeIfAbsent(
                    pair, unknown -> open(network.path(from, to).links()));
            network.flows().demand(flow, clock.now(), bytesPerSecond);
        } else {
            end(pair::equals);
        }
    }

    /** Ends the traffic from and to a host that is no more. */
    void forget(final Host host) {
        early.keySet().removeIf(pair -> pair.contains(host));
        end(pair -> pair.contains(host));
    }

    /** Ends the traffic of hosts that have failed, and sees to that of VMs of whom nobody has told that they are no more, or elsewhere. */
    void forgetGone() {
        for (final Vm vm : List.copyOf(taken)) {
            if (!vm.isCreated()) {
                halt(vm);
            } else if (flows.containsKey(vm)) {
                follow(vm);
            }
        }
        taken.clear();
        if (!betweenHosts.isEmpty()) {
            end(pair -> Endings.hasFailed(pair.get(0)) || Endings.hasFailed(pair.get(1)));
        }
    }

    private void end(final Predicate<List<Host>> pairs) {
        betweenHosts.entrySet().removeIf(traffic -> {
            final boolean ends = pairs.test(traffic.getKey());
            if (ends) {
                network.flows().stop(traffic.getValue(), clock.now());
            }
            return ends;
        });
    }

    /** Sets what a VM wants from now on; it goes there once it {@linkplain #follow is let}. */
    void ofVm(final Vm vm, final double outBytesPerSecond, final double inBytesPerSecond) {
        check(outBytesPerSecond);
        check(inBytesPerSecond);
        if (demands.put(vm, new VmTraffic(outBytesPerSecond, inBytesPerSecond)) == null) {
            vm.addOnHostDeallocationListener(event -> {
                taken.add(vm); // perhaps to be put back at once, as stock policies do that try something out
                lookSoon.run();
            });
        }
    }

    /** Lets a VM's traffic, if it has any, go where the VM is now. */
    void follow(final Vm vm) {
        final VmTraffic demand = demands.get(vm);
        if (demand == null || !vm.isCreated()) {
            return;
        }
        final Flows before = flows.get(vm);
        if (before != null && !before.host().equals(vm.getHost())) {
            halt(vm);
        }
        final Flows here = flows.computeIfAbsent(vm, unknown -> {
            final var nic = network.nicOf(vm.getHost());
            return new Flows(vm.getHost(), open(List.of(nic.out())), open(List.of(nic.in())));
        });
        network.flows().demand(here.out(), clock.now(), demand.outBytesPerSecond());
        network.flows().demand(here.in(), clock.now(), demand.inBytesPerSecond());
    }

    /** {@return what a VM sends through its host's NIC, if it does} */
    Set<Flow> sentBy(final Vm vm) {
        final Flows its = flows.get(vm);
        return its == null ? Set.of() : Set.of(its.out());
    }

    /** {@return what a VM wants} */
    VmTraffic wantedBy(final Vm vm) {
        return demands.getOrDefault(vm, VmTraffic.NONE);
    }

    /** Holds a VM's traffic up while it stands still. */
    void halt(final Vm vm) {
        final Flows gone = flows.remove(vm);
        if (gone != null) {
            network.flows().stop(gone.out(), clock.now());
            network.flows().stop(gone.in(), clock.now());
        }
    }

    /** Forgets a VM that is no more. */
    void forget(final Vm vm) {
        halt(vm);
        demands.remove(vm);
    }

    private Flow open(final List<Link> links) {
        return network.flows().open(links, changed -> {});
    }

    private static void check(final double bytesPerSecond) {
        Validate.isTrue(bytesPerSecond >= 0, "traffic of %s bytes/s, expected 0 or more", bytesPerSecond);
    }
}
