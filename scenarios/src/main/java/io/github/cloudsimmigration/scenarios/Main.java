package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.scenarios.batch.EvacuateCommand;
import io.github.cloudsimmigration.scenarios.batch.StormCommand;
import io.github.cloudsimmigration.scenarios.comparison.CompareCommand;
import io.github.cloudsimmigration.scenarios.comparison.FitCommand;
import io.github.cloudsimmigration.scenarios.day.BalanceCommand;
import io.github.cloudsimmigration.scenarios.day.ConsolidateCommand;
import io.github.cloudsimmigration.scenarios.solo.MigrateCommand;
import io.github.cloudsimmigration.scenarios.solo.PredictCommand;
import io.github.cloudsimmigration.scenarios.solo.ReplayCommand;
import io.github.cloudsimmigration.scenarios.validation.ValidateCommand;
import io.github.cloudsimmigration.technique.TechniqueProviderException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The scenarios as commands: {@code java -jar scenarios.jar <command>}. */
@Command(
        name = "scenarios",
        description = "Live VM migration in CloudSim Plus, page by page.",
        mixinStandardHelpOptions = true,
        version = "cloudsim-migration-ext 0.1.0-SNAPSHOT",
        subcommands = {
            ConsolidateCommand.class,
            BalanceCommand.class,
            CompareCommand.class,
            MigrateCommand.class,
            ReplayCommand.class,
            PredictCommand.class,
            FitCommand.class,
            ValidateCommand.class,
            StormCommand.class,
            EvacuateCommand.class,
            ListCommand.class
        })
public final class Main {
    /** Runs a command and exits with its status: 0 if it worked, 2 if something about the request was wrong. */
    public static void main(final String[] args) {
        Locale.setDefault(Locale.ROOT); // CloudSim Plus's tables and names follow it
        System.setProperty("java.awt.headless", "true"); // pictures are files; nothing opens a window
        System.exit(execute(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** {@return the exit status of a command that prints to given writers} */
    static int execute(final PrintWriter out, final PrintWriter err, final String... args) {
        final var commandLine = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> complain(err, Complaint.about(exception)))
                .setExecutionExceptionHandler((exception, command, result) -> {
                    if (isAboutTheRequest(exception)) {
                        return complain(err, Complaint.oneLine(exception));
                    }
                    throw exception;
                });
        if (args.length == 0) {
            commandLine.usage(out);
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return commandLine.execute(args);
        } catch (final OutOfMemoryError e) {
            err.println(
                    "error: not enough memory for that many pages or hosts, expected smaller VMs, fewer hosts or a larger heap (-Xmx)");
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static boolean isAboutTheRequest(final Exception exception) {
        return exception instanceof IllegalArgumentException
                || exception instanceof TechniqueProviderException
                || exception instanceof IOException
                || exception instanceof UncheckedIOException;
    }

    private static int complain(final PrintWriter err, final String complaint) {
        err.println("error: " + complaint);
        return CommandLine.ExitCode.USAGE;
    }
}
