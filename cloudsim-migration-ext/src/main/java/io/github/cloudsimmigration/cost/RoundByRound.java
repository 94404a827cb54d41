package io.github.cloudsimmigration.cost;

import io.github.cloudsimmigration.access.DirtyCurve;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.lang3.Validate;

/**
 * A predictor of the total time from a dirty curve: a round at a time, each sends what the curve says the one before has let become dirty, until a
 * round fits into the downtime limit.
 *
 * <p>Source: A. Gudkov, "Migration time prediction using calc-dirty-rate", qemu-devel, April 2023. A page takes 4096 + 8 bytes, a zero page 8.
 *
 * <p>Does not claim to be QEMU: QEMU ends a round when what is unsent fits, and carries the rest over.
 *
 * @param curve the dirty curve of the non-zero pages
 * @param zeroPages pages that are zero, sent once
 * @param pageSize bytes of a page
 */
public record RoundByRound(DirtyCurve curve, int zeroPages, int pageSize) {
    private static final int HEADER_BYTES = 8;
    private static final int MOST_ROUNDS = 10_000;

    public RoundByRound {
        Validate.isTrue(zeroPages >= 0, "%d zero pages, expected 0 or more", zeroPages);
        Validate.isTrue(pageSize > 0, "pages of %d bytes, expected 1 or more", pageSize);
    }

    /**
     * {@return the total time in seconds; empty if the migration does not converge}
     *
     * @param bytesPerSecond the link, above 0
     * @param downtimeLimitSeconds the limit; infinite to stop the VM after one round
     */
    public OptionalDouble totalSeconds(final double bytesPerSecond, final double downtimeLimitSeconds) {
        final double[] rounds = roundSeconds(bytesPerSecond, downtimeLimitSeconds);
        return rounds.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(rounds).sum());
    }

    /**
     * {@return how long each round takes, in seconds; the last one is the downtime. None if the migration does not converge}
     *
     * @param bytesPerSecond the link, above 0
     * @param downtimeLimitSeconds the limit; infinite to stop the VM after one round
     */
    public double[] roundSeconds(final double bytesPerSecond, final double downtimeLimitSeconds) {
        Validate.isTrue(bytesPerSecond > 0, "rate of %s bytes/s, expected above 0", bytesPerSecond);
        Validate.isTrue(downtimeLimitSeconds >= 0, "downtime limit of %s s, expected 0 or more", downtimeLimitSeconds);
        final double pageBytes = (double) pageSize + HEADER_BYTES;
        final var rounds = DoubleStream.builder();
        double round = (curve.writablePages() * pageBytes + (double) zeroPages * HEADER_BYTES) / bytesPerSecond;
        rounds.add(round);
        for (int i = 0; round > downtimeLimitSeconds; i++) {
            final double next = curve.pagesAfter(round) * pageBytes / bytesPerSecond;
            if (i == MOST_ROUNDS || (i > 0 && next >= round)) {
                return new double[0];
            }
            round = next;
            rounds.add(round);
        }
        return rounds.build().toArray();
    }
}
