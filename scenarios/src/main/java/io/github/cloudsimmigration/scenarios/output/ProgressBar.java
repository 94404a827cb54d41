package io.github.cloudsimmigration.scenarios.output;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Help.Ansi;

/** A bar on standard error that grows, if a person is watching. */
public final class ProgressBar implements DoubleConsumer {
    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private final String name;
    private int shown = -1;

    private ProgressBar(final String name, final PrintStream terminal) {
        this.name = name;
        this.terminal = terminal;
    }

    /** {@return a bar on a terminal, nothing otherwise} */
    public static DoubleConsumer named(final String name) {
        return Ansi.AUTO.enabled() ? new ProgressBar(name, System.err) : progress -> {};
    }

    @Override
    public void accept(final double progress) {
        final int length = (int) (progress * WIDTH);
        if (length != shown) {
            shown = length;
            terminal.printf("\r%-16s [%s%s]", name, "#".repeat(length), " ".repeat(WIDTH - length));
            if (length == WIDTH) {
                terminal.println();
            }
        }
    }
}
