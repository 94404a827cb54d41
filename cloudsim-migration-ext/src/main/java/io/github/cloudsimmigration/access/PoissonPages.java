package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are each accessed at the times of a Poisson process of their own.
 *
 * <p>Key idea: over an interval a page is touched with probability 1 - exp(-rate * seconds), independently of all others. So
 * instead of drawing accesses, the walk leaps from touched page to touched page by exponential gaps; the work is the
 * number of pages touched, however often each one is. Once most pages are in the log already, only those that are still
 * clean are walked over, until the log is cleared.
 *
 * <p>Rates may differ from page to page below a common maximum (thinning). A log that counts gets exact multiplicities.
 */
final class PoissonPages {
    private static final double FEW_CLEAN_LEFT = 2.0;
    private static final double ONE_BY_ONE = 4.0;

    private final int firstRank;
    private final int size;
    private final IntUnaryOperator pageOfRank;
    private final IntToDoubleFunction rateOfRank;
    private final double maxRate;
    private final boolean evenRates;
    private final RandomGenerator random;

    private @Nullable PageLog lastLog;
    private int epoch = -1;
    private double expectedTouches;
    private int[] clean = {};
    private int cleanCount = -1;

    private PoissonPages(
            final int firstRank,
            final int endRank,
            final IntUnaryOperator pageOfRank,
            final IntToDoubleFunction rateOfRank,
            final double maxRate,
            final boolean evenRates,
            final RandomGenerator random) {
        this.firstRank = firstRank;
        this.size = endRank - firstRank;
        this.pageOfRank = pageOfRank;
        this.rateOfRank = rateOfRank;
        this.maxRate = maxRate;
        this.evenRates = evenRates;
        this.random = random;
    }

    /** {@return pages {@code from} to {@code to-1}, each accessed {@code rate} times a second} */
    static PoissonPages even(final int from, final int to, final double rate, final RandomGenerator random) {
        return new PoissonPages(from, to, rank -> rank, rank -> rate, rate, true, random);
    }

    /**
     * {@return ranks {@code from} to {@code to-1} of a ranking, each accessed at its own rate}
     *
     * @param maxRate the highest of the rates
     */
    static PoissonPages ranked(
            final int from,
            final int to,
            final IntUnaryOperator pageOfRank,
            final IntToDoubleFunction rateOfRank,
            final double maxRate,
            final RandomGenerator random) {
        return new PoissonPages(from, to, pageOfRank, rateOfRank, maxRate, false, random);
    }

    void advance(final double seconds, final PageLog log) {
        final double mean = maxRate * seconds;
        if (mean <= 0 || size == 0) {
            return;
        }
        if (log.counting()) {
            count(seconds, mean, log);
            return;
        }
        if (log != lastLog || log.epoch() != epoch) {
            lastLog = log;
            epoch = log.epoch();
            expectedTouches = 0;
            cleanCount = -1;
        }
        expectedTouches += mean;
        if (expectedTouches < FEW_CLEAN_LEFT) {
            touchAny(seconds, mean, log);
        } else {
            if (cleanCount < 0) {
                collectClean(log);
            }
            touchClean(seconds, mean, log);
        }
    }

    private void touchAny(final double seconds, final double mean, final PageLog log) {
        for (double x = gap(mean); x < size; x = Math.floor(x) + 1 + gap(mean)) {
            final int rank = firstRank + (int) x;
            if (accept(rank, seconds, mean)) {
                log.log(pageOfRank.applyAsInt(rank));
            }
        }
    }

    private void touchClean(final double seconds, final double mean, final PageLog log) {
        for (double x = cleanCount - gap(mean); x > 0; x = Math.ceil(x) - 1 - gap(mean)) {
            final int i = (int) Math.ceil(x) - 1;
            final int rank = clean[i];
            if (accept(rank, seconds, mean)) {
                log.log(pageOfRank.applyAsInt(rank));
                clean[i] = clean[--cleanCount];
            }
        }
    }

    private void collectClean(final PageLog log) {
        if (clean.length == 0) {
            clean = new int[size];
        }
        cleanCount = 0;
        for (int i = 0; i < size; i++) {
            if (!log.pages().contains(pageOfRank.applyAsInt(firstRank + i))) {
                clean[cleanCount++] = firstRank + i;
            }
        }
    }

    private boolean accept(final int rank, final double seconds, final double mean) {
        if (evenRates) {
            return true;
        }
        final double touched = -Math.expm1(-rateOfRank.applyAsDouble(rank) * seconds);
        return random.nextDouble() * -Math.expm1(-mean) < touched;
    }

    private void count(final double seconds, final double mean, final PageLog log) {
        if (mean > ONE_BY_ONE) {
            for (int i = 0; i < size; i++) {
                final int times = Draws.poisson(rateOfRank.applyAsDouble(firstRank + i) * seconds, random);
                final int page = pageOfRank.applyAsInt(firstRank + i);
                log.log(page, page + 1, times);
            }
            return;
        }
        for (double x = gap(mean); x < size; x += gap(mean)) {
            final int rank = firstRank + (int) x;
            if (evenRates || random.nextDouble() * maxRate < rateOfRank.applyAsDouble(rank)) {
                log.log(pageOfRank.applyAsInt(rank));
            }
        }
    }

    private double gap(final double mean) {
        return random.nextExponential() / mean;
    }
}
