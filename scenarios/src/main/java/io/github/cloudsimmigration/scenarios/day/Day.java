package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.datacenter.LiveMigrationDatacenter;
import io.github.cloudsimmigration.datacenter.LiveMigrationHost;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.datacenter.MigratingVms;
import io.github.cloudsimmigration.datacenter.PowerModelHostMeasured;
import io.github.cloudsimmigration.datacenter.Sampling;
import io.github.cloudsimmigration.datacenter.SlaMonitor;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.MigrationSummary;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import io.github.cloudsimmigration.technique.Technique;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * A day in a datacenter: VMs whose CPU demand changes every five minutes, and an allocation policy that moves them between
 * hosts.
 *
 * <p>Hosts and VMs are those of Beloglazov and Buyya (CCPE 24 (13), 2012): HP ProLiant ML110 G4 and G5, single-core VMs of
 * four sizes. Only the hosts' RAM is larger, 64 GB for 4: in the published experiment the VMs take none of it, and CPU demand
 * alone decides. What a VM writes to its memory is a real program's page trace.
 */
public final class Day {
    private static final double DAY_SECONDS = CpuTraces.INTERVAL_SECONDS * CpuTraces.INTERVALS;

    /** A host that a jump in demand fills is full until the first VM has left it, for less than a minute. */
    private static final double SLA_SAMPLING_SECONDS = 60;

    private static final double IDLE_SECONDS_BEFORE_SWITCHED_OFF = 60;
    private static final double BITS_PER_CLOUDSIM_MEGABIT = 1024.0 * 1024.0;

    /** RAM of every host, in MB. */
    static final int HOST_RAM_MB = 65_536;

    private static final int HOST_BW_MBITS = 1000;
    private static final int HOST_STORAGE_MB = 1_000_000;
    private static final int HOST_PES = 2;
    private static final double[] HOST_MIPS = {1860, 2660};
    private static final double[] VM_MIPS = {2500, 2000, 1000, 500};
    private static final int[] VM_RAM_MB = {870, 1740, 1740, 613};
    private static final int VM_BW_MBITS = 10;
    private static final int VM_STORAGE_MB = 2500;

    /** RAM of the smallest of the four VM sizes, in MB. */
    static final int SMALLEST_RAM_MB = 613;

    /** What technique and policy are called where no VM migrates. */
    static final String NONE = "none";

    /** The technique's name of a day in CloudSim Plus's own datacenter. */
    static final String STOCK = "stock";

    private final Setup setup;
    private final Function<VmSelectionPolicy, VmAllocationPolicy> allocation;
    private final CloudSimPlus simulation = new CloudSimPlus();

    /**
     * What is run.
     *
     * @param hosts number of hosts
     * @param vms number of VMs
     * @param ramMb RAM of every VM in MB; 0 for the four sizes of the paper
     * @param linkBytesPerSecond rate of every host's migration NIC, each way
     * @param cpuDemand a day of CPU demand for each VM; VM i gets trace i modulo their number
     * @param writes what the VMs write; VM i writes by trace i modulo their number, each beginning somewhere else in it
     * @param seed what all randomness is drawn from
     */
    public record Setup(
            int hosts,
            int vms,
            int ramMb,
            double linkBytesPerSecond,
            List<double[]> cpuDemand,
            List<PageTrace> writes,
            long seed) {}

    /**
     * What came of it.
     *
     * @param technique how VMs migrated
     * @param policy which VMs did
     * @param migrations their records
     * @param summary the records in a few figures
     * @param sla service level and energy
     * @param imbalance how unevenly the hosts were loaded
     * @param wallSeconds how long the simulation took
     */
    public record Result(
            String technique,
            String policy,
            List<MigrationRecord> migrations,
            MigrationSummary summary,
            SlaLedger sla,
            Imbalance imbalance,
            double wallSeconds) {}

    /** Prepares a day with an allocation policy, given which VM leaves a host. */
    public Day(final Setup setup, final Function<VmSelectionPolicy, VmAllocationPolicy> allocation) {
        this.setup = setup;
        this.allocation = allocation;
    }

    /** {@return what is run if nothing else is wanted: a small synthetic day} */
    static Setup small() throws IOException {
        return new Setup(20, 40, 0, 1e9 / 8, CpuTraces.synthetic(40, 42), List.of(PageTraces.shipped("mariadb")), 42);
    }

