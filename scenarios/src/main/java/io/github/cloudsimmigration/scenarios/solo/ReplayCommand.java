package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.engine.RoundReplay;
import io.github.cloudsimmigration.scenarios.cli.QemuOption;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.technique.Technique;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A technique on an explicit list of rounds. */
@Command(
        name = "replay",
        description = "Runs a technique on explicit rounds and prints what it sends, skips and holds as JSON.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements ScenarioCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--technique", required = true, description = "Technique.")
    private String technique = "";

    @Mixin
    private QemuOption qemu = new QemuOption();

    @Option(
            names = "--rounds",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON, like {\"pages\": 8, \"rounds\": [{\"dirty\": [1, 5], \"early\": [5]}]}: pages written in each round, and those of them"
                            + " that were before their turn came; also free, initialUpdates, observed, bandwidthPagesPerSecond, stopRules.")
    @SuppressWarnings("NullAway.Init")
    private Path rounds;

    @Override
    public void execute() throws IOException {
        final Technique known = qemu.named(List.of(technique)).get(0);
        final RoundReplay.Result result = RoundReplay.run(known, ReplayJson.read(rounds));
        spec.commandLine().getOut().println(ReplayJson.write(result));
    }
}
