package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.LiveMigrationHost;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.network.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/** Equal hosts in racks of eight under one core, VMs where one wants them, and things that happen at given times. */
final class RackedDatacenter {
    private static final int HOSTS_PER_RACK = 8;
    private static final double LATENCY_SECONDS = 25e-6;
    private static final double MIPS = 1_000;
    private static final int HOST_PES = 128;
    private static final int HOST_RAM_MB = 1 << 20;
    private static final long HOST_BW_MBITS = 100_000;
    private static final long HOST_STORAGE_MB = 1 << 20;
    private static final double BITS_PER_CLOUDSIM_MEGABIT = 1 << 20;

    final List<Host> hosts = new ArrayList<>();
    final LiveMigrationDatacenter datacenter;

    private final CloudSimPlus simulation = new CloudSimPlus();
    private final DatacenterBroker broker;
    private final Map<Vm, Host> homes = new HashMap<>();
    private final Map<Vm, MemoryProfile> profiles = new HashMap<>();
    private final Appointments appointments = new Appointments(simulation);

    /**
     * Makes a datacenter without VMs.
     *
     * @param hostCount how many hosts
     * @param linkBytesPerSecond what a host's migration NIC sends and receives
     * @param oversubscription how much more a rack's hosts can send than its link to the core takes
     */
    RackedDatacenter(final int hostCount, final double linkBytesPerSecond, final double oversubscription) {
        final List<List<String>> racks = new ArrayList<>();
        for (int i = 0; i < hostCount; i++) {
            if (i % HOSTS_PER_RACK == 0) {
                racks.add(new ArrayList<>());
            }
            hosts.add(createHost(linkBytesPerSecond));
            racks.get(i / HOSTS_PER_RACK).add(name(i));
        }
        final var policy = new VmAllocationPolicySimple((any, vm) -> Optional.ofNullable(homes.get(vm)));
        datacenter = new LiveMigrationDatacenter(simulation, hosts, policy);
        datacenter
                .setTopology(
                        Topology.twoLevelTree(racks, linkBytesPerSecond, oversubscription, LATENCY_SECONDS),
                        host -> name((int) host.getId()))
                .setMemoryProfile(profiles::get);
        broker = new DatacenterBrokerSimple(simulation);
        broker.getVmCreation().setRetryDelay(-1); // a VM without room is an error, not to be tried again for ever
    }

    /** {@return how many VMs of so much RAM, in MB, a host has room for: processors or RAM, whichever ends first} */
    static int room(final int ramMb) {
        return Math.min(HOST_PES, HOST_RAM_MB / ramMb);
    }

    private static String name(final int host) {
        return "host " + host;
    }

    private static Host createHost(final double linkBytesPerSecond) {
        final List<Pe> pes = new ArrayList<>();
        for (int i = 0; i < HOST_PES; i++) {
            pes.add(new PeSimple(MIPS));
        }
        return new LiveMigrationHost(HOST_RAM_MB, HOST_BW_MBITS, HOST_STORAGE_MB, pes)
                .setMigrationBandwidth(linkBytesPerSecond * 8 / BITS_PER_CLOUDSIM_MEGABIT)
                .setVmScheduler(new VmSchedulerTimeShared());
    }

    /** {@return a VM of one processor on a host, a tenth of whose pages gets nine tenths of the writes} */
    Vm vm(final Host home, final long ramMb, final double writesPerSecond) {
        final Vm vm = new VmSimple(MIPS, 1).setRam(ramMb).setBw(100).setSize(1_000);
        broker.submitVm(vm);
        homes.put(vm, home);
        profiles.put(vm, MemoryProfile.hotCold(vm, 0.10, 0.90, writesPerSecond));
        return vm;
    }

    /** Lets something happen. */
    void at(final double seconds, final Runnable action) {
        appointments.at(seconds, action);
    }

    /** Runs until nothing happens any more. {@return how long that took, in seconds} */
    double run() {
        final long start = System.nanoTime();
        simulation.start();
        if (!broker.getVmFailedList().isEmpty()) {
            throw new IllegalArgumentException(broker.getVmFailedList().size()
                    + " VMs found no room on their hosts, expected fewer or smaller VMs");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
