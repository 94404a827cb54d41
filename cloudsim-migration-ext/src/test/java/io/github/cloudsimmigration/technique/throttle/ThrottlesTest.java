package io.github.cloudsimmigration.technique.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.rate.AdaptiveRate;
import io.github.cloudsimmigration.technique.rate.AdaptiveRateStop;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Controllers by hand: rounds in, throttle or rate out. */
final class ThrottlesTest {
    private static final long PAGE = 4096;
    private static final MigratingGuest GUEST =
            new MigratingGuest(new GuestMemory(MemoryLayout.ofPages(10_000), 1), null, () -> Double.POSITIVE_INFINITY);

    /** A round of a second. */
    private static RoundTally round(final int sent, final int dirtied) {
        return round(sent, dirtied, 1);
    }

    private static RoundTally round(final int sent, final int dirtied, final double seconds) {
        return new RoundTally(1, sent, sent, sent, 0, 0, sent * PAGE, seconds, seconds, dirtied, dirtied);
    }

    private static void expect(final CpuThrottle.Governor governor, final RoundTally round, final double throttle) {
        governor.roundEnded(round);
        assertThat(governor.throttle()).isCloseTo(throttle, within(1e-12));
    }

    @Test
    void slowdownActsOnEverySecondRoundThatDirtiesHalfOfWhatItSends() {
        final CpuThrottle.Governor governor = Slowdown.DEFAULT.start(GUEST);
        assertThat(governor.throttle()).isZero();
        expect(governor, round(1000, 500), 0);
        expect(governor, round(1000, 499), 0);
        expect(governor, round(100, 50), 0.2);
        expect(governor, round(100, 100), 0.2);
        expect(governor, round(100, 100), 0.3);
        expect(governor, round(100, 0), 0.3);
        expect(governor, round(0, 0), 0.3);
        expect(governor, round(0, 1), 0.3);
        expect(governor, round(0, 1), 0.4);
    }

    @Test
    void slowdownTakesNinetyNinePercentAtMost() {
        final CpuThrottle.Governor governor = Slowdown.DEFAULT.start(GUEST);
        for (int i = 0; i < 16; i++) {
            governor.roundEnded(round(100, 100));
        }
        assertThat(governor.throttle()).isCloseTo(0.9, within(1e-9));
        for (int i = 0; i < 10; i++) {
            governor.roundEnded(round(100, 100));
        }
        assertThat(governor.throttle()).isEqualTo(0.99);
    }

    @Test
    void autoConvergeLooksAtPeriodsOfASecond() {
        final CpuThrottle.Governor governor = AutoConverge.DEFAULT.start(GUEST);
        expect(governor, round(1000, 900, 0.4), 0);
        expect(governor, round(1000, 900, 0.5), 0);
        expect(governor, round(1000, 900, 0.2), 0);
        expect(governor, round(1000, 900, 0.9), 0);
        expect(governor, round(1000, 0, 0.1), 0);
        expect(governor, round(1000, 501, 1), 0.2);
        expect(governor, round(1000, 500, 2), 0.2);
        expect(governor, round(1000, 501, 30), 0.2);
        expect(governor, round(1000, 501, 1), 0.3);
    }

    /** 1000 pages are pending, 400 sent, 700 written; 800 are left, so 200 of the 700 had not been pending any more. */
    @Test
    void autoConvergeCountsPagesThatWereNotPending() {
        final var governor = AutoConverge.DEFAULT.start(GUEST);
        final var round = new RoundTally(1, 1000, 400, 400, 0, 600, 400 * PAGE, 1, 1, 700, 800);
        assertThat(round.newlyPending()).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            expect(governor, round, 0);
        }
    }

    private static final double MEGABIT = 1e6 / 8;

    /** 10 000 pages of 4096 bytes a second are 327.68 Mbit/s. */
    @Test
    void adaptiveRateIsTheDirtyingRateOfTheRoundBeforeAndABitMore() {
        final RateControl.Controller control = AdaptiveRate.CLARK.start(GUEST);
        assertThat(control.bytesPerSecond()).isEqualTo(100 * MEGABIT);
        control.roundEnded(round(10_000, 20_000, 2));
        assertThat(control.bytesPerSecond()).isCloseTo(377.68 * MEGABIT, within(1e-3));
        control.roundEnded(round(10_000, 0, 2));
        assertThat(control.bytesPerSecond()).isEqualTo(50 * MEGABIT);
        control.roundEnded(round(10_000, 14_000, 1));
        assertThat(control.bytesPerSecond()).isEqualTo(500 * MEGABIT);
        control.roundEnded(round(0, 0, 0));
        assertThat(control.bytesPerSecond()).isEqualTo(50 * MEGABIT);
    }

    /** 13 732 pages a second are just below 450 Mbit/s, 13 733 above it: from there on the next round goes at the maximum. */
    @Test
    void roundAtTheHighestRateThatSendsMoreThanTheOneBeforeEndsTheLivePhase() {
        final StopRule.Judge judge = new AdaptiveRateStop(AdaptiveRate.CLARK, ClassicStop.XEN).start(GUEST);
        assertThat(judge.check(List.of())).isEmpty();
        assertThat(judge.check(List.of(round(1000, 13_733)))).isEmpty();
        assertThat(judge.check(List.of(round(1000, 13_732), round(1001, 0)))).isEmpty();
        assertThat(judge.check(List.of(round(1000, 13_733), round(1000, 0)))).isEmpty();
        assertThat(judge.check(List.of(round(1000, 13_733), round(1001, 0)))).contains(StopReason.NOT_CONVERGING);
        assertThat(judge.check(List.of(round(1000, 13_733), round(1001, 0), round(1002, 0))))
                .as("the last round was slow again")
                .isEmpty();
        assertThat(judge.check(List.of(round(10, 13_733), round(49, 0))))
                .as("the other rule comes first")
                .contains(StopReason.FEW_PAGES);
    }

    @Test
    void badControllersAreRefused() {
        refused(() -> new ThrottleSteps(1, 0, 0), "initial throttle of 1.0, expected 0 to below 1");
        refused(() -> new ThrottleSteps(0, -0.1, 0), "increment throttle of -0.1, expected 0 to below 1");
        refused(() -> new ThrottleSteps(0, 0, Double.NaN), "max throttle of NaN, expected 0 to below 1");
        refused(
                () -> new ThrottleSteps(0.2, 0.1, 0.1),
                "initial throttle of 0.2 and max throttle of 0.1, expected no more than that");
        refused(() -> new Slowdown(-1, 2, ThrottleSteps.QEMU), "dirtied share of -1.0, expected 0 or more");
        refused(() -> new Slowdown(1, 0, ThrottleSteps.QEMU), "throttle after 0 rounds, expected 1 or more");
        refused(() -> new AutoConverge(-1, 1, 1, ThrottleSteps.QEMU), "throttle period of -1.0 s, expected 0 or more");
        refused(
                () -> new AutoConverge(1, Double.NaN, 1, ThrottleSteps.QEMU),
                "dirtied share of NaN, expected 0 or more");
        refused(() -> new AutoConverge(1, 1, 0, ThrottleSteps.QEMU), "throttle after 0 periods, expected 1 or more");
        refused(() -> new AdaptiveRate(0, 1, 1), "first rate of 0.0 bytes/s, expected more than 0");
        refused(() -> new AdaptiveRate(1, 0, 1), "extra rate of 0.0 bytes/s, expected more than 0");
        refused(() -> new AdaptiveRate(2, 1, 1), "highest rate of 1.0 bytes/s, expected at least the first one, 2.0");
    }

    private static void refused(final ThrowingCallable call, final String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
