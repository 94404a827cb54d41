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
