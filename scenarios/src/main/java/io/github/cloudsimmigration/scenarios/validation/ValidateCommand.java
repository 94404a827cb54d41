package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.SeedsOption;
import io.github.cloudsimmigration.scenarios.output.MarkedText;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predictions of migrations that QEMU really did. */
@Command(
        name = "validate",
        description = "Predicts measured QEMU migrations from their configuration, and prints how far off that is.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements ScenarioCommand {
    private static final MarkedText PLACE = new MarkedText("validate");

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
            names = "--held-out",
            description = "Fit the numbers of the test bed on each half of the runs, too, and predict the other half.")
    private boolean heldOut;

    @Option(
            names = "--again",
            paramLabel = "DIR",
            description =
                    "Folder with further runs of the same configurations: also say how well one run foretells another.")
    private @Nullable Path again;

    @Mixin
    private SeedsOption seeds = new SeedsOption(33, 1000);

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

    @Option(
            names = "--doc",
            paramLabel = "FILE",
            description =
                    "Also renew the table in FILE, between the lines <!-- validate:begin --> and <!-- validate:end -->.")
    private @Nullable Path doc;

    @Override
    public void execute() throws IOException {
        if (doc != null) {
            PLACE.prepare(doc);
        }
        OutputFiles.prepareFolder(out);
        if (json != null) {
            OutputFiles.prepareFile(json);
        }
        final var setup = new Validation.Setup(seeds.seeds(), seeds.seed(), seeds.threads(), heldOut, again);
        final Validation validation = Validation.of(runs, setup, ProgressBar.named("validate"));
        validation.leftOut().forEach(reason -> spec.commandLine().getErr().println("error: " + reason + "; left out"));
        final PrintWriter terminal = spec.commandLine().getOut();
        ValidationReport.print(validation, terminal);
        terminal.println();
        final List<String> pictures = ValidationPictures.write(validation, out);
        if (!pictures.isEmpty()) {
            terminal.println("Written to " + out + ", as .png and .svg: " + String.join(", ", pictures));
        }
        if (json != null) {
            OutputFiles.write(json, ValidationReport.json(validation) + "\n");
            terminal.println("Written to " + json);
        }
        if (doc != null) {
            PLACE.renew(doc, ValidationReport.markdown(validation));
        }
        terminal.flush();
        if (!validation.leftOut().isEmpty()) {
            throw new IOException(validation.leftOut().size() + " left out, see above");
        }
    }
}
