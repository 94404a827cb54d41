package io.github.cloudsimmigration.cost;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.lang3.Validate;

/**
 * Predicts pre-copy from a curve of dirtied pages, round by round: a round sends what the one before has let through, until a round takes no
 * longer than the downtime limit.
 *
 * <p>Source: A. Gudkov, "Migration time prediction using calc-dirty-rate", qemu-devel, April 2023.
 *
 * <p>What it does not claim: rounds are whole, unlike QEMU's, which end when what is unsent fits the limit.
 *
 * <p>Cost: a look at the curve for each round.
 *
 * @param dirtyPages pages dirty as a function of the seconds since all were clean, never falling
 * @param nonZeroPages pages that the first round sends whole
 * @param zeroPages pages that it sends as marks
 * @param pageBytes bytes of a page on the wire
 * @param zeroPageBytes bytes of a mark on the wire
 */
public record DirtyCurvePredictor(
        DoubleUnaryOperator dirtyPages, double nonZeroPages, double zeroPages, int pageBytes, int zeroPageBytes) {
    private static final int PAGE_BYTES = 8 + 4096;
    private static final int ZERO_PAGE_BYTES = 8;
    private static final int MAX_ROUNDS = 10_000;
    private static final double NOTHING_GAINED = 1e-9;

    public DirtyCurvePredictor {
        Validate.isTrue(nonZeroPages >= 0, "%s pages that are not zero, expected 0 or more", nonZeroPages);
        Validate.isTrue(zeroPages >= 0, "%s zero pages, expected 0 or more", zeroPages);
    }

    /** Describes a guest with pages of 4 KiB, headers and marks of 8 bytes. */
    public DirtyCurvePredictor(
            final DoubleUnaryOperator dirtyPages, final double nonZeroPages, final double zeroPages) {
        this(dirtyPages, nonZeroPages, zeroPages, PAGE_BYTES, ZERO_PAGE_BYTES);
    }

    /**
     * What a migration comes to.
     *
     * @param converges whether a round ever fits the limit; if not, the figures are those of the rounds looked at
     * @param totalSeconds time of all rounds
     * @param downtimeSeconds time of the last one, with the VM stopped
     * @param bytes sent in all
     * @param rounds with the VM running
     */
    public record Prediction(
            boolean converges, double totalSeconds, double downtimeSeconds, double bytes, int rounds) {}

    /**
     * {@return what a migration comes to}
     *
     * @param bytesPerSecond the rate, above 0
     * @param limitSeconds the downtime limit, 0 or more; infinite for none
     */
    public Prediction predict(final double bytesPerSecond, final double limitSeconds) {
        Validate.isTrue(bytesPerSecond > 0, "rate of %s bytes/s, expected above 0", bytesPerSecond);
        Validate.isTrue(limitSeconds >= 0, "downtime limit of %s s, expected 0 or more", limitSeconds);
        double round = nonZeroPages * pageBytes + zeroPages * zeroPageBytes;
        double bytes = 0;
        for (int rounds = 0; rounds < MAX_ROUNDS; rounds++) {
            final double seconds = round / bytesPerSecond;
            bytes += round;
            if (seconds <= limitSeconds) {
                return new Prediction(true, bytes / bytesPerSecond, seconds, bytes, rounds);
            }
            final double next = dirtyPages.applyAsDouble(seconds) * pageBytes;
            if (rounds > 0 && next >= round * (1 - NOTHING_GAINED)) {
                return new Prediction(false, bytes / bytesPerSecond, seconds, bytes, rounds);
            }
            round = next;
        }
        return new Prediction(false, bytes / bytesPerSecond, round / bytesPerSecond, bytes, MAX_ROUNDS);
    }
}
