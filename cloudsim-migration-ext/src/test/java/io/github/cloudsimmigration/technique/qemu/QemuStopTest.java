package io.github.cloudsimmigration.technique.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.BatchPace;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hand-worked: a slice is 10 pages in 1/64 s, 640 pages a second, 80 pages in a downtime of 1/8 s. Four slices are more than 50 ms, eight
 * are more than 100 ms.
 */
final class QemuStopTest {
    private static final int PAGE = 4096;
    private static final double LIMIT = 0.125;
    private static final double SLICE_SECONDS = 1.0 / 64;

    private static StopRule.Judge start(final QemuStop rule) {
        final var memory = new GuestMemory(MemoryLayout.ofPages(10_000), 1);
        return rule.start(new MigratingGuest(memory, null, () -> Double.POSITIVE_INFINITY));
    }

    private static StopRule.Judge start(final QemuVersion version) {
        return start(new QemuStop(LIMIT, 0, version, Double.POSITIVE_INFINITY));
    }

    private static List<RoundTally> round(final int left) {
        return List.of(new RoundTally(1, 10_000, 9_000, 9_000, 0, 1_000, 1, 1, 1, left, left));
    }

    /** Sends slices. */
    private static void send(final StopRule.Judge judge, final int slices, final int unsent) {
        for (int i = 0; i < slices; i++) {
            judge.passed(10 * PAGE, SLICE_SECONDS, 1);
            judge.endsRound(unsent);
        }
    }

