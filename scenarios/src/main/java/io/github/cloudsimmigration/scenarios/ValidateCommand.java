package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.validation.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predictions of migrations that QEMU really did. */
@Command(
        name = "validate",
        description = "Predicts measured QEMU migrations from their configuration, and prints how far off that is.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements ScenarioCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--runs",
            required = true,
            paramLabel = "DIR",
            description = "Folder with a JSON file for each run: config, result.")
    @SuppressWarnings("NullAway.Init")
    private Path runs;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "11",
            description = "How often each run is simulated (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The first seed; the others follow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Runs simulated at once; changes no result (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "What was predicted and measured of each run, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/validate",
            description = "Where the pictures go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Override
    public void execute() throws IOException {
        Quantities.checkAtLeast(1, "--seeds", seeds);
        Quantities.checkAtLeast(1, "--threads", threads);
        OutputFiles.prepareFolder(out);
        if (json != null) {
            OutputFiles.prepareFile(json);
        }
        final Validation validation = Validation.of(runs, seeds, seed, threads, ProgressBar.named("validate"));
        final PrintWriter terminal = spec.commandLine().getOut();
        validation.print(terminal);
        terminal.println();
        terminal.println("Written to " + out + ", as .png and .svg: " + String.join(", ", validation.draw(out)));
        if (json != null) {
            OutputFiles.write(json, validation.json() + "\n");
            terminal.println("Written to " + json);
        }
        terminal.flush();
    }
}
