package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.day.MovePolicy;
import io.github.cloudsimmigration.scenarios.output.TextTable;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.scenarios.workload.WriteSpec;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import io.github.cloudsimmigration.technique.qemu.QemuVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Lists what there is. */
@Command(
        name = "list",
        description = "Lists techniques, their sources and parameters, scenarios, and workloads.",
        mixinStandardHelpOptions = true)
final class ListCommand implements ScenarioCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void execute() throws IOException {
        final Collection<Technique> techniques = Techniques.all();
        final PrintWriter out = spec.commandLine().getOut();
        out.println("Techniques:");
        for (final Technique technique : techniques) {
            out.printf("  %-22s %s%n", technique.name(), technique.summary());
            if (!technique.source().isEmpty()) {
                out.printf("  %-22s   source: %s%n", "", technique.source());
            }
            technique.parameters().forEach((name, value) -> out.printf("  %-22s   %s = %s%n", "", name, value));
        }
        out.println();
        out.println("Parameters and capabilities of qemu-precopy (--set NAME=VALUE), by QEMU's names:");
        qemuParameters().print(out);
        out.println();
        out.println("Scenarios:");
        for (final Map.Entry<String, CommandLine> command :
                spec.parent().subcommands().entrySet()) {
            describe(out, command.getKey(), command.getValue().getCommandSpec());
        }
        out.println();
        out.println("Policies (consolidate --policy, balance --policy), each also with " + MovePolicy.VETO
                + ", which drops moves that do not pay by energy:");
        for (final MovePolicy policy : MovePolicy.all()) {
            out.printf("  %-22s %s%n", policy.name(), policy.description());
        }
        out.println();
        out.println("Workloads (compare --workload):");
        for (final Workload workload : Workload.all()) {
            out.printf("  %-22s %s%n", workload.name(), workload.description());
        }
        out.println();
        out.println("Writes (--writes), several joined by +:");
        WriteSpec.FORMS.forEach(form -> out.println("  " + form));
    }

    private static TextTable qemuParameters() {
        final var table = new TextTable(Set.of(2, 3))
                .add(List.of("  name", "default", "unit", "meaning"))
                .add(List.of(
                        "  version",
                        QemuParameters.DEFAULT.version().label(),
                        "",
                        "of QEMU: "
                                + Arrays.stream(QemuVersion.values())
                                        .map(QemuVersion::label)
                                        .collect(Collectors.joining(" or "))));
        for (final QemuParameter parameter : QemuParameter.values()) {
            table.add(
                    List.of("  " + parameter.label(), parameter.standardText(), parameter.unit(), parameter.meaning()));
        }
        return table;
    }

    private static void describe(final PrintWriter out, final String name, final CommandSpec command) {
        out.printf("  %-22s %s%n", name, String.join(" ", command.usageMessage().description()));
        for (final OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                out.printf("  %-22s   %s: %s%n", "", option.longestName(), String.join(" ", option.description()));
            }
        }
    }
}