    @Test
    void thresholdIsUnknownBeforeTheFirstWindow() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        send(judge, 7, 5);
        assertThat(judge.endsRound(5)).isFalse();
    }

    @Test
    void looksBetweenIterationsOfMoreThanFiftyMilliseconds() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        send(judge, 8, 1_000);
        for (int slice = 1; slice <= 3; slice++) {
            judge.passed(10 * PAGE, SLICE_SECONDS, 1);
            assertThat(judge.endsRound(1)).as("slice %d", slice).isFalse();
        }
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(1)).isTrue();
    }

    @Test
    void givenBandwidthCountsFromTheFirstWindowOn() {
        final StopRule.Judge judge = start(new QemuStop(LIMIT, 10_000 * PAGE, QemuVersion.V10_2, 99));
        send(judge, 3, 1);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(1)).as("after 62 ms").isFalse();
        send(judge, 3, 1);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(1)).as("after 125 ms").isTrue();
    }

    @Test
    void roundEndsOnceLessThanTheThresholdIsUnsent() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        send(judge, 8, 1_000);
        send(judge, 3, 81);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(80)).as("80 pages are not less than 80").isFalse();
        send(judge, 3, 81);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(79)).isTrue();
    }

    @Test
    void versionsDifferInWhatIsPendingExactlyAtTheThreshold() {
        for (final QemuVersion version : QemuVersion.values()) {
            final StopRule.Judge judge = start(version);
            send(judge, 8, 1_000);
            assertThat(judge.check(round(81))).isEmpty();
            assertThat(judge.check(round(80)).isPresent()).as(version.label()).isEqualTo(version == QemuVersion.V10_2);
            assertThat(judge.check(round(79))).contains(StopReason.DOWNTIME_LIMIT);
            assertThat(judge.check(round(0))).contains(StopReason.DOWNTIME_LIMIT);
        }
    }

    @Test
    void windowsForgetOneAnother() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        send(judge, 8, 1_000);
        for (int i = 0; i < 8; i++) {
            judge.passed(20 * PAGE, SLICE_SECONDS, 1);
            judge.endsRound(1_000);
        }
        assertThat(judge.check(round(159))).contains(StopReason.DOWNTIME_LIMIT);
        assertThat(judge.check(round(160))).isEmpty();
    }

    @Test
    void everythingSentBeforeTheFirstWindowNeedsNoSync() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(0)).isFalse();
        assertThat(judge.check(round(700))).contains(StopReason.ALL_SENT);
    }

    @Test
    void givenBandwidthReplacesTheMeasuredOne() {
        final StopRule.Judge judge = start(new QemuStop(LIMIT, 480 * PAGE, QemuVersion.V7_2, Double.POSITIVE_INFINITY));
        send(judge, 8, 1_000);
        assertThat(judge.check(round(60))).isEmpty();
        assertThat(judge.check(round(59))).contains(StopReason.DOWNTIME_LIMIT);
    }

    /** It looks after 5, 10, 15 ... s: 320 slices each. */
    @Test
    void syncIsForcedIfNoneHasComeBetweenTwoLooks() {
        final StopRule.Judge judge = start(new QemuStop(LIMIT, 0, QemuVersion.V10_2, 5));
        send(judge, 320, 9_000);
        assertThat(judge.check(round(9_000))).isEmpty();
        send(judge, 320, 9_000);
        send(judge, 319, 9_000);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(9_000)).as("none between 10 and 15 s").isTrue();
        assertThat(judge.check(round(9_000))).isEmpty();
        send(judge, 316, 9_000);
        assertThat(judge.endsRound(9_000)).isFalse();
        send(judge, 3, 9_000);
        judge.passed(10 * PAGE, SLICE_SECONDS, 1);
        assertThat(judge.endsRound(9_000))
                .as("the forced one at 15 s does not count")
                .isTrue();
    }

    @Test
    void noSyncIsForcedInTheFirstSweep() {
        final StopRule.Judge judge = start(new QemuStop(LIMIT, 0, QemuVersion.V10_2, 5));
        for (int slice = 0; slice < 6 * 320; slice++) {
            judge.passed(10 * PAGE, SLICE_SECONDS, 1);
            assertThat(judge.endsRound(9_000)).as("slice %d", slice).isFalse();
        }
    }

    @Test
    void limitCanBeChangedWhileItRunsAndCountsFromTheNextWindowOn() {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        send(judge, 8, 1_000);
        assertThat(judge.limitDowntime(0.25)).isTrue();
        assertThat(judge.check(round(120))).isEmpty();
        send(judge, 8, 1_000);
        assertThat(judge.check(round(120))).contains(StopReason.DOWNTIME_LIMIT);
        assertThat(judge.check(List.of())).isEqualTo(Optional.empty());
    }

    /** Batches of 15 ms are looked at behind every fourth; the bandwidth is known behind the eighth: 80 pages in 125 ms. */
    @ParameterizedTest
    @CsvSource({"1000, 30, 30", "200, 30, 16", "150, 30, 8", "159, 3, 3", "85, 30, 8"})
    void atASteadyPaceTheNextLookIsOneThatMatters(final int unsent, final int most, final int batches) {
        final StopRule.Judge judge = start(QemuVersion.V7_2);
        final var pace = new BatchPace(10 * PAGE, 10, SLICE_SECONDS);
        assertThat(judge.batchesToNextLook(pace, unsent, most)).isEqualTo(batches);
        assertThat(judge.batchesToNextLook(pace, unsent, most))
                .as("asked again")
                .isEqualTo(batches);
    }

    @Test
    void batchesThatPassTogetherAreLookedAtOneByOne() {
        for (int batches = 1; batches < 40; batches++) {
            final StopRule.Judge together = start(new QemuStop(LIMIT, 0, QemuVersion.V10_2, 0.2));
            final StopRule.Judge each = start(new QemuStop(LIMIT, 0, QemuVersion.V10_2, 0.2));
            together.passed(batches * 10L * PAGE, batches * SLICE_SECONDS, batches);
            final boolean ends = together.endsRound(79);
            boolean endsToo = false;
            for (int batch = 1; batch <= batches; batch++) {
                each.passed(10 * PAGE, SLICE_SECONDS, 1);
                endsToo = each.endsRound(batch < batches ? 10_000 : 79);
            }
            assertThat(ends).as("%d batches", batches).isEqualTo(endsToo);
            assertThat(together.secondsToNextLook()).isCloseTo(each.secondsToNextLook(), within(1e-12));
        }
    }

    /** No sync comes, and every 0.2 s it is looked for: at 250 ms the one before the migration is seen, at 500 ms none. */
    @Test
    void aSteadyPaceDoesNotHideThatASyncIsForced() {
        final StopRule.Judge judge = start(new QemuStop(LIMIT, 0, QemuVersion.V10_2, 0.2));
        judge.check(round(5_000));
        final var pace = new BatchPace(10 * PAGE, 10, SLICE_SECONDS);
        assertThat(judge.batchesToNextLook(pace, 10_000, 100)).isEqualTo(32);
    }
}
