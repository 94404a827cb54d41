package io.github.cloudsimmigration.benchmarks;

import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.LiveMigrationHost;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.scenarios.batch.Appointments;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * A day of a large datacenter: VMs of 1 GiB that write 2000 pages a second, four to a host, some of which migrate over 10 Gbit/s to another
 * host at some time of the day. Run with {@code -Xmx4g}; arguments: hosts, migrations (default: 5000 and 5000), and how many times as many
 * hosts and VMs there are in the further runs (default: 1 2 4).
 */
public final class ScaleBenchmark {
    private static final int VMS_PER_HOST = 4;
    private static final int HOST_PES = 16;
    private static final int HOST_RAM_MB = 65_536;
    private static final int HOST_STORAGE_MB = 1_000_000;
    private static final int VM_RAM_MB = 1_024;
    private static final double MIPS = 1_000;
    private static final double NIC_MEGABITS = 10_000;
    private static final double DAY_SECONDS = 86_400;
    private static final double CREATED_SECONDS = 10;
    private static final double NANOS = 1e9;
    private static final double SCHEDULING_SECONDS = 300;
    private static final double WRITES_PER_SECOND = 2_000;
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private ScaleBenchmark() {}

    /** What a run took: in all, and in CPU time from when all VMs were created until they are destroyed. */
    private record Run(
            double wallSeconds, double dayCpuSeconds, double peakMebibytes, List<MigrationRecord> migrations) {}

    /** Runs and prints a line for each size. */
    public static void main(final String[] args) {
        final int hosts = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        final int migrations = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        final int[] factors = args.length > 2
                ? IntStream.range(2, args.length)
                        .map(i -> Integer.parseInt(args[i]))
                        .toArray()
                : new int[] {1, 2, 4};
        final PrintStream out = System.out;
        run(Math.min(hosts, 100), Math.min(migrations, 100)); // warm up
        out.printf(
                "%8s%8s%12s%12s%18s%14s%16s%12s%n",
                "hosts",
                "VMs",
                "migrations",
                "wall [s]",
                "idle day CPU [s]",
                "day CPU [s]",
                "ms/migration",
                "peak [MiB]");
        for (final int factor : factors) {
            final int size = hosts * factor;
            final Run idle = run(size, 0);
            final Run day = run(size, migrations);
            final long completed =
                    day.migrations().stream().filter(MigrationRecord::completed).count();
            out.printf(
                    "%8d%8d%12d%12.2f%18.2f%14.2f%16.3f%12.0f%n",
                    size,
                    size * VMS_PER_HOST,
                    completed,
                    day.wallSeconds(),
                    idle.dayCpuSeconds(),
                    day.dayCpuSeconds(),
                    (day.dayCpuSeconds() - idle.dayCpuSeconds()) / migrations * 1e3,
                    day.peakMebibytes());
        }
    }

    private static Run run(final int hosts, final int migrations) {
        System.gc();
        final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long[] cpu = new long[2];
        final long start = System.nanoTime();
        final List<MigrationRecord> records =
                simulate(hosts, migrations, evening -> cpu[evening ? 1 : 0] = threads.getCurrentThreadCpuTime());
        final double dayCpuSeconds = (cpu[1] - cpu[0]) / NANOS;
        final double seconds = (System.nanoTime() - start) / NANOS;
        final double peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / BYTES_PER_MEBIBYTE;
        return new Run(seconds, dayCpuSeconds, peak, records);
    }

    private static List<MigrationRecord> simulate(
            final int hostCount, final int migrations, final Consumer<Boolean> clock) {
        final var simulation = new CloudSimPlus();
        final List<Host> hosts =
                IntStream.range(0, hostCount).mapToObj(i -> createHost()).toList();
        final List<Vm> vms = IntStream.range(0, hostCount * VMS_PER_HOST)
                .mapToObj(i -> createVm())
                .toList();
        final var policy =
                new VmAllocationPolicySimple((any, vm) -> Optional.of(hosts.get((int) (vm.getId() % hostCount))));
        final var datacenter = new LiveMigrationDatacenter(simulation, hosts, policy);
        datacenter
                .setTechnique(Techniques.xenPrecopy())
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, WRITES_PER_SECOND))
                .setSchedulingInterval(SCHEDULING_SECONDS);
        new DatacenterBrokerSimple(simulation).submitVmList(vms);
        final var random = new SplittableRandom(42);
        final var day = new Appointments(simulation);
        for (int i = 0; i < migrations; i++) {
            final Vm vm = vms.get((int) ((long) i * vms.size() / migrations));
            final Host target = hosts.get(random.nextInt(hostCount));
            day.at(
                    random.nextDouble(CREATED_SECONDS, DAY_SECONDS - 100),
                    () -> datacenter.requestVmMigration(vm, target));
        }
        day.at(CREATED_SECONDS, () -> clock.accept(false));
        day.at(DAY_SECONDS - 1, () -> clock.accept(true));
        simulation.terminateAt(DAY_SECONDS);
        simulation.start();
        return List.copyOf(datacenter.getMigrations());
    }

    private static Host createHost() {
        final List<Pe> pes = new ArrayList<>();
        for (int i = 0; i < HOST_PES; i++) {
            pes.add(new PeSimple(MIPS));
        }
        final var host = new LiveMigrationHost(HOST_RAM_MB, (long) NIC_MEGABITS, HOST_STORAGE_MB, pes);
        host.setMigrationBandwidth(NIC_MEGABITS).setVmScheduler(new VmSchedulerTimeShared());
        return host;
    }

    private static Vm createVm() {
        return new VmSimple(MIPS, 1).setRam(VM_RAM_MB).setBw(100).setSize(1_000);
    }
}
