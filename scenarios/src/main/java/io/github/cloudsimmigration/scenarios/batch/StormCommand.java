package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.TechniqueOption;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.technique.Technique;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many migrations at once, once for each technique. */
@Command(
        name = "storm",
        description = "Migrates many VMs at once through an oversubscribed core, once for each technique.",
        mixinStandardHelpOptions = true)
public final class StormCommand implements ScenarioCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TechniqueOption techniques = new TechniqueOption();

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "32",
            description =
                    "Hosts, eight to a rack; the first half sends, the other receives (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(names = "--vms", paramLabel = "N", defaultValue = "64", description = "VMs (default: ${DEFAULT-VALUE}).")
    private int vms;

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "RAM of every VM, in MiB or with a unit (default: ${DEFAULT-VALUE}).")
    private String ram = "";

    @Option(
            names = "--write-rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Pages every VM writes per second (default: ${DEFAULT-VALUE}).")
    private double writeRate;

    @Mixin
    private RackOptions racks = new RackOptions();

    @Option(
            names = "--orchestration",
            paramLabel = "NAME",
            defaultValue = "progress",
            description =
                    "Limits and timeouts: " + Orchestrations.NAMES
                            + " (default: ${DEFAULT-VALUE}, which gives up a migration without progress for 150 s; with none, one that does not converge goes on for ever).")
    private String orchestration = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/storm",
            description = "Where " + RunReport.FILES + " go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Override
    public void execute() throws IOException {
        final List<Technique> chosen = techniques.chosen();
        final var storm = new MigrationStorm(setup());
        OutputFiles.prepareFolder(out);
        final List<MigrationStorm.Result> results = new ArrayList<>();
        final DoubleConsumer progress = ProgressBar.named("storm");
        for (final Technique technique : chosen) {
            progress.accept((double) results.size() / chosen.size());
            results.add(storm.run(technique));
        }
        progress.accept(1);
        final PrintWriter terminal = spec.commandLine().getOut();
        MigrationStorm.REPORT.write(results, out);
        MigrationStorm.REPORT.printRows(results, MigrationStorm.CHIEF_FIGURES, terminal);
        terminal.println("Written to " + out + ": " + RunReport.FILES);
        terminal.flush();
    }

    private MigrationStorm.Setup setup() {
        Quantities.checkAtLeast(2, "--hosts", hosts);
        Quantities.checkAtLeast(1, "--vms", vms);
        Quantities.checkAboveZero("--write-rate", writeRate);
        final var setup = new MigrationStorm.Setup(
                hosts,
                vms,
                Quantities.mebibytes("--ram", ram),
                writeRate,
                racks.linkBytesPerSecond(),
                racks.oversubscription(),
                Orchestrations.byName(orchestration),
                seed);
        Quantities.checkAtMost(setup.mostVms(), "--vms", vms, "the senders have no room for more");
        return setup;
    }
}
