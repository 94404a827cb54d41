package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DirtyCurveTest {
    private static final int PAGES = 40_000;

    /** 2000 pages written 8 times a second, 20 000 written once in 20 seconds. */
    private static double mixture(final double seconds) {
        return 2_000 * -Math.expm1(-8 * seconds) + 20_000 * -Math.expm1(-seconds / 20);
    }

    private static DirtyCurve curve() {
        final List<DirtyCurve.Point> points = new ArrayList<>();
        for (double seconds = 0.125; seconds < 70; seconds *= 1.6) {
            points.add(new DirtyCurve.Point(seconds, mixture(seconds)));
        }
        return new DirtyCurve(4096, PAGES, 30_000, points);
    }

    private static DirtyCurve of(final double... secondsAndPages) {
        final List<DirtyCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < secondsAndPages.length; i += 2) {
            points.add(new DirtyCurve.Point(secondsAndPages[i], secondsAndPages[i + 1]));
        }
        return new DirtyCurve(4096, PAGES, 30_000, points);
    }

    @Test
    void isLinearBetweenPointsAndGoesOnUpToAllThatAreNotZero() {
        final DirtyCurve curve = of(1, 100, 3, 200);
        assertThat(curve.dirtyPages(0)).isZero();
        assertThat(curve.dirtyPages(0.5)).isEqualTo(50);
        assertThat(curve.dirtyPages(2)).isEqualTo(150);
        assertThat(curve.dirtyPages(5)).isEqualTo(300);
        assertThat(curve.dirtyPages(1e6)).isEqualTo(30_000);
    }

    @Test
    void fitFindsAMixtureAgain() {
        final FittedAccess fitted = curve().fit();
        for (double seconds = 0.125; seconds < 60; seconds *= 1.3) {
            assertThat(fitted.dirtyPages(seconds))
                    .as("after %s s", seconds)
                    .isCloseTo(mixture(seconds), within(0.01 * mixture(seconds)));
        }
        assertThat(fitted.workingSet()).isLessThanOrEqualTo(30_000);
        assertThat(fitted.classes()).allMatch(pages -> pages.pages() > 0);
    }

    @Test
    void fitNeedsNoMorePagesThanAreNotZero() {
        final FittedAccess fitted =
                of(1, 7_000, 2, 14_000, 3, 21_000, 4, 28_000).fit();
        assertThat(fitted.workingSet()).isLessThanOrEqualTo(30_000);
        assertThat(fitted.dirtyPages(4)).isGreaterThan(20_000);
    }

    @Test
    void pagesOfAFitAreDirtiedAlongTheCurve() {
        assertThat(dirtied(curve().fit(), 0.3)).isCloseTo(mixture(0.3), within(0.05 * mixture(0.3)));
        assertThat(dirtied(curve().fit(), 10)).isCloseTo(mixture(10), within(0.03 * mixture(10)));
    }

    @Test
    void nothingWrittenIsFittedByNothing() {
        assertThat(of(1, 0, 2, 0).fit().classes()).isEmpty();
        assertThat(dirtied(CurveAccess.of(of(1, 0, 2, 0)), 5)).isZero();
    }

    /** A curve that bends upwards, which independent accesses cannot follow. */
    @Test
    void measuredCurveIsFollowedFromEachClearingOfTheLog() {
        final CurveAccess access = CurveAccess.of(of(1, 1_000, 2, 3_000, 3, 6_000));
        final AccessProcess process = access.start(guest());
        final var log = new PageLog(PAGES);
        for (int round = 0; round < 3; round++) {
            process.advance(0.7, AccessLog.ofWrites(log));
            process.advance(0.8, AccessLog.ofWrites(log));
            assertThat((double) log.pages().cardinality()).isCloseTo(2_000, within(150.0));
            log.drainTo(new PageSet(PAGES));
        }
        process.advance(1, AccessLog.ofWrites(log));
        assertThat((double) log.pages().cardinality()).isCloseTo(1_000, within(110.0));
    }

    private static GuestContext guest() {
        return GuestContext.of(new GuestMemory(MemoryLayout.ofPages(PAGES), 1), new SplittableRandom(5));
    }

    private static double dirtied(final AccessModel access, final double seconds) {
        final var log = new PageLog(PAGES);
        access.start(guest()).advance(seconds, AccessLog.ofWrites(log));
        return log.pages().cardinality();
    }

    @Test
    void readsTheSampleAndScalesIt() {
        final DirtyCurve curve = DirtyCurve.parse("""
                {"return": {"page-size": 4096, "n-total-pages": 1000, "n-sampled-pages": 100, "n-zero-pages": 40,
                 "periods": [100, 500], "n-dirty-pages": [3, 12]}}""");
        assertThat(curve)
                .isEqualTo(new DirtyCurve(
                        4096, 1000, 600, List.of(new DirtyCurve.Point(0.1, 30), new DirtyCurve.Point(0.5, 120))));
    }

    @Test
    void curvesThatFallAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 100, 2, 99))
                .withMessageContaining("expected no fewer as time goes by");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 40_000))
                .withMessageContaining("expected at most the 30000.0 that are not zero");
    }
}
