package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Technique;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerTimeShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * A small experiment. Hosts have four processors of 1000 MIPS, 16 GiB of RAM, and 1000 Mbit/s, half of it for migrations
 * (62.5 MiB/s); VMs write nothing and migrations take no CPU time unless a test says so.
 */
public final class Lab {
    public static final double MIPS = 1_000;
    public static final int HOST_PES = 4;
    public static final long HOST_RAM = 16_384;
    public static final long HOST_BW = 1_000;
    public static final long HOST_STORAGE = 1_000_000;
    public static final double MIGRATION_BYTES_PER_SECOND = HOST_BW / 2.0 / 8 * 1024 * 1024;
    public static final int PAGE = 4_096;
    public static final int PAGES_PER_MB = 256;
    /** Page, header. */
    public static final long WIRE_PAGE = PAGE + 8;
    /** What stop-and-copy adds: device state in bytes, seconds to halt. */
    public static final long DEVICE_BYTES = 114_688;

    public static final double SUSPEND_SECONDS = 0.009;

    public final CloudSimPlus simulation;
    public final List<Host> hosts;
    public final LiveMigrationDatacenter datacenter;
    public final DatacenterBroker broker;
    public final IdentityHashMap<Vm, Host> homes = new IdentityHashMap<>();

    /** Creates an experiment whose policy puts VMs {@linkplain #vm where the test says}. */
    public Lab(final int hostCount) {
        this(new CloudSimPlus(0.01), hosts(hostCount), null);
    }

    public Lab(final CloudSimPlus simulation, final List<Host> hosts, final VmAllocationPolicy policy) {
        this.simulation = simulation;
        this.hosts = hosts;
        this.datacenter = new LiveMigrationDatacenter(simulation, hosts, policy == null ? atHome() : policy);
        this.datacenter.setMemoryProfile(MemoryProfile::idle).setMigrationCpu(MigrationCpu.FREE);
        this.broker = new DatacenterBrokerSimple(simulation);
    }

    public static Lab with(final VmAllocationPolicy policy, final List<Host> hosts) {
        return new Lab(new CloudSimPlus(0.01), hosts, policy);
    }

    private VmAllocationPolicy atHome() {
        return new VmAllocationPolicySimple((policy, vm) -> vm.isCreated() ? elsewhere(vm) : home(vm));
    }

    private Optional<Host> home(final Vm vm) {
        return Optional.ofNullable(homes.get(vm)).filter(host -> host.isSuitableForVm(vm));
    }

    private Optional<Host> elsewhere(final Vm vm) {
        return hosts.stream()
                .filter(host -> !host.equals(vm.getHost()) && host.isSuitableForVm(vm))
                .findFirst();
    }

    public static List<Host> hosts(final int count) {
        return new ArrayList<>(
                Stream.generate(() -> (Host) host(MIPS)).limit(count).toList());
    }

    public static LiveMigrationHost host(final double mips) {
        final var host = new LiveMigrationHost(HOST_RAM, HOST_BW, HOST_STORAGE, pes(mips, HOST_PES));
        host.setVmScheduler(new VmSchedulerTimeShared());
        return host;
    }

    public static Host stockHost(final double mips) {
        return new HostSimple(HOST_RAM, HOST_BW, HOST_STORAGE, pes(mips, HOST_PES))
                .setVmScheduler(new VmSchedulerTimeShared());
    }