    /**
     * Runs the day once.
     *
     * @param technique how VMs migrate
     * @param policy which of them do
     * @param progress told now and then which part of the day has passed, 0 to 1
     * @return what came of it
     */
    public Result run(final Technique technique, final MovePolicy policy, final DoubleConsumer progress) {
        return run(technique.name(), policy.name(), liveDatacenter(policy).setTechnique(technique), progress);
    }

    /** {@return the same day with every VM staying where it was placed} */
    public Result runWithoutMigrations(final DoubleConsumer progress) {
        final LiveMigrationDatacenter datacenter = liveDatacenter(MovePolicy.DEFAULT);
        datacenter.disableMigrations();
        return run(NONE, NONE, datacenter, progress);
    }

    private LiveMigrationDatacenter liveDatacenter(final MovePolicy policy) {
        return new LiveMigrationDatacenter(simulation, createHosts(), policy.allocation(setup.seed(), allocation))
                .setSeed(setup.seed())
                .setMemoryProfile(this::memoryProfile);
    }

    private Result run(
            final String technique,
            final String policy,
            final LiveMigrationDatacenter datacenter,
            final DoubleConsumer progress) {
        final Run run = run(datacenter, progress);
        final List<MigrationRecord> records = datacenter.getMigrations();
        return new Result(
                technique,
                policy,
                records,
                MigrationSummary.of(records),
                run.sla(),
                run.imbalance(),
                run.wallSeconds());
    }

    /** {@return the same day in CloudSim Plus's own datacenter: how many migrations finished and how many lost their VM is all it tells} */
    public Result runStock(final MovePolicy policy, final DoubleConsumer progress) {
        final var datacenter =
                new DatacenterSimple(simulation, createHosts(), policy.allocation(setup.seed(), allocation));
        final long[] finished = new long[2];
        datacenter.addOnVmMigrationFinishListener(event -> finished[event.isMigrationSuccessful() ? 0 : 1]++);
        final Run run = run(datacenter, progress);
        final var summary = MigrationSummary.ofCounts(finished[0], finished[1]);
        return new Result(STOCK, policy.name(), List.of(), summary, run.sla(), run.imbalance(), run.wallSeconds());
    }

    /**
     * Sees a day through to its end, and not beyond: CloudSim Plus ends at an event, and the next might be minutes away; what would begin to
     * migrate then is not of this day. And it stops looking at VMs if none of them wants anything when they begin, until somebody reminds it.
     */
    private static final class Attendant extends CloudSimEntity {
        private static final int LOOK = 1;
        private static final int END = 2;

        private final DatacenterSimple datacenter;

        Attendant(final CloudSimPlus simulation, final DatacenterSimple datacenter) {
            super(simulation);
            this.datacenter = datacenter;
        }

        @Override
        protected void startInternal() {
            schedule(CpuTraces.INTERVAL_SECONDS + 1, LOOK);
            schedule(DAY_SECONDS, END);
            schedule(DAY_SECONDS + 2 * getSimulation().getMinTimeBetweenEvents(), CloudSimTag.NONE);
        }

        @Override
        public void processEvent(final SimEvent event) {
            if (event.getTag() == END) {
                datacenter.disableMigrations();
            } else if (event.getTag() == LOOK
                    && getSimulation().clock() < DAY_SECONDS
                    && !getSimulation().isThereAnyFutureEvt(this::isUpdate)) {
                schedule(datacenter, 0, CloudSimTag.VM_UPDATE_CLOUDLET_PROCESSING);
                schedule(CpuTraces.INTERVAL_SECONDS, LOOK);
            }
        }

        private boolean isUpdate(final SimEvent event) {
            return event.getDestination() == datacenter && event.getTag() == CloudSimTag.VM_UPDATE_CLOUDLET_PROCESSING;
        }
    }

    private record Run(SlaLedger sla, Imbalance imbalance, double wallSeconds) {}

