package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** A storm: all VMs of one half of the racks migrate to the other half at once, through a core that is too narrow for it. */
public final class MigrationStorm {
    private static final double START_SECONDS = 10;

    /** What is told about a storm. */
    static final List<Metric<Result>> METRICS = List.of(
            new Metric<>("technique", "", 0, Result::technique),
            new Metric<>("migrations", "", 0, result -> result.migrations().size()),
            new Metric<>("completed", "", 0, Result::completed),
            new Metric<>("duration", "s", 2, Result::seconds),
            new Metric<>("wait.mean", "s", 2, result -> Runs.mean(result.migrations(), Runs::waitSeconds)),
            new Metric<>(
                    "total-time.mean", "s", 2, result -> Runs.mean(result.migrations(), MigrationRecord::totalSeconds)),
            new Metric<>(
                    "total-time.max", "s", 2, result -> Runs.max(result.migrations(), MigrationRecord::totalSeconds)),
            new Metric<>(
                    "downtime.mean",
                    "s",
                    3,
                    result -> Runs.mean(result.migrations(), MigrationRecord::downtimeSeconds)),
            new Metric<>(
                    "downtime.max", "s", 3, result -> Runs.max(result.migrations(), MigrationRecord::downtimeSeconds)),
            new Metric<>(
                    "bytes-sent",
                    "bytes",
                    0,
                    result -> result.migrations().stream()
                            .mapToLong(MigrationRecord::bytesSent)
                            .sum()),
            new Metric<>("running-time", "s", 2, Result::wallSeconds));

    private final Setup setup;

    /**
     * What is run.
     *
     * @param hosts how many hosts, 2 or more; the first half sends, the other receives
     * @param vms how many VMs, dealt out to the senders
     * @param ramMb RAM of every VM, in MB
     * @param writesPerSecond pages written per second by every VM
     * @param linkBytesPerSecond every host's migration NIC, each way
     * @param oversubscription how much more a rack's eight hosts can send than its link to the core takes
     * @param orchestration how many at once, and how long they may take
     * @param seed what all randomness is drawn from
     */
    public record Setup(
            int hosts,
            int vms,
            int ramMb,
            double writesPerSecond,
            double linkBytesPerSecond,
            double oversubscription,
            Orchestration orchestration,
            long seed) {
        /** {@return how many VMs the senders have room for; the receivers are as many or one more} */
        long mostVms() {
            return hosts / 2L * RackedDatacenter.room(ramMb);
        }
    }

    /**
     * What came of it.
     *
     * @param technique how VMs migrated
     * @param migrations their records
     * @param wallSeconds how long the simulation took
     */
    public record Result(String technique, List<MigrationRecord> migrations, double wallSeconds) {
        long completed() {
            return migrations.stream().filter(MigrationRecord::completed).count();
        }

        /** {@return from the request until the last migration had ended, in seconds} */
        double seconds() {
            return Runs.max(migrations, Runs::endSeconds) - START_SECONDS;
        }
    }

    /** Prepares a storm. */
    public MigrationStorm(final Setup setup) {
        this.setup = setup;
    }

    /** Runs a small storm with and without KubeVirt's limits and prints what came of it. */
    public static void main(final String[] args) {
        final List<Result> results = new ArrayList<>();
        for (final Orchestration orchestration : List.of(Orchestration.NONE, Runs.orchestration("kubevirt"))) {
            final var setup = new Setup(16, 32, 1_024, 2_000, 10e9 / 8, 4, orchestration, 42);
            results.add(new MigrationStorm(setup).run(Techniques.xenPrecopy()));
        }
        Runs.print(METRICS, results, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** Runs the storm once. */
    public Result run(final Technique technique) {
        final var racks = new RackedDatacenter(setup.hosts(), setup.linkBytesPerSecond(), setup.oversubscription());
        racks.datacenter.setTechnique(technique).setSeed(setup.seed()).setOrchestration(setup.orchestration());
        final int senders = setup.hosts() / 2;
        for (int i = 0; i < setup.vms(); i++) {
            final Host source = racks.hosts.get(i % senders);
            final Host target = racks.hosts.get(senders + i % (setup.hosts() - senders));
            final Vm vm = racks.vm(source, setup.ramMb(), setup.writesPerSecond());
            racks.at(START_SECONDS, () -> racks.datacenter.requestMigration(MigrationRequest.of(vm, target)));
        }
        final double wallSeconds = racks.run();
        return new Result(technique.name(), List.copyOf(racks.datacenter.getMigrations()), wallSeconds);
    }
}
