package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.report.JsonReport;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import io.github.cloudsimmigration.scenarios.cli.QemuOption;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.SeedsOption;
import io.github.cloudsimmigration.scenarios.cli.TechniqueOption;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.technique.Technique;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Techniques on the same VM, the same writes and the same link. */
@Command(
        name = "compare",
        description =
                "Compares techniques on the same VM, writes and link over several seeds, and with what papers say.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements ScenarioCommand {
    private static final String STANDARD_OUTPUT = "-";
    private static final String README = "--readme";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--technique",
            paramLabel = "NAME",
            split = ",",
            description = "Technique, or " + TechniqueOption.ALL
                    + "; may be given several times (default: all). xen-precopy is always run.")
    private List<String> techniques = new ArrayList<>();

    @Mixin
    private QemuOption qemu = new QemuOption();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Workload; may be given several times (default: all, or none if there is a --page-trace):"
                            + " idle, web, kernel-build, memory-intensive, trace-idle, trace-redis, trace-python, trace-mariadb.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--page-trace",
            paramLabel = "FILE",
            description = "Page trace to replay as one more workload; may be given several times.")
    private List<Path> pageTraces = new ArrayList<>();

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "RAM of the VM, in MiB or with a unit (default: ${DEFAULT-VALUE}).")
    private String ram = "";

    @Option(
            names = "--link",
            paramLabel = "RATE",
            defaultValue = "1Gbit",
            description = "Link, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private String link = "";

    @Mixin
    private SeedsOption seeds = new SeedsOption(5, 42);

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "The comparison as CSV (default: comparison.csv in --out).")
    private @Nullable Path csv;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "The comparison as JSON (default: comparison.json in --out).")
    private @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/compare",
            description = "Where migrations.csv, rounds.csv and the pictures go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = README,
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Instead of all this: print the README's table of techniques, or renew it in FILE.")
    private @Nullable String readme;

    @Override
    public void execute() throws IOException {
        if (readme != null) {
            checkReadmeIsAlone();
            renewTable(readme);
            return;
        }
        final var comparison = new TechniqueComparison(setup());
        OutputFiles.prepareFolder(out);
        OutputFiles.prepareFile(csvFile());
        OutputFiles.prepareFile(jsonFile());
        final List<MigrationRecord> records = comparison.run(ProgressBar.named("compare"));
        final List<ComparisonRow> rows = ComparisonRow.of(records);
        write(records, rows);
        final PrintWriter terminal = spec.commandLine().getOut();
        ComparisonReport.print(rows, terminal);
        final List<String> pictures = ComparisonPictures.write(rows, out);
        terminal.println();
        terminal.println(
                "Written to " + out + ": migrations.csv, rounds.csv; as .png and .svg " + String.join(", ", pictures));
        terminal.println("Written to " + csvFile() + ", " + jsonFile());
    }

    private void checkReadmeIsAlone() {
        for (final OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            Validate.isTrue(
                    option.longestName().equals(README),
                    "%s with %s, expected it alone: the README's table is always of the same migrations",
                    README,
                    option.longestName());
        }
    }

    private void renewTable(final String file) throws IOException {
        if (file.equals(STANDARD_OUTPUT)) {
            spec.commandLine().getOut().print(TechniqueTable.markdown());
            spec.commandLine().getOut().flush();
            return;
        }
        TechniqueTable.PLACE.prepare(Path.of(file));
        TechniqueTable.PLACE.renew(Path.of(file), TechniqueTable.markdown());
    }

    private TechniqueComparison.Setup setup() throws IOException {
        return new TechniqueComparison.Setup(
                chosenTechniques(),
                chosenWorkloads(),
                Quantities.bytes("--ram", ram),
                Quantities.bytesPerSecond("--link", link),
                seeds.seeds(),
                seeds.seed(),
                seeds.threads());
    }

    private List<Technique> chosenTechniques() {
        final List<String> names = new ArrayList<>(
                TechniqueOption.expanded(techniques.isEmpty() ? List.of(TechniqueOption.ALL) : techniques));
        if (!names.contains(PublishedFigure.BASELINE)) {
            names.add(0, PublishedFigure.BASELINE);
        }
        return qemu.named(names);
    }

    private List<Workload> chosenWorkloads() throws IOException {
        final List<Workload> known = Workload.all();
        final List<Workload> chosen = new ArrayList<>();
        if (workloads.isEmpty() && pageTraces.isEmpty()) {
            chosen.addAll(known);
        }
        for (final String name : workloads) {
            chosen.add(known.stream()
                    .filter(workload -> workload.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown workload '" + name + "', expected one of: "
                            + String.join(
                                    ", ", known.stream().map(Workload::name).toList()))));
        }
        for (final Path file : pageTraces) {
            final String name = PageTraces.nameOf(InputFiles.file(file));
            chosen.add(Workload.trace(name, PageTraces.read(file)));
        }
        for (final Workload workload : chosen) {
            if (chosen.stream()
                            .filter(other -> other.name().equals(workload.name()))
                            .count()
                    > 1) {
                throw new IllegalArgumentException(
                        "workload '" + workload.name() + "' is given twice, expected every name once");
            }
        }
        return chosen;
    }

    private Path csvFile() {
        return csv == null ? out.resolve("comparison.csv") : csv;
    }

    private Path jsonFile() {
        return json == null ? out.resolve("comparison.json") : json;
    }

    private void write(final List<MigrationRecord> records, final List<ComparisonRow> rows) throws IOException {
        OutputFiles.write(out.resolve("migrations.csv"), text -> CsvReport.migrations(records, text));
        OutputFiles.write(out.resolve("rounds.csv"), text -> CsvReport.rounds(records, text));
        OutputFiles.write(csvFile(), text -> CsvReport.write(ComparisonRow.METRICS, rows, text));
        OutputFiles.write(jsonFile(), JsonReport.of(ComparisonRow.METRICS, rows) + "\n");
    }
}
