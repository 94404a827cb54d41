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
