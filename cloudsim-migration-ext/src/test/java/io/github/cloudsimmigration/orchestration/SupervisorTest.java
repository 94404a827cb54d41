package io.github.cloudsimmigration.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationListener;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.RoundRecord;
import io.github.cloudsimmigration.engine.Step;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.FinalRoundEncoding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A GiB at 128 MiB/s, all of whose pages are written all the time: every round takes about 8 s, and only a stop ends it. */
final class SupervisorTest {
    private static final long BYTES = 1L << 30;
    private static final double RATE = 128 << 20;
    private static final double FOREVER = Double.POSITIVE_INFINITY;
    private static final int ALL_THE_TIME = 2_000_000;

    /** Drives a migration and asks its supervisor whenever it wants to be asked. */
    private static final class Run implements MigrationListener {
        private final LiveMigration migration;
        private final Supervisor supervisor;
        private double now;
        private int looks;
        private @Nullable MigrationRecord record;

        Run(final Orchestration orchestration, final Technique technique, final int writesPerSecond) {
            final var memory = MemoryLayout.ofBytes(BYTES);
            final var guest = Guest.of(memory, new UniformAccess(writesPerSecond, memory.pages()));
            migration = new LiveMigration(MigrationId.ALONE, technique, guest, 1, this);
            supervisor = new Supervisor(orchestration, migration, BYTES);
        }

        /** {@return the record; rate 0 from some moment on leaves the migration stuck} */
        MigrationRecord toEnd(final double stuckAt) {
            while (record == null) {
                final Step step = migration.next();
                if (step instanceof Step.Finished finished) {
                    return finished.record();
                }
                final double seconds = step instanceof Step.Send send
                        ? send.bytes() / Math.min(RATE, send.maxBytesPerSecond())
                        : ((Step.Wait) step).seconds();
                carryOut(step, now + seconds > stuckAt ? FOREVER : seconds, stuckAt);
            }
            return record;
        }

        private void carryOut(final Step step, final double seconds, final double stuckAt) {
            final double start = now;
            final double end = start + seconds;
            if (end == FOREVER) {
                supervisor.noteSending(stuckAt, (stuckAt - start) * RATE);
            }
            while (record == null && supervisor.nextLookSeconds() < end) {
                now = Math.max(now, supervisor.nextLookSeconds());
                final double sending = Math.max(0, Math.min(now, stuckAt) - start);
                final double sent = step instanceof Step.Send ? sending * RATE : 0;
                final Optional<Ending> ending = supervisor.look(now, sent);
                assertThat(++looks).as("looks, the last at %s s", now).isLessThan(1_000);
                final double passed = now - start;
                ending.ifPresent(calledOff -> record = migration.abort(calledOff, passed, sent));
            }
            if (record == null) {
                assertThat(end).as("nobody ends a migration that is stuck").isFinite();
                now = end;
                migration.done(seconds);
            }
        }

        @Override
        public void roundFinished(final RoundRecord round) {
            supervisor.roundEnded(now);
        }

        @Override
        public void vmStopped() {
            supervisor.vmStopped(now);
        }
    }

    private static Technique endless() {
        return Techniques.xenPrecopy().toBuilder()
                .stopRule(guest -> rounds -> Optional.empty())
                .minRoundSeconds(1)
                .build();
    }

    private static Orchestration timeouts(
            final double completionSeconds, final double progressSeconds, final OnTimeout onTimeout) {
        return Orchestration.NONE.withTimeouts(new Timeouts(completionSeconds, progressSeconds), onTimeout);
    }

    @Test
    void completionTimeoutCallsOffAtTheMomentItIsDue() {
        final var run = new Run(timeouts(100, FOREVER, OnTimeout.ABORT), endless(), ALL_THE_TIME);
        final MigrationRecord record = run.toEnd(FOREVER);
        assertThat(record.ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.ending().stopReason()).isEqualTo("completion-timeout");
        assertThat(record.totalSeconds()).isCloseTo(100, within(1e-9));
        assertThat(run.looks).isOne();
    }

