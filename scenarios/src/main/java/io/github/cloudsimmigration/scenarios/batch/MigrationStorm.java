package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.datacenter.MigrationRequest;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** A storm: all VMs of one half of the racks migrate to the other half at once, through a core that is too narrow for it. */
public final class MigrationStorm {
    /** What is told about storms. */
    static final RunReport<Result> REPORT =
            new RunReport<>(List.of(Metric.text("technique", Result::technique)), figures(), Result::migrations);

    /** What a terminal has room for. */
    static final List<String> CHIEF_FIGURES = List.of(
            "completed",
            "failed",
            "cancelled",
            "makespan",
            "queued-time.mean",
            "total-time.mean",
            "downtime.mean",
            "downtime.max",
            "bytes-sent",
            "running-time");

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
    public record Result(String technique, List<MigrationRecord> migrations, double wallSeconds) {}

    /** Prepares a storm. */
    public MigrationStorm(final Setup setup) {
        this.setup = setup;
    }

    /** Runs a small storm without limits and with KubeVirt's, and prints what came of each. */
    public static void main(final String[] args) {
        final var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        for (final String limits : List.of("none", "kubevirt")) {
            final var setup = new Setup(16, 32, 1_024, 2_000, 10e9 / 8, 4, Orchestrations.byName(limits), 42);
            out.println("limits: " + limits);
            REPORT.printRows(List.of(new MigrationStorm(setup).run(Techniques.xenPrecopy())), CHIEF_FIGURES, out);
        }
    }

    private static List<Metric<Result>> figures() {
        final List<Metric<Result>> figures = Batch.figures(Result::migrations);
        figures.add(Metric.number("running-time", "s", 2, Result::wallSeconds));
        return figures;
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
            racks.at(Batch.REQUESTED_SECONDS, () -> racks.datacenter.requestMigration(MigrationRequest.of(vm, target)));
        }
        final double wallSeconds = racks.run();
        return new Result(technique.name(), List.copyOf(racks.datacenter.getMigrations()), wallSeconds);
    }
}
