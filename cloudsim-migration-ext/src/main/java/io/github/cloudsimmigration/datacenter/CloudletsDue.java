package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.cloudsimplus.core.events.CloudSimEvent;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Brings hosts up to date without loss, and awaits the moment when the next cloudlet of each is through: one event a host. */
final class CloudletsDue {
    private final LiveMigrationDatacenter datacenter;
    private final SimulationClock clock;
    private final OngoingMigrations ongoing;
    private final IdentityHashMap<Host, SimEvent> events = new IdentityHashMap<>();

    CloudletsDue(
            final LiveMigrationDatacenter datacenter, final SimulationClock clock, final OngoingMigrations ongoing) {
        this.datacenter = datacenter;
        this.clock = clock;
        this.ongoing = ongoing;
    }

    /** {@return whether no cloudlet is awaited} */
    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Brings the VMs of some hosts up to date; one that is stuck is stopped. */
    void update(final List<? extends Host> hosts, final Runnable update) {
        final List<RunningMigration> migrations = new ArrayList<>();
        hosts.forEach(host -> migrations.addAll(ongoing.on(host)));
        migrations.forEach(migration -> migration.cpu().settle());
        bringUpToDate(hosts, update);
        boolean stopped = false;
        for (final RunningMigration migration : migrations) {
            stopped |= migration.cpu().stopIfStuck();
        }
        if (stopped) {
            bringUpToDate(hosts, update);
        }
    }

    private void bringUpToDate(final List<? extends Host> hosts, final Runnable update) {
        final List<Vm> vms = new ArrayList<>();
        for (final Host host : hosts) {
            for (final Vm vm : host.getVmList()) {
                if (vm.getHost() == host) {
                    vms.add(vm);
                }
            }
        }
        final WholeInstructions whole = WholeInstructions.around(vms, clock.now(), update);
        hosts.forEach(host -> await(host, whole.secondsToNextEnd(host)));
    }

    /** Brings a VM up to date whose stalls, if any, are settled. */
    void update(final Vm vm, final Runnable update) {
        final WholeInstructions whole = WholeInstructions.around(List.of(vm), clock.now(), update);
        await(vm.getHost(), whole.secondsToNextEnd(vm.getHost()));
    }

    /** Takes note that a host has new cloudlets. */
    void await(final Host host) {
        await(host, WholeInstructions.at(clock.now()).secondsToNextEnd(host));
    }

    /** Takes note that the event of a host has come. */
    void came(final Host host) {
        events.remove(host);
    }

    /** Sees that the event is no later than the next cloudlet is due; there is none if no cloudlet is (an infinite delay). */
    private void await(final Host host, final double delay) {
        final SimEvent planned = events.get(host);
        if (planned != null && planned.getTime() <= clock.now() + delay && Double.isFinite(delay)) {
            return;
        }
        if (planned != null) {
            datacenter.getSimulation().cancel(datacenter, event -> event == planned);
            events.remove(host);
        }
        if (Double.isFinite(delay)) {
            final var due =
                    new CloudSimEvent(delay, datacenter, datacenter, LiveMigrationDatacenter.CLOUDLET_DUE, host);
            events.put(host, due);
            datacenter.schedule(due);
        }
    }
}