    @Test
    void completionTimeoutStopsTheVm() {
        final MigrationRecord record =
                new Run(timeouts(100, FOREVER, OnTimeout.FORCE_STOP), endless(), ALL_THE_TIME).toEnd(FOREVER);
        assertThat(record.completed()).isTrue();
        assertThat(record.ending().stopReason()).isEqualTo("forced");
        assertThat(record.totalSeconds() - record.downtimeSeconds()).isBetween(100.0, 101.0);
    }

    @Test
    void completionTimeoutSwitchesToPostCopy() {
        final MigrationRecord record =
                new Run(timeouts(100, FOREVER, OnTimeout.SWITCH_TO_POSTCOPY), endless(), 2_000).toEnd(FOREVER);
        assertThat(record.completed()).isTrue();
        assertThat(record.ending().stopReason()).isEqualTo("postcopy-requested");
        assertThat(record.downtimeSeconds()).isLessThan(0.1);
        assertThat(record.postCopy().seconds()).isPositive();
    }

    @Test
    void postCopyIsNoWayOutForATechniqueWithAFinalRoundOfItsOwn() {
        final MigrationRecord record = new Run(
                        timeouts(100, FOREVER, OnTimeout.SWITCH_TO_POSTCOPY),
                        Techniques.xenPrecopy().toBuilder()
                                .encoding(FinalRoundEncoding.DEFAULT)
                                .stopRule(guest -> rounds -> Optional.empty())
                                .minRoundSeconds(1)
                                .build(),
                        ALL_THE_TIME)
                .toEnd(FOREVER);
        assertThat(record.ending().stopReason()).isEqualTo("forced");
    }

    /** Round 1 and the first after it leave less than any before; none of the later ones does by more than chance. */
    @Test
    void roundsThatLeaveNoLessAreNoProgress() {
        final MigrationRecord record =
                new Run(timeouts(FOREVER, 50, OnTimeout.ABORT), endless(), ALL_THE_TIME).toEnd(FOREVER);
        assertThat(record.ending().stopReason()).isEqualTo("progress-timeout");
        assertThat(record.totalSeconds()).isBetween(50.0, 200.0);
    }

    /** The timeout is counted from the end of the round behind the last one that left less than any before. */
    @Test
    void sendingIsProgressToTheEndOfTheRoundBehindOneThatIs() {
        final MigrationRecord record =
                new Run(timeouts(FOREVER, 20, OnTimeout.ABORT), endless(), ALL_THE_TIME).toEnd(FOREVER);
        double end = record.setupSeconds();
        double lastProgress = 0;
        int least = Integer.MAX_VALUE;
        boolean counts = true;
        for (final RoundRecord round :
                record.rounds().subList(0, record.rounds().size() - 1)) {
            end += round.tally().seconds();
            final boolean less = round.tally().left() < least;
            lastProgress = less || counts ? end : lastProgress;
            counts = less;
            least = Math.min(least, round.tally().left());
        }
        assertThat(record.rounds()).hasSizeGreaterThan(3);
        assertThat(record.totalSeconds()).isCloseTo(lastProgress + 20, within(1e-6));
    }

    /** The first round takes 8 s, and a look after 3 and 6 s sees that bytes have been sent. */
    @Test
    void sendingIsProgressInARoundThatTakesLongerThanTheTimeout() {
        final var run = new Run(timeouts(FOREVER, 3, OnTimeout.ABORT), Techniques.xenPrecopy(), 0);
        assertThat(run.toEnd(FOREVER).completed()).isTrue();
        assertThat(run.looks).isEqualTo(2);
    }

    @Test
    void migrationThatIsStuckHasNoProgress() {
        final MigrationRecord record =
                new Run(timeouts(FOREVER, 5, OnTimeout.ABORT), Techniques.xenPrecopy(), 0).toEnd(4);
        assertThat(record.ending().stopReason()).isEqualTo("progress-timeout");
        assertThat(record.totalSeconds()).as("5 s after the last byte").isCloseTo(9, within(1e-9));
    }

