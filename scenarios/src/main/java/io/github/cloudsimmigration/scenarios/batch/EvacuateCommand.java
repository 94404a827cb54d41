package io.github.cloudsimmigration.scenarios.batch;

import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
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
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hosts emptied for maintenance, once for each technique and order. */
@Command(
        name = "evacuate",
        description = "Empties hosts before a deadline within limits, once for each technique and order of the queue.",
        mixinStandardHelpOptions = true)
public final class EvacuateCommand implements ScenarioCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TechniqueOption techniques = new TechniqueOption();

    @Option(
            names = "--order",
            paramLabel = "NAME",
            split = ",",
            converter = OrderNames.class,
            completionCandidates = OrderNames.class,
            description =
                    "Which goes first; may be given several times (default: all where migrations queue): ${COMPLETION-CANDIDATES}.")
    private @Nullable List<QueueOrder> orders;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "16",
            description = "Hosts, eight to a rack (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(
            names = "--drain",
            paramLabel = "N",
            defaultValue = "4",
            description = "Hosts that are to be empty (default: ${DEFAULT-VALUE}).")
    private int drain;

    @Option(
            names = "--vms",
            paramLabel = "N",
            defaultValue = "8",
            description = "VMs of each of them, of 1, 2, 4 and 8 GiB (default: ${DEFAULT-VALUE}).")
    private int vms;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "When the last of them is to be empty, the others at equal distances before"
                    + " (default: ${DEFAULT-VALUE}).")
    private double deadline;

    @Mixin
    private RackOptions racks = new RackOptions();

    @Option(
            names = "--orchestration",
            paramLabel = "NAME",
            defaultValue = "kubevirt",
            description = "Limits and timeouts: " + Orchestrations.NAMES + " (default: ${DEFAULT-VALUE}).")
    private String orchestration = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/evacuate",
            description = "Where " + RunReport.FILES + " go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Override
    public void execute() throws IOException {
        final List<Technique> chosen = techniques.chosen();
        final Orchestration within = Orchestrations.byName(orchestration);
        final List<QueueOrder> chosenOrders = chosenOrders(within);
        final var evacuation = new HostEvacuation(setup(within));
        OutputFiles.prepareFolder(out);
        final List<HostEvacuation.Result> results = new ArrayList<>();
        final DoubleConsumer progress = ProgressBar.named("evacuate");
        for (final Technique technique : chosen) {
            for (final QueueOrder order : chosenOrders) {
                progress.accept((double) results.size() / (chosen.size() * chosenOrders.size()));
                results.add(evacuation.run(technique, order));
            }
        }
        progress.accept(1);
        final PrintWriter terminal = spec.commandLine().getOut();
        HostEvacuation.REPORT.write(results, out);
        HostEvacuation.REPORT.printRows(results, HostEvacuation.CHIEF_FIGURES, terminal);
        terminal.println("Written to " + out + ": " + RunReport.FILES);
        terminal.flush();
    }

    /** {@return the orders asked for, or all of them; one where nothing queues} */
    private List<QueueOrder> chosenOrders(final Orchestration within) {
        final boolean limited = !within.limits().equals(MigrationLimits.NONE);
        if (orders == null) {
            return limited ? List.of(QueueOrder.values()) : List.of(within.order());
        }
        Validate.isTrue(!orders.isEmpty(), "--order without a name, expected one or more");
        Validate.isTrue(
                limited,
                "--order with --orchestration %s, where nothing queues: expected one with limits",
                orchestration);
        return orders.stream().distinct().toList();
    }

    private HostEvacuation.Setup setup(final Orchestration within) {
        Quantities.checkAtLeast(1, "--drain", drain);
        Validate.isTrue(hosts > drain, "--hosts %d and --drain %d, expected hosts that are not drained", hosts, drain);
        Quantities.checkAtLeast(1, "--vms", vms);
        Quantities.checkAboveZero("--deadline", deadline);
        final var setup = new HostEvacuation.Setup(
                hosts, drain, vms, racks.linkBytesPerSecond(), racks.oversubscription(), deadline, within, seed);
        Quantities.checkAtMost(
                setup.mostVmsPerHost(),
                "--vms",
                vms,
                "the hosts, or those that are not drained, have no room for more");
        return setup;
    }
}
