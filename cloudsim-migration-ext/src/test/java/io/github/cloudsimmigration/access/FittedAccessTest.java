package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FittedAccessTest {
    private static final int PAGES = 50_000;
    private static final int SEEDS = 400;
    private static final double[] TIMES = {0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32};

    /** 2 000 pages written five times a second and 20 000 once in ten seconds. */
    private static double truth(final double seconds) {
        return 2_000 * -Math.expm1(-5 * seconds) + 20_000 * -Math.expm1(-0.1 * seconds);
    }

    private static DirtyCurve curve() {
        final double[] pages = new double[TIMES.length];
        for (int i = 0; i < TIMES.length; i++) {
            pages[i] = truth(TIMES[i]);
        }
        return new DirtyCurve(TIMES, pages, PAGES);
    }

    @Test
    void fitFollowsACurveOfTwoClasses() {
        final FittedAccess fitted = FittedAccess.to(curve());
        for (final double time : TIMES) {
            assertThat(fitted.pagesAfter(time)).isCloseTo(truth(time), within(0.01 * truth(time)));
        }
        assertThat(fitted.pages()).isLessThanOrEqualTo(PAGES);
    }

    /**
     * A convex beginning: 33 pages in 1/8 s, 119 in 3/8 s. A concave curve through 119 (1 - e) has at least a third of that after a third of the
     * time; 39.67 (1 - e) = 33 (1 + e) for e = 9.2 %.
     */
    @Test
    void curveThatNoStationaryProcessHasIsMissedByAsMuchAsItMust() {
        final var convex = new DirtyCurve(new double[] {0.125, 0.25, 0.375}, new double[] {33, 78, 119}, PAGES);
        assertThat(FittedAccess.to(convex).largestError(convex)).isBetween(0.092, 0.2);
        assertThat(FittedAccess.to(curve()).largestError(curve())).isLessThan(0.01);
    }

    /** Least squares over a cone: at the optimum no further class, of whatever rate from 1/250 s to once a period, takes the residual down. */
    @Test
    void noFurtherClassBringsTheFitNearer() {
        final double[] pages = {330, 780, 1_190, 1_510, 2_360, 3_360, 5_050, 7_000, 9_000};
        final FittedAccess fitted = FittedAccess.to(new DirtyCurve(TIMES, pages, PAGES));
        final double[] residual = new double[TIMES.length];
        double norm = 0;
        for (int i = 0; i < TIMES.length; i++) {
            residual[i] = (pages[i] - fitted.pagesAfter(TIMES[i])) / pages[i];
            norm = Math.hypot(norm, residual[i]);
        }
        assertThat(norm).isPositive();
        for (double rate = 0.004; rate <= 1 / TIMES[0]; rate *= 1.1) {
            final var further = new FittedAccess(List.of(new FittedAccess.RateClass(1, rate)), TIMES[0]);
            double product = 0;
            double length = 0;
            for (int i = 0; i < TIMES.length; i++) {
                final double column = further.pagesAfter(TIMES[i]) / pages[i];
                product += column * residual[i];
                length = Math.hypot(length, column);
            }
            assertThat(product / length / norm).as("rate %s", rate).isLessThan(0.01);
        }
    }

    @Test
    void fittedProcessHasTheCurve() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(PAGES), 1);
        final AccessProcess process = FittedAccess.to(curve()).start(GuestContext.of(memory, new SplittableRandom(4)));
        final var log = new PageLog(PAGES);
        double now = 0;
        for (final double time : TIMES) {
            process.advance(time - now, AccessLog.ofWrites(log));
            now = time;
            assertThat((double) log.pages().cardinality()).isCloseTo(truth(time), within(0.05 * truth(time)));
        }
    }

    /** Pages written in every period, in every other one and in one of ten, looked at from many random moments on. */
    @Test
    void pagesDirtyAfterAnyTimeAreWhatTheLawSays() {
        final var fitted = new FittedAccess(
                List.of(
                        new FittedAccess.RateClass(300, 2),
                        new FittedAccess.RateClass(500, 1),
                        new FittedAccess.RateClass(200, 0.2)),
                0.5);
        final double[] times = {0.1, 0.25, 0.5, 0.6, 0.9, 1, 1.3, 2.2, 5.05};
        final double[] dirty = new double[times.length];
        for (int seed = 0; seed < SEEDS; seed++) {
            final AccessProcess process = fitted.start(AccessRuns.guest(PAGES, seed));
            final var log = new PageLog(PAGES);
            double now = 0;
            for (int i = 0; i < times.length; i++) {
                process.advance(times[i] - now, AccessLog.ofWrites(log));
                now = times[i];
                dirty[i] += (double) log.pages().cardinality() / SEEDS;
            }
        }
        for (int i = 0; i < times.length; i++) {
            assertThat(dirty[i])
                    .as("%s s, seeds 0 to %d", times[i], SEEDS - 1)
                    .isCloseTo(fitted.pagesAfter(times[i]), within(5.0));
            final AccessProcess atOnce = fitted.start(AccessRuns.guest(PAGES, i));
            assertThat((double) AccessRuns.pagesWritten(atOnce, PAGES, times[i]).length)
                    .as("%s s at once, seed %d", times[i], i)
                    .isCloseTo(fitted.pagesAfter(times[i]), within(60.0));
        }
    }

    /** One that is written in every period is half-way through one on average: of two in a row it misses (0, t) with probability 1 - t + t^3 / 6. */
    @Test
    void pageOfEveryPeriodIsWrittenWithinTwoOfThem() {
        final var fitted = new FittedAccess(List.of(new FittedAccess.RateClass(6_000, 10)), 0.1);
        assertThat(fitted.pagesAfter(0.05)).isCloseTo(6_000 * (0.5 - 0.125 / 6), within(1e-6));
        assertThat(fitted.pagesAfter(0.1)).isCloseTo(5_000, within(1e-6));
        assertThat(fitted.pagesAfter(0.2)).isCloseTo(6_000, within(1e-6));
    }

    /**
     * Of a ring of n pages passed once a period, one period sees all but the pages both its passes leave out: two arcs of a n and (1 - a) n that lie
     * at random. With m the smaller of a and 1 - a, the square of what they share is m^2 (1 - 2 m) + 2 m^3 / 3 on average, 1/24 over all a, and that
     * of their mean, a (1 - a), 1/30. So the standard deviation from where rings begin is sqrt(1/24 - 1/30) n, half of that with four rings: 274 of
     * 6 000. If all began their periods together, it would be sqrt(1/24 - 1/36) n = 707.
     */
    @Test
    void everyMomentSeesAboutAsManyPages() {
        final var fitted = new FittedAccess(List.of(new FittedAccess.RateClass(6_000, 10)), 0.1);
        double squares = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            final AccessProcess process = fitted.start(AccessRuns.guest(PAGES, seed));
            squares += Math.pow(AccessRuns.pagesWritten(process, PAGES, 0.1).length - 5_000, 2);
        }
        assertThat(Math.sqrt(squares / SEEDS)).as("seeds 0 to %d", SEEDS - 1).isCloseTo(274, within(35.0));
    }

    @Test
    void pagesLieAnywhere() {
        final var fitted = new FittedAccess(List.of(new FittedAccess.RateClass(1_000, 2)), 0.5);
        final int[] pages = AccessRuns.pagesWritten(fitted.start(AccessRuns.guest(PAGES, 6)), PAGES, 1);
        assertThat(pages).hasSize(1_000);
        assertThat(Arrays.stream(pages).average().orElseThrow())
                .as("seed 6")
                .isCloseTo(PAGES / 2.0, within(0.05 * PAGES));
    }

    /** 20.1 s are 40 whole periods and two parts of 0.2 of one together, or 39 and two parts of 1.2. */
    @Test
    void writesAreCountedOnceAPeriod() {
        final var fitted = new FittedAccess(
                List.of(new FittedAccess.RateClass(1_000, 2), new FittedAccess.RateClass(1_000, 0.05)), 0.5);
        final int[] times = AccessRuns.timesWritten(fitted.start(AccessRuns.guest(PAGES, 7)), PAGES, 20.1);
        final int[] often = Arrays.stream(times).filter(count -> count >= 39).toArray();
        assertThat(often).as("seed 7").hasSize(1_000);
        assertThat(Arrays.stream(often).max().orElseThrow()).isLessThanOrEqualTo(41);
        assertThat((double) Arrays.stream(often).sum()).isCloseTo(1_000 * 40.2, within(500.0));
        final int seldom = Arrays.stream(times).filter(count -> count < 39).sum();
        assertThat((double) seldom).as("seed 7").isCloseTo(1_005, within(130.0));
    }

    @Test
    void pageWrittenMoreThanOnceAPeriodIsRefused() {
        final var classes = List.of(new FittedAccess.RateClass(10, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FittedAccess(classes, 0.5))
                .withMessageContaining("3.0 times a second");
    }

    @Test
    void curveAccessHasTheCurveExactlyAfterEveryClearing() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(PAGES), 1);
        final DirtyCurve curve = curve();
        final AccessProcess process = new CurveAccess(curve).start(GuestContext.of(memory, new SplittableRandom(4)));
        final var log = new PageLog(PAGES);
        for (int clearing = 0; clearing < 3; clearing++) {
            process.advance(0.1, AccessLog.ofWrites(log));
            process.advance(0.6, AccessLog.ofWrites(log));
            assertThat(log.pages().cardinality()).isEqualTo((int) curve.pagesAfter(0.7));
            log.clear();
        }
    }

    @Test
    void curveIsLinearBetweenItsPointsAndEndsAtTheWritablePages() {
        final var curve = new DirtyCurve(new double[] {1, 3}, new double[] {10, 30}, 35);
        assertThat(curve.pagesAfter(0)).isZero();
        assertThat(curve.pagesAfter(0.5)).isEqualTo(5);
        assertThat(curve.pagesAfter(2)).isEqualTo(20);
        assertThat(curve.pagesAfter(3.4)).isCloseTo(34, within(1e-9));
        assertThat(curve.pagesAfter(100)).isEqualTo(35);
    }
}
