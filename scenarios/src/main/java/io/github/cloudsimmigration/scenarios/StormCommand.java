package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many migrations at once, once for each technique. */
@Command(
        name = "storm",
        description = "Migrates many VMs at once through an oversubscribed core, once for each technique.",
        mixinStandardHelpOptions = true)
final class StormCommand implements ScenarioCommand {
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

    @Option(
            names = "--link",
            paramLabel = "RATE",
            defaultValue = "10Gbit",
            description =
                    "Migration NIC of every host, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private String link = "";

    @Option(
            names = "--oversubscription",
            paramLabel = "X",
            defaultValue = "4",
            description = "What the hosts of a rack can send over what its link to the core takes"
                    + " (default: ${DEFAULT-VALUE}).")
    private double oversubscription;

    @Option(
            names = "--orchestration",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "Limits and timeouts: " + Runs.ORCHESTRATIONS + " (default: ${DEFAULT-VALUE}).")
    private String orchestration = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/storm",
            description = "Where runs.csv, summary.json, migrations.csv and rounds.csv go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Override
    public void execute() throws IOException {
        final List<Technique> chosen = techniques.isEmpty()
                ? List.copyOf(Techniques.all())
                : techniques.stream().distinct().map(Techniques::byName).toList();
        final var storm = new MigrationStorm(setup());
        OutputFiles.prepareFolder(out);
        final List<MigrationStorm.Result> results = new ArrayList<>();
        for (final Technique technique : chosen) {
            results.add(storm.run(technique));
        }
        Runs.write(
                out,
                MigrationStorm.METRICS,
                results,
                results.stream().flatMap(result -> result.migrations().stream()).toList());
        Runs.print(MigrationStorm.METRICS, results, spec.commandLine().getOut());
        spec.commandLine()
                .getOut()
                .println("Written to " + out + ": runs.csv, summary.json, migrations.csv, rounds.csv");
    }

    private MigrationStorm.Setup setup() {
        Runs.checkAtLeast(2, "--hosts", hosts);
        Runs.checkAtLeast(1, "--vms", vms);
        Runs.checkAboveZero("--write-rate", writeRate);
        Runs.checkAboveZero("--oversubscription", oversubscription);
        return new MigrationStorm.Setup(
                hosts,
                vms,
                (int) Math.max(1, Quantities.bytes("--ram", ram) >> 20),
                writeRate,
                Quantities.bytesPerSecond("--link", link),
                oversubscription,
                Runs.orchestration(orchestration),
                seed);
    }
}
