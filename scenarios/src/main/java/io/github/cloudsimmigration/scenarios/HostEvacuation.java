package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * Maintenance: some hosts are to be empty, one after the other, each by a time of its own. Their VMs are of four sizes and write more or less;
 * they migrate to the other hosts within limits.
 */
public final class HostEvacuation {
    private static final double START_SECONDS = 10;
    private static final int[] RAM_MB = {1_024, 2_048, 4_096, 8_192};
    private static final double MOST_WRITES_PER_SECOND = 4_000;

    /** What is told about an evacuation. */
    static final List<Metric<Result>> METRICS = List.of(
            new Metric<>("technique", "", 0, Result::technique),
            new Metric<>("order", "", 0, result -> result.order().name().toLowerCase(Locale.ROOT)),
            new Metric<>("migrations", "", 0, result -> result.migrations().size()),
            new Metric<>(
                    "completed",
                    "",
                    0,
                    result -> result.migrations().stream()
                            .filter(MigrationRecord::completed)
                            .count()),
            new Metric<>("in-time", "", 0, Result::inTime),
            new Metric<>("duration", "s", 2, Result::seconds),
            new Metric<>("wait.mean", "s", 2, result -> Runs.mean(result.migrations(), Runs::waitSeconds)),
            new Metric<>(
                    "total-time.mean", "s", 2, result -> Runs.mean(result.migrations(), MigrationRecord::totalSeconds)),
            new Metric<>(
                    "downtime.total",
                    "s",
                    3,
                    result -> result.migrations().stream()
                            .mapToDouble(MigrationRecord::downtimeSeconds)
                            .sum()),
            new Metric<>(
                    "downtime.max", "s", 3, result -> Runs.max(result.migrations(), MigrationRecord::downtimeSeconds)),
            new Metric<>("running-time", "s", 2, Result::wallSeconds));

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
     * @param wallSeconds how long the simulation took
     */
    public record Result(
            String technique, QueueOrder order, List<MigrationRecord> migrations, long inTime, double wallSeconds) {
        /** {@return from the requests until the last migration had ended, in seconds} */
        double seconds() {
            return Runs.max(migrations, Runs::endSeconds) - START_SECONDS;
        }
    }

    /** Prepares an evacuation. */
    public HostEvacuation(final Setup setup) {
        this.setup = setup;
    }

    /** Empties two hosts in every order and prints what came of it. */
    public static void main(final String[] args) {
        final var setup = new Setup(8, 2, 8, 10e9 / 8, 4, 60, Runs.orchestration("kubevirt"), 42);
        final List<Result> results = new ArrayList<>();
        for (final QueueOrder order : QueueOrder.values()) {
            results.add(new HostEvacuation(setup).run(Techniques.xenPrecopy(), order));
        }
        Runs.print(METRICS, results, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** Runs the evacuation once. */
    public Result run(final Technique technique, final QueueOrder order) {
        final var racks = new RackedDatacenter(setup.hosts(), setup.linkBytesPerSecond(), setup.oversubscription());
        racks.datacenter
                .setTechnique(technique)
                .setSeed(setup.seed())
                .setOrchestration(setup.orchestration().withOrder(order));
        final var random = new SplittableRandom(setup.seed());
        final Map<String, Double> deadlines = new HashMap<>();
        final List<MigrationRequest> requests = new ArrayList<>();
        for (int i = 0; i < setup.drained() * setup.vmsPerHost(); i++) {
            final int drained = i % setup.drained();
            final Host target = racks.hosts.get(setup.drained() + i % (setup.hosts() - setup.drained()));
            final int ramMb = RAM_MB[random.nextInt(RAM_MB.length)];
            final Vm vm = racks.vm(racks.hosts.get(drained), ramMb, random.nextDouble(MOST_WRITES_PER_SECOND));
            // those of the host that has most time ask first
            final double deadline =
                    START_SECONDS + setup.windowSeconds() * (setup.drained() - drained) / setup.drained();
            requests.add(MigrationRequest.of(vm, target).withDeadline(deadline));
        }
        racks.at(START_SECONDS, () -> requests.forEach(racks.datacenter::requestMigration));
        final double wallSeconds = racks.run();
        requests.forEach(request -> deadlines.put(request.vm().toString(), request.deadlineSeconds()));
        final List<MigrationRecord> records = List.copyOf(racks.datacenter.getMigrations());
        final long inTime = records.stream()
                .filter(MigrationRecord::completed)
                .filter(record -> Runs.endSeconds(record)
                        <= deadlines.getOrDefault(record.id().vm(), 0.0))
                .count();
        return new Result(technique.name(), order, records, inTime, wallSeconds);
    }
}