    public static List<Pe> pes(final double mips, final int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> (Pe) new PeSimple(mips)).toList());
    }

    /** Submits a VM of two processors for one of the hosts. RAM in MB. */
    public Vm vm(final int home, final long ram) {
        return submit(newVm(MIPS, 2, ram), home);
    }

    public Vm submit(final Vm vm, final int home) {
        broker.submitVm(vm);
        homes.put(vm, hosts.get(home));
        return vm;
    }

    public static Vm newVm(final double mips, final int pes, final long ram) {
        return new VmSimple(mips, pes, new CloudletSchedulerTimeShared())
                .setRam(ram)
                .setBw(100)
                .setSize(1_000);
    }

    /** Submits a VM with one cloudlet per processor that keep it busy so long. */
    public Vm busyVm(final int home, final long ram, final double seconds) {
        final Vm vm = vm(home, ram);
        cloudlet(vm, seconds);
        cloudlet(vm, seconds);
        return vm;
    }

    /** Submits a cloudlet that uses one processor of a VM fully for so long. */
    public Cloudlet cloudlet(final Vm vm, final double seconds) {
        return cloudlet(vm, seconds, 1);
    }

    /** Submits a cloudlet of as much work as a processor of its VM does in so many seconds. */
    public Cloudlet cloudlet(final Vm vm, final double seconds, final double utilization) {
        final Cloudlet cloudlet = newCloudlet(vm, seconds, utilization);
        broker.submitCloudlet(cloudlet);
        return cloudlet;
    }

    /** Creates the same, and does not submit it. */
    Cloudlet newCloudlet(final Vm vm, final double seconds, final double utilization) {
        final Cloudlet cloudlet =
                new CloudletSimple((long) (seconds * vm.getMips()), 1, new UtilizationModelDynamic(utilization));
        cloudlet.setUtilizationModelRam(UtilizationModel.NULL);
        cloudlet.setUtilizationModelBw(UtilizationModel.NULL);
        return cloudlet.setVm(vm);
    }

    public Lab technique(final Technique technique) {
        datacenter.setTechnique(technique);
        return this;
    }

    public void at(final double seconds, final Runnable action) {
        new Script(simulation).at(seconds, action);
    }

    public void migrateAt(final double seconds, final Vm vm, final int target) {
        at(seconds, () -> datacenter.requestVmMigration(vm, hosts.get(target)));
    }

    public Lab run() {
        simulation.start();
        return this;
    }

    public List<MigrationRecord> records() {
        return datacenter.getMigrations();
    }

    /** {@return the record of a VM's only migration} */
    MigrationRecord recordOf(final Vm vm) {
        final List<MigrationRecord> its = records().stream()
                .filter(record -> record.id().vm().equals(vm.toString()))
                .toList();
        if (its.size() != 1) {
            throw new AssertionError("expected exactly one record of " + vm + ": " + its);
        }
        return its.get(0);
    }

    public MigrationRecord onlyRecord() {
        if (records().size() != 1) {
            throw new AssertionError("expected exactly one record: " + records());
        }
        return records().get(0);
    }

    public double clock() {
        return simulation.clock();
    }

    /** {@return downtime of a stop-and-copy of an idle VM that has its links to itself, in seconds} */
    public static double copySeconds(final long ramMegabytes, final double bytesPerSecond) {
        return SUSPEND_SECONDS + copyBytes(ramMegabytes) / bytesPerSecond;
    }

    public static double copyBytes(final long ramMegabytes) {
        return ramMegabytes * PAGES_PER_MB * WIRE_PAGE + DEVICE_BYTES;
    }

    public static boolean isReservation(final Object vm) {
        return vm instanceof MigrationReservation;
    }

    /** {@return what a host has given away: RAM, bandwidth, storage, MIPS, number of VMs} */
    public static List<Double> given(final Host host) {
        return List.of(
                (double) host.getRam().getAllocatedResource(),
                (double) host.getBw().getAllocatedResource(),
                (double) host.getStorage().getAllocatedResource(),
                host.getTotalAllocatedMips(),
                (double) host.getBusyPesNumber(),
                (double) host.getVmList().size());
    }

    /**
     * {@return how much a VM of one processor can have lost, in seconds, because migrations encoded pages on a full host} CloudSim Plus drops
     * the fraction of a MIPS.
     */
    public static double mostLostToEncoding(final List<MigrationRecord> migrations) {
        double seconds = 0;
        for (final MigrationRecord record : migrations) {
            final double encoding = record.sourceCpuSeconds();
            seconds += encoding > 0 ? encoding / HOST_PES + record.totalSeconds() / MIPS : 0;
        }
        return seconds;
    }
}