    private Run run(final DatacenterSimple datacenter, final DoubleConsumer progress) {
        final long start = System.nanoTime();
        datacenter.setSchedulingInterval(CpuTraces.INTERVAL_SECONDS);
        final SlaMonitor monitor = SlaMonitor.watch(datacenter, SLA_SAMPLING_SECONDS);
        final var imbalance = new ImbalanceMonitor(datacenter, this::writtenBytesPerSecond);
        final DatacenterBroker broker = submitVms();
        Sampling.every(simulation, CpuTraces.INTERVAL_SECONDS, now -> progress.accept(Math.min(1, now / DAY_SECONDS)));
        simulation.terminateAt(DAY_SECONDS);
        new Attendant(simulation, datacenter);
        simulation.start();
        if (!broker.getVmFailedList().isEmpty()) {
            throw new IllegalArgumentException(broker.getVmFailedList().size() + " of " + setup.vms()
                    + " VMs found no room, expected more hosts than " + setup.hosts() + ", or smaller VMs");
        }
        return new Run(monitor.ledger(), imbalance.mean(), (System.nanoTime() - start) / 1e9);
    }

    private List<Host> createHosts() {
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < setup.hosts(); i++) {
            hosts.add(createHost(i % HOST_MIPS.length));
        }
        return hosts;
    }

    private Host createHost(final int type) {
        final List<Pe> pes = new ArrayList<>();
        for (int i = 0; i < HOST_PES; i++) {
            pes.add(new PeSimple(HOST_MIPS[type]));
        }
        final var host = new LiveMigrationHost(HOST_RAM_MB, HOST_BW_MBITS, HOST_STORAGE_MB, pes);
        host.setMigrationBandwidth(setup.linkBytesPerSecond() * 8 / BITS_PER_CLOUDSIM_MEGABIT);
        host.setVmScheduler(new VmSchedulerOvercommit(Double.POSITIVE_INFINITY));
        host.setPowerModel(new PowerModelHostMeasured(
                type == 0 ? PowerModelHostMeasured.PROLIANT_G4 : PowerModelHostMeasured.PROLIANT_G5));
        host.setIdleShutdownDeadline(IDLE_SECONDS_BEFORE_SWITCHED_OFF);
        host.setLastBusyTime(0); // otherwise a host that never was busy counts as busy now, and stays on
        return host;
    }

    private DatacenterBroker submitVms() {
        final DatacenterBroker broker = new DatacenterBrokerSimple(simulation);
        broker.getVmCreation().setRetryDelay(-1);
        final List<Vm> vms = new ArrayList<>();
        final List<Cloudlet> cloudlets = new ArrayList<>();
        for (int i = 0; i < setup.vms(); i++) {
            final Vm vm = createVm(i % VM_MIPS.length);
            vms.add(vm);
            cloudlets.add(createCloudlet(
                    vm, setup.cpuDemand().get(i % setup.cpuDemand().size())));
        }
        broker.submitVmList(vms);
        broker.submitCloudletList(cloudlets);
        return broker;
    }

    private Vm createVm(final int type) {
        return new VmSimple(VM_MIPS[type], 1)
                .setRam(setup.ramMb() > 0 ? setup.ramMb() : VM_RAM_MB[type])
                .setBw(VM_BW_MBITS)
                .setSize(VM_STORAGE_MB);
    }

    private static Cloudlet createCloudlet(final Vm vm, final double[] demand) {
        final long longerThanTheDay = (long) (vm.getMips() * DAY_SECONDS * 2);
        final var cpu = new UtilizationModelTrace(demand, CpuTraces.INTERVAL_SECONDS);
        return new CloudletSimple(longerThanTheDay, 1, cpu)
                .setUtilizationModelRam(UtilizationModel.NULL)
                .setUtilizationModelBw(UtilizationModel.NULL)
                .setVm(vm);
    }

    /** {@return what a VM writes; nothing if it is but room that a host keeps for one} */
    private double writtenBytesPerSecond(final Vm vm) {
        return MigratingVms.isRoom(vm)
                ? 0
                : traceOf(vm).pagesPerSecond() * traceOf(vm).pageSize();
    }

    private PageTrace traceOf(final Vm vm) {
        return setup.writes()
                .get((int) Math.floorMod(vm.getId(), (long) setup.writes().size()));
    }

    private MemoryProfile memoryProfile(final Vm vm) {
        final double part = new SplittableRandom(setup.seed() + vm.getId()).nextDouble();
        final PageTrace trace = traceOf(vm);
        return new MemoryProfile(MemoryProfile.memoryOf(vm), new PageTraceAccess(trace, part * trace.seconds(), true));
    }
}
