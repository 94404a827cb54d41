package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.TechniqueOption;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import io.github.cloudsimmigration.technique.Technique;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A day with an allocation policy, once for each technique and policy of which VM moves. */
abstract class DayCommand implements ScenarioCommand {
    private static final String VETO_HORIZON = "--veto-horizon";
    private static final int PAGES_PER_MEGABYTE = 256;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TechniqueOption techniques = new TechniqueOption();

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "minimum-migration-time",
            description =
                    "Which VM leaves a host, with +veto behind it only if that pays by energy; may be given several"
                            + " times (default: ${DEFAULT-VALUE}).")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = VETO_HORIZON,
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Over which time a move must pay, with +veto (default: ${DEFAULT-VALUE}).")
    private double vetoHorizon;

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
            description = "Page trace that VMs write by; may be given several times, the VMs take them in turn"
                    + " (default: the shipped one of MariaDB; for balance also Redis, busy and idle).")
    private List<Path> pageTraces = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where " + RunReport.FILES + " go (default: out/ and the command's name).")
    private @Nullable Path out;

    /** {@return the allocation policy, given which VM leaves a host} */
    abstract VmAllocationPolicy allocation(VmSelectionPolicy selection);

    /** {@return the shipped traces that VMs write by, in turn, if no others are named} */
    abstract List<String> programs();

    /** {@return the figures that a table of techniques and policies is made of} */
    abstract List<String> chiefFigures();

    /** Checks what is asked for beside the techniques, before anything is run. */
    void check(final List<MovePolicy> chosen) {}

    /** {@return runs to compare techniques with} */
    abstract List<Day.Result> references(Day.Setup setup, List<MovePolicy> chosen);

    @Override
    public final void execute() throws IOException {
        final List<Technique> chosen = techniques.chosen();
        Validate.isTrue(
                vetoHorizon >= 0 && Double.isFinite(vetoHorizon),
                "%s %s, expected 0 or more seconds",
                VETO_HORIZON,
                vetoHorizon);
        Validate.isTrue(!policies.isEmpty(), "--policy without a name, expected one or more");
        final List<MovePolicy> moving = policies.stream()
                .distinct()
                .map(name -> MovePolicy.byName(name, vetoHorizon))
                .toList();
        Validate.isTrue(
                !spec.commandLine().getParseResult().hasMatchedOption(VETO_HORIZON)
                        || moving.stream().anyMatch(MovePolicy::vetoes),
                "%s %s, expected a --policy with %s behind its name",
                VETO_HORIZON,
                vetoHorizon,
                MovePolicy.VETO);
        check(moving);
        final Day.Setup setup = setup();
        final Path folder = out == null ? Path.of("out", spec.name()) : out;
        OutputFiles.prepareFolder(folder);
        final List<Day.Result> results = new ArrayList<>(references(setup, moving));
        for (final Technique technique : chosen) {
            for (final MovePolicy policy : moving) {
                final String name = moving.size() == 1 ? technique.name() : technique.name() + " " + policy.name();
                results.add(new Day(setup, this::allocation).run(technique, policy, ProgressBar.named(name)));
            }
        }
        DayReport.OF_DAYS.write(results, folder);
        if (moving.size() == 1) {
            DayReport.OF_DAYS.printColumns(results, spec.commandLine().getOut());
        } else {
            DayReport.printByPolicy(results, chiefFigures(), spec.commandLine().getOut());
        }
        spec.commandLine().getOut().println("Written to " + folder + ": " + RunReport.FILES);
    }

    private List<PageTrace> writes(final long vmMb) throws IOException {
        final List<PageTrace> traces = new ArrayList<>();
        for (final Path file : pageTraces) {
            traces.add(fitting(file.toString(), PageTraces.read(file), vmMb));
        }
        if (traces.isEmpty()) {
            for (final String program : programs()) {
                traces.add(fitting(program, PageTraces.shipped(program), vmMb));
            }
        }
        return traces;
    }

    private static PageTrace fitting(final String name, final PageTrace trace, final long vmMb) {
        if (trace.pages() > vmMb * PAGES_PER_MEGABYTE) {
            throw new IllegalArgumentException("VMs of " + vmMb + " MiB, expected at least the " + trace.pages()
                    + " pages (" + (trace.pages() / PAGES_PER_MEGABYTE + 1) + " MiB) of page trace " + name);
        }
        return trace;
    }

    private Day.Setup setup() throws IOException {
        Quantities.checkAtLeast(1, "--hosts", hosts);
        Quantities.checkAtLeast(1, "--vms", vms);
        final int ramMb = ram == null ? 0 : Quantities.mebibytes("--ram", ram);
        if (ramMb > Day.HOST_RAM_MB) {
            throw new IllegalArgumentException(
                    "--ram " + ram + ", expected at most the hosts' " + Day.HOST_RAM_MB + " MiB");
        }
        final List<PageTrace> writes = writes(ram == null ? Day.SMALLEST_RAM_MB : ramMb);
        final List<double[]> demand = cpuTrace == null ? CpuTraces.synthetic(vms, seed) : CpuTraces.read(cpuTrace);
        return new Day.Setup(hosts, vms, ramMb, Quantities.bytesPerSecond("--link", link), demand, writes, seed);
    }
}
