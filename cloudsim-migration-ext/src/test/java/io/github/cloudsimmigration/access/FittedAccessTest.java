package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FittedAccessTest {
    private static final int PAGES = 50_000;
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

    /** Least squares over a cone: at the optimum no further class, of whatever rate above 1/250 s, takes the residual down. */
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
        for (double rate = 0.004; rate < 1e3; rate *= 1.1) {
            double product = 0;
            double length = 0;
            for (int i = 0; i < TIMES.length; i++) {
                final double column = -Math.expm1(-rate * TIMES[i]) / pages[i];
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
