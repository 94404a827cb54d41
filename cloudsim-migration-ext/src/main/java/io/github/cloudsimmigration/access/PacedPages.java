package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import java.util.random.RandomGenerator;

/**
 * Pages that are each written in a period with the same probability, once, at a random moment of it.
 *
 * <p>Key idea: the pages stand in a ring, and once in a period all of it is passed at an even pace from a place drawn anew, leaping from written page
 * to written page by geometric gaps. The work is the number of writes; whole periods of which nobody wants the number take one pass.
 */
final class PacedPages {
    private static final double ONE_BY_ONE = 4;

    private final int[] ring;
    private final int from;
    private final int size;
    private final double share;
    private final double hazard;
    private final double periodSeconds;
    private final RandomGenerator random;

    private double periods;
    private int entry;
    private double next;

    /**
     * Begins within a period.
     *
     * @param ring pages in random order
     * @param from the first place in it
     * @param to one past the last
     * @param share the probability that a page is written in a period, above 0, at most 1
     * @param periodSeconds a period of guest time
     * @param passed which part of the period is over, 0 to below 1
     */
    PacedPages(
            final int[] ring,
            final int from,
            final int to,
            final double share,
            final double periodSeconds,
            final double passed,
            final RandomGenerator random) {
        this.ring = ring;
        this.from = from;
        this.size = to - from;
        this.share = share;
        this.hazard = -Math.log1p(-share);
        this.periodSeconds = periodSeconds;
        this.random = random;
        enter();
        periods = passed;
        next += Math.floor(periods * size);
    }

    /**
     * {@return the probability that a page is not written for some time from a random moment on}
     *
     * <p>In a part a of a period it is written with probability share * a. With j whole periods and a rest r, the moment cuts the time into
     * parts a and 1 + r - a around j - 1 periods, or, with probability r, into parts a and r - a around j; averaged over a.
     *
     * @param share the probability that it is written in a period
     * @param periods how long, in periods
     */
    static double untouched(final double share, final double periods) {
        final double whole = Math.floor(periods);
        final double r = periods - whole;
        final double missed = 1 - share;
        final double around = r * (1 - share * r + share * share * r * r / 6);
        if (whole == 0) {
            return (1 - r) * (1 - share * r) + around;
        }
        final double between = (1 - r) * (1 - share * (1 + r) + share * share * (1 + 4 * r + r * r) / 6);
        return Math.pow(missed, whole - 1) * (between + missed * around);
    }

    void advance(final double seconds, final PageLog log) {
        periods += seconds / periodSeconds;
        if (periods >= 1) {
            pass(size, log);
            final double whole = Math.floor(periods);
            periods -= whole;
            passWhole(whole - 1, log);
            enter();
        }
        pass((int) (periods * size), log);
    }

    private void enter() {
        entry = random.nextInt(size);
        next = gap(1);
    }

    private void pass(final int due, final PageLog log) {
        for (; next < due; next = Math.floor(next) + 1 + gap(1)) {
            final int place = entry + (int) next;
            log.log(ring[from + (place < size ? place : place - size)]);
        }
    }

    private void passWhole(final double times, final PageLog log) {
        if (times == 0) {
            return;
        }
        if (!log.counting()) {
            for (double x = gap(times); x < size; x = Math.floor(x) + 1 + gap(times)) {
                log.log(ring[from + (int) x]);
            }
        } else if (times * share < ONE_BY_ONE) {
            for (double x = gap(1); x < times * size; x = Math.floor(x) + 1 + gap(1)) {
                log.log(ring[from + (int) (x % size)]);
            }
        } else {
            for (int i = 0; i < size; i++) {
                final int page = ring[from + i];
                log.log(page, page + 1, Draws.binomial(times, share, random));
            }
        }
    }

    /** {@return how many pages are left out before one that is written in so many periods; the whole part is geometric} */
    private double gap(final double times) {
        return random.nextExponential() / (hazard * times);
    }
}
