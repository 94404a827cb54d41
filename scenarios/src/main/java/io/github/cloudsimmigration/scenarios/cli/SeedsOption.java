package io.github.cloudsimmigration.scenarios.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How often something random is simulated, from which seeds, and how many times at once. */
public final class SeedsOption {
    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many times each, with another seed every time (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The first seed; the others follow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    /** Takes the defaults. */
    public SeedsOption(final int seeds, final long seed) {
        this.seeds = seeds;
        this.seed = seed;
    }

    /** {@return how many times, 1 or more} */
    public int seeds() {
        Quantities.checkAtLeast(1, "--seeds", seeds);
        return seeds;
    }

    /** {@return the first seed} */
    public long seed() {
        return seed;
    }

    /** {@return how many migrations at once, 1 or more} */
    public int threads() {
        return threads.threads();
    }
}
