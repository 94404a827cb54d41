package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationListener;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.scenarios.parallel.ParallelRuns;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Techniques on the same VM with the same writes over the same link, several times: every technique migrates a VM with the same
 * past, which goes on as the migration lets it. One that takes longer than KubeVirt's completion timeout, 150 s for each GiB, is given up.
 */
public final class TechniqueComparison {
    private final Setup setup;

    /**
     * What is compared.
     *
     * @param techniques how
     * @param workloads what the VM does meanwhile
     * @param ramBytes its RAM
     * @param linkBytesPerSecond the link it has to itself
     * @param seeds how many times, each with the next seed
     * @param seed the first seed
     * @param threads how many migrations are simulated at once; changes nothing but the time it takes
     */
    record Setup(
            List<Technique> techniques,
            List<Workload> workloads,
            long ramBytes,
            double linkBytesPerSecond,
            int seeds,
            long seed,
            int threads) {
        Setup {
            techniques = List.copyOf(techniques);
            workloads = List.copyOf(workloads);
        }

        private int pages() {
            return MemoryLayout.ofBytes(ramBytes).pages();
        }
    }

    private record Run(int number, Workload workload, Technique technique, long seed) {}

    /** Compares all techniques on two workloads in a VM of 256 MiB at 1 Gbit/s, and prints what it comes to. */
    public static void main(final String[] args) {
        final var setup = new Setup(
                List.copyOf(Techniques.all()),
                List.of(Workload.WEB, Workload.KERNEL_BUILD),
                256L << 20,
                1e9 / 8,
                3,
                42,
                2);
        final List<ComparisonRow> rows = ComparisonRow.of(new TechniqueComparison(setup).run(progress -> {}));
        ComparisonReport.print(rows, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** Prepares a comparison. */
    TechniqueComparison(final Setup setup) {
        this.setup = setup;
        for (final Workload workload : setup.workloads()) {
            if (setup.pages() < workload.leastPages()) {
                throw new IllegalArgumentException("RAM of " + setup.pages() + " pages, expected at least the "
                        + workload.leastPages() + " pages (" + (workload.leastPages() + 255) / 256
                        + " MiB) of workload '"
                        + workload.name() + "'");
            }
        }
    }

    /**
     * Runs it.
     *
     * @param progress told now and then which part has been done, 0 to 1
     * @return the records: workload by workload, in each technique by technique, of each seed by seed; the VM is named after the workload
     */
    List<MigrationRecord> run(final DoubleConsumer progress) {
        final List<Run> runs = new ArrayList<>();
        for (final Workload workload : setup.workloads()) {
            for (final Technique technique : setup.techniques()) {
                for (int i = 0; i < setup.seeds(); i++) {
                    runs.add(new Run(runs.size() + 1, workload, technique, setup.seed() + i));
                }
            }
        }
        return ParallelRuns.map(runs, this::migrate, setup.threads(), progress);
    }

    private MigrationRecord migrate(final Run run) {
        final Guest guest = run.workload().guest(setup.pages(), run.seed());
        final var id = new MigrationId(run.number(), run.workload().name(), "source", "target", 0);
        final var migration = new LiveMigration(id, run.technique(), guest, run.seed(), MigrationListener.NONE);
        final double timeout =
                Timeouts.KUBEVIRT.completionSeconds(guest.memory().bytes());
        return SoloRun.overUntil(ScheduledWire.constant(setup.linkBytesPerSecond()), migration, timeout);
    }
}