    @Test
    void stopAndCopyLongerThanTheProgressTimeoutIsProgress() {
        final MigrationRecord record =
                new Run(timeouts(FOREVER, 3, OnTimeout.ABORT), Techniques.stopAndCopy(), 0).toEnd(FOREVER);
        assertThat(record.completed()).isTrue();
        assertThat(record.downtimeSeconds()).isGreaterThan(8);
    }

    @Test
    void stoppedVmIsLetRunOnAtTheSourceWhenTheMigrationIsCalledOff() {
        final MigrationRecord record =
                new Run(timeouts(4, FOREVER, OnTimeout.ABORT), Techniques.stopAndCopy(), 0).toEnd(FOREVER);
        assertThat(record.ending().stopReason()).isEqualTo("completion-timeout");
        assertThat(record.downtimeSeconds()).isCloseTo(4, within(1e-9));
    }

    /** Looking for ever at a stopped VM that is due would never let time go on. */
    @ParameterizedTest
    @CsvSource({"FORCE_STOP", "SWITCH_TO_POSTCOPY"})
    void stoppedVmIsLeftAloneByWhatWouldStopIt(final OnTimeout onTimeout) {
        final var run = new Run(timeouts(4, 2, onTimeout), Techniques.stopAndCopy(), 0);
        assertThat(run.toEnd(FOREVER).completed()).isTrue();
        assertThat(run.looks).isLessThan(5);
    }

    @Test
    void migrationInPostCopyIsLeftAlone() {
        final var run = new Run(timeouts(4, 2, OnTimeout.ABORT), Techniques.postcopy(), 0);
        assertThat(run.toEnd(FOREVER).completed()).isTrue();
        assertThat(run.looks).isLessThan(5);
    }

    /**
     * Each round leaves about as many pages as 8 s of 1000 writes a second dirty, 8000 of 262144, 0.25 s at this rate: too long for the first
     * limits of 50, 95, ... ms, short enough from 275 ms on, which Nova allows 5 * 150 s after the start.
     */
    @Test
    void downtimeLimitRisesUntilTheMigrationFits() {
        final Technique technique = Techniques.xenPrecopy().toBuilder()
                .stopRule(guest -> rounds -> Optional.empty())
                .minRoundSeconds(8)
                .build();
        final var run = new Run(Orchestration.NONE.withDowntimeSteps(DowntimeSteps.NOVA), technique, 1_000);
        final MigrationRecord record = run.toEnd(FOREVER);
        assertThat(record.ending().stopReason()).isEqualTo("downtime-limit");
        assertThat(record.totalSeconds()).isBetween(750.0, 770.0);
        assertThat(record.downtimeSeconds()).isBetween(0.230, 0.275);
        assertThat(run.looks).isEqualTo(6);
    }

    @Test
    void timeoutsGrowWithMemoryFromALeastSizeOn() {
        assertThat(Timeouts.KUBEVIRT.completionSeconds(BYTES / 2)).isEqualTo(150);
        assertThat(Timeouts.KUBEVIRT.completionSeconds(3 * BYTES / 2)).isEqualTo(225);
        assertThat(Timeouts.KUBEVIRT.progressSeconds()).isEqualTo(150);
        assertThat(Timeouts.NOVA.completionSeconds(8 * BYTES)).isEqualTo(6_400);
        assertThat(Timeouts.NOVA.completionSeconds(BYTES)).isEqualTo(1_600);
        assertThat(Timeouts.NONE.completionSeconds(BYTES)).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void leastSizeIsAFiniteNumber(final double gib) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(1, gib, 1))
                .withMessageContaining("at least " + gib + " GiB");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "NaN, 1", "1, 0", "1, NaN", "-1, 1"})
    void timeoutsAreAboveZero(final double completion, final double progress) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(completion, progress))
                .withMessageContaining("expected above 0");
    }
}
