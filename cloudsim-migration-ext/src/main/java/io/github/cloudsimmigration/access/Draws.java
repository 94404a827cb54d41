package io.github.cloudsimmigration.access;

import java.util.random.RandomGenerator;

/** Random draws that the standard library lacks. */
final class Draws {
    private static final double LARGE_MEAN = 64;

    private Draws() {}

    /**
     * {@return a Poisson-distributed number}
     *
     * <p>Exact below a mean of 64; above, the normal approximation with continuity correction, whose error is far below
     * what an update counter can show.
     */
    static int poisson(final double mean, final RandomGenerator random) {
        if (mean > LARGE_MEAN) {
            final double normal = mean + Math.sqrt(mean) * random.nextGaussian();
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.floor(normal + 0.5)));
        }
        int arrivals = 0;
        for (double time = random.nextExponential(); time < mean; time += random.nextExponential()) {
            arrivals++;
        }
        return arrivals;
    }

    /**
     * {@return a binomially distributed number: how many of some trials succeed}
     *
     * <p>Exact below a variance of 64; above, the normal approximation with continuity correction.
     *
     * @param trials how many trials, a whole number
     * @param share the probability of each to succeed, 0 to 1
     */
    static int binomial(final double trials, final double share, final RandomGenerator random) {
        final double variance = trials * share * (1 - share);
        final double successes;
        if (variance > LARGE_MEAN) {
            final double normal = trials * share + Math.sqrt(variance) * random.nextGaussian();
            successes = Math.max(0, Math.min(trials, Math.floor(normal + 0.5)));
        } else if (share > 0.5) {
            successes = trials - binomial(trials, 1 - share, random);
        } else {
            final double logMissed = -Math.log1p(-share);
            int found = 0;
            for (double x = random.nextExponential() / logMissed;
                    x < trials;
                    x = Math.floor(x) + 1 + random.nextExponential() / logMissed) {
                found++;
            }
            successes = found;
        }
        return (int) Math.min(Integer.MAX_VALUE, successes);
    }

    /** {@return the numbers 0 to size-1 in random order (Fisher and Yates)} */
    static int[] permutation(final int size, final RandomGenerator random) {
        final int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i;
        }
        shuffle(numbers, random);
        return numbers;
    }

    /** Puts numbers in random order. */
    static void shuffle(final int[] numbers, final RandomGenerator random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int moved = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = moved;
        }
    }
}
