package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * Maintenance: some hosts are to be empty, one after the other, each by a time of its own. Their VMs are of four sizes and write more or less;
 * they migrate to the other hosts within limits.
 */
public final class HostEvacuation {
    private static final int[] RAM_MB = {1_024, 2_048, 4_096, 8_192};
    private static final double MOST_WRITES_PER_SECOND = 4_000;

    /** What is told about evacuations. */
    static final RunReport<Result> REPORT = new RunReport<>(
            List.of(
                    Metric.text("technique", Result::technique),
                    Metric.text("order", result -> OrderNames.of(result.order()))),
            figures(),
            Result::migrations);

    /** What a terminal has room for. */
    static final List<String> CHIEF_FIGURES = List.of(
            "completed",
            "failed",
            "cancelled",
            "vms-in-time",
            "hosts-in-time",
            "makespan",
            "queued-time.mean",
            "total-time.mean",
            "downtime.mean",
            "downtime.max",
            "running-time");

    private final Setup setup;

    /**
     * What is run.
     *
     * @param hosts how many hosts
     * @param drained how many of them are to be empty, fewer
     * @param vmsPerHost how many VMs a host has that is to be empty
     * @param linkBytesPerSecond every host's migration NIC, each way
     * @param oversubscription how much more a rack's eight hosts can send than its link to the core takes
     * @param windowSeconds the last host is to be empty after so long, the first after that divided by their number, and so on
     * @param orchestration how many at once, and how long they may take; its order is replaced
     * @param seed what all randomness is drawn from
     */
    public record Setup(
            int hosts,
            int drained,
            int vmsPerHost,
            double linkBytesPerSecond,
            double oversubscription,
            double windowSeconds,
            Orchestration orchestration,
            long seed) {
        /** {@return how many VMs each host may have: it has room for them, and the hosts that are left for those of all} */
        long mostVmsPerHost() {
            final int room = RackedDatacenter.room(RAM_MB[RAM_MB.length - 1]);
            return Math.min(room, (hosts - drained) * (long) room / drained);
        }
    }

    /**
     * What came of it.
     *
     * @param technique how VMs migrated
     * @param order which went first
     * @param migrations their records
     * @param inTime how many VMs were out when their host was to be empty
     * @param hostsInTime how many hosts were empty when they were to be
     * @param wallSeconds how long the simulation took
     */
    public record Result(
            String technique,
            QueueOrder order,
            List<MigrationRecord> migrations,
            long inTime,
            long hostsInTime,
            double wallSeconds) {}

    /** Prepares an evacuation. */
    public HostEvacuation(final Setup setup) {
        this.setup = setup;
    }

    /** Empties two hosts in every order and prints what came of it. */
    public static void main(final String[] args) {
        final var setup = new Setup(8, 2, 8, 10e9 / 8, 4, 60, Orchestrations.byName("kubevirt"), 42);
        final List<Result> results = new ArrayList<>();
        for (final QueueOrder order : QueueOrder.values()) {
            results.add(new HostEvacuation(setup).run(Techniques.xenPrecopy(), order));
        }
        REPORT.printRows(results, CHIEF_FIGURES, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    private static List<Metric<Result>> figures() {
        final List<Metric<Result>> figures = Batch.figures(Result::migrations);
        figures.add(Metric.count("vms-in-time", "", Result::inTime));
        figures.add(Metric.count("hosts-in-time", "", Result::hostsInTime));
        figures.add(Metric.number("running-time", "s", 2, Result::wallSeconds));
        return figures;
    }

    /** Runs the evacuation once. */
    public Result run(final Technique technique, final QueueOrder order) {
        final var racks = new RackedDatacenter(setup.hosts(), setup.linkBytesPerSecond(), setup.oversubscription());
        racks.datacenter
                .setTechnique(technique)
                .setSeed(setup.seed())
                .setOrchestration(setup.orchestration().withOrder(order));
        final var random = new SplittableRandom(setup.seed());
        final List<MigrationRequest> requests = new ArrayList<>();
        for (int i = 0; i < setup.drained() * setup.vmsPerHost(); i++) {
            final int drained = i % setup.drained();
            final Host target = racks.hosts.get(setup.drained() + i % (setup.hosts() - setup.drained()));
            final int ramMb = RAM_MB[random.nextInt(RAM_MB.length)];
            final Vm vm = racks.vm(racks.hosts.get(drained), ramMb, random.nextDouble(MOST_WRITES_PER_SECOND));
            // those of the host that has most time ask first
            final double deadline =
                    Batch.REQUESTED_SECONDS + setup.windowSeconds() * (setup.drained() - drained) / setup.drained();
            requests.add(MigrationRequest.of(vm, target).withDeadline(deadline));
        }
        racks.at(Batch.REQUESTED_SECONDS, () -> requests.forEach(racks.datacenter::requestMigration));
        final double wallSeconds = racks.run();
        final List<MigrationRecord> records = List.copyOf(racks.datacenter.getMigrations());
        final long vmsInTime = records.stream().filter(MigrationRecord::inTime).count();
        final long hostsInTime =
                records.stream()
                        .collect(Collectors.groupingBy(record -> record.id().source()))
                        .values()
                        .stream()
                        .filter(leaving -> leaving.stream().allMatch(MigrationRecord::inTime))
                        .count();
        return new Result(technique.name(), order, records, vmsInTime, hostsInTime, wallSeconds);
    }
}
