package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A day of consolidation, once for each technique. */
@Command(
        name = "consolidate",
        description = "Consolidates VMs over a day of CPU demand, once for each technique, side by side.",
        mixinStandardHelpOptions = true)
final class ConsolidateCommand implements ScenarioCommand {
    private static final int PAGES_PER_MEGABYTE = 256;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--technique",
            paramLabel = "NAME",
            description = "Technique; may be given several times (default: all known ones).")
    private List<String> techniques = new ArrayList<>();

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "50",
            description = "Hosts (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(names = "--vms", paramLabel = "N", defaultValue = "100", description = "VMs (default: ${DEFAULT-VALUE}).")
    private int vms;

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            description = "RAM of every VM, in MiB or with a unit (default: 870, 1740, 1740, 613 MiB in turn).")
    private @Nullable String ram;

    @Option(
            names = "--link",
            paramLabel = "RATE",
            defaultValue = "1Gbit",
            description =
                    "Migration NIC of every host, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private String link = "";

    @Option(
            names = "--cpu-trace",
            paramLabel = "PATH",
            description = "Folder or zip of CPU traces, 288 percentages each (default: a synthetic day).")
    private @Nullable Path cpuTrace;

    @Option(
            names = "--page-trace",
            paramLabel = "FILE",
            description = "Page trace that the VMs write by (default: the shipped one of MariaDB).")
    private @Nullable Path pageTrace;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/consolidate",
            description = "Where migrations.csv, rounds.csv and summary.json go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--stock",
            description = "Also run the day in CloudSim Plus's own datacenter, to compare the running time.")
    private boolean stock;

    @Override
    public void execute() throws IOException {
        final List<Technique> chosen = techniques.isEmpty()
                ? List.copyOf(Techniques.all())
                : techniques.stream().distinct().map(Techniques::byName).toList();
        final Consolidation.Setup setup = setup();
        OutputFiles.prepareFolder(out);
        final List<Consolidation.Result> results = new ArrayList<>();
        if (stock) {
            results.add(new Consolidation(setup).runStock(ProgressBar.named("stock")));
        }
        for (final Technique technique : chosen) {
            results.add(new Consolidation(setup).run(technique, ProgressBar.named(technique.name())));
        }
        write(results);
        ConsolidationReport.print(results, spec.commandLine().getOut());
        spec.commandLine().getOut().println("Written to " + out + ": migrations.csv, rounds.csv, summary.json");
    }

    private Consolidation.Setup setup() throws IOException {
        checkPositive("--hosts", hosts);
        checkPositive("--vms", vms);
        final long ramMb = ram == null ? 0 : Quantities.bytes("--ram", ram) >> 20;
        final PageTrace writes =
                pageTrace == null ? PageTraces.shipped("mariadb") : PageTrace.read(InputFiles.file(pageTrace));
        if (ramMb > Consolidation.HOST_RAM_MB) {
            throw new IllegalArgumentException(
                    "--ram " + ram + ", expected at most the hosts' " + Consolidation.HOST_RAM_MB + " MiB");
        }
        final long smallestMb = ram == null ? Consolidation.SMALLEST_RAM_MB : ramMb;
        if (writes.pages() > smallestMb * PAGES_PER_MEGABYTE) {
            throw new IllegalArgumentException("VMs of " + smallestMb + " MiB, expected at least the " + writes.pages()
                    + " pages (" + (writes.pages() / PAGES_PER_MEGABYTE + 1) + " MiB) of the page trace");
        }
        final List<double[]> demand = cpuTrace == null ? CpuTraces.synthetic(vms, seed) : CpuTraces.read(cpuTrace);
        return new Consolidation.Setup(
                hosts, vms, (int) ramMb, Quantities.bytesPerSecond("--link", link), demand, writes, seed);
    }

    private static void checkPositive(final String option, final int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " " + value + ", expected 1 or more");
        }
    }

    private void write(final List<Consolidation.Result> results) throws IOException {
        final List<MigrationRecord> all = new ArrayList<>();
        results.forEach(result -> all.addAll(result.migrations()));
        final var migrations = new StringBuilder();
        CsvReport.migrations(all, migrations);
        OutputFiles.write(out.resolve("migrations.csv"), migrations.toString());
        final var rounds = new StringBuilder();
        CsvReport.rounds(all, rounds);
        OutputFiles.write(out.resolve("rounds.csv"), rounds.toString());
        OutputFiles.write(out.resolve("summary.json"), ConsolidationReport.json(results) + "\n");
    }
}
