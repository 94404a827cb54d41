package io.github.cloudsimmigration.scenarios.cli;

import picocli.CommandLine.Option;

/** How many simulations go on at once. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Migrations simulated at once; changes no result (default: ${DEFAULT-VALUE}).")
    private int threads = 2;

    /** {@return how many migrations at once, 1 or more} */
    public int threads() {
        Quantities.checkAtLeast(1, "--threads", threads);
        return threads;
    }
}
