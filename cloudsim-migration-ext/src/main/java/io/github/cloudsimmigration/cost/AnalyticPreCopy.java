package io.github.cloudsimmigration.cost;

import org.apache.commons.lang3.Validate;

/**
 * The classic formula of pre-copy: a VM that dirties memory at a constant rate, of which each round sends what the one before has let
 * through.
 *
 * <p>Source: H. Liu et al., "Performance and Energy Modeling for Live Migration of Virtual Machines", HPDC 2011: with &lambda; = D / R, round i
 * sends V &lambda;<sup>i</sup>; n rounds follow the first one, until what is left is below a threshold; in all V (1 -
 * &lambda;<sup>n+1</sup>) / (1 - &lambda;) is sent, at rate R.
 *
 * <p>A baseline, not the estimate to use: it takes every write for a write to another page, so a small working set that is written over
 * and over looks as if it never converged, and it knows no technique but one.
 *
 * @param memoryBytes V, what is sent first
 * @param dirtyBytesPerSecond D
 * @param bytesPerSecond R, above 0
 * @param thresholdBytes the VM is stopped when no more than this is left, above 0
 * @param maxRounds or after so many rounds, 1 or more
 */
public record AnalyticPreCopy(
        long memoryBytes, double dirtyBytesPerSecond, double bytesPerSecond, long thresholdBytes, int maxRounds) {
    public AnalyticPreCopy {
        Validate.isTrue(memoryBytes > 0, "memory of %d bytes, expected 1 or more", memoryBytes);
        Validate.isTrue(dirtyBytesPerSecond >= 0, "%s bytes/s dirtied, expected 0 or more", dirtyBytesPerSecond);
        Validate.isTrue(bytesPerSecond > 0, "rate of %s bytes/s, expected above 0", bytesPerSecond);
        Validate.isTrue(thresholdBytes > 0, "threshold of %d bytes, expected 1 or more", thresholdBytes);
        Validate.isTrue(maxRounds > 0, "at most %d rounds, expected 1 or more", maxRounds);
    }

    /** {@return &lambda;: what is dirtied while a byte is sent} */
    public double dirtiedPerByte() {
        return dirtyBytesPerSecond / bytesPerSecond;
    }

    /** {@return rounds with the VM running, the first one included} */
    public int liveRounds() {
        double left = memoryBytes * dirtiedPerByte();
        int rounds = 1;
        while (left > thresholdBytes && rounds < maxRounds) {
            left *= dirtiedPerByte();
            rounds++;
        }
        return rounds;
    }

    /** {@return V (1 - &lambda;<sup>n+1</sup>) / (1 - &lambda;), the bytes sent in all, the last ones with the VM stopped} */
    public double bytes() {
        final double ratio = dirtiedPerByte();
        final int terms = liveRounds() + 1;
        return ratio == 1 ? (double) memoryBytes * terms : memoryBytes * (1 - Math.pow(ratio, terms)) / (1 - ratio);
    }

    /** {@return the total time, without what suspending and resuming take} */
    public double totalSeconds() {
        return bytes() / bytesPerSecond;
    }

    /** {@return the time to send what is left once the VM is stopped} */
    public double downtimeSeconds() {
        return memoryBytes * Math.pow(dirtiedPerByte(), liveRounds()) / bytesPerSecond;
    }
}
