package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cloudsimmigration.access.PhasedAccess.Phase;
import io.github.cloudsimmigration.memory.PageLog;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The models that are exact, and those made of others; times are binary fractions, so every page is known. */
final class ComposedAccessTest {
    private static final int PAGES = 16;

    private final GuestContext guest = AccessRuns.guest(PAGES, 1);

    @Test
    void sequentialWritesPageAfterPageAndWraps() {
        final AccessProcess process = new SequentialAccess(8, 5).start(guest);
        assertThat(written(process, 0.375)).containsExactly(0, 1, 2);
        assertThat(written(process, 0.5)).containsExactly(0, 1, 3, 4);
        assertThat(written(process, 0)).isEmpty();
        assertThat(written(process, 0.125)).containsExactly(2);
    }

    @Test
    void sequentialOwesWhatIsNotYetAWholePage() {
        final AccessProcess process = new SequentialAccess(1, 5).start(guest);
        assertThat(written(process, 0.75)).isEmpty();
        assertThat(written(process, 0.25)).containsExactly(0);
    }

    @Test
    void sequentialCountsEveryRoundTrip() {
        final AccessProcess process = new SequentialAccess(10, 4).start(guest);
        assertThat(times(process, 1)).startsWith(3, 3, 2, 2, 0);
        assertThat(times(process, 1)).startsWith(2, 2, 3, 3, 0);
        assertThat(times(process, 0.25)).startsWith(1, 1, 0, 0, 0);
    }

    @Test
    void sequentialTouchesTheSamePagesWhateverTheSteps() {
        for (long seed = 0; seed < 100; seed++) {
            final var random = new SplittableRandom(seed);
            final AccessProcess whole = new SequentialAccess(64, 11).start(guest);
            final AccessProcess stepped = new SequentialAccess(64, 11).start(guest);
            final var log = new PageLog(PAGES);
            double seconds = 0;
            for (int i = 0; i < 10; i++) {
                final double step = random.nextInt(4) / 1024.0;
                stepped.advance(step, AccessLog.ofWrites(log));
                seconds += step;
            }
            assertThat(log.pages().toArray()).as("seed %d", seed).isEqualTo(written(whole, seconds));
        }
    }

    @Test
    void sequentialSkipsAsFarAsItWouldAdvance() {
        final AccessProcess process = new SequentialAccess(8, 5).start(guest);
        process.skip(1_000_000_000.25);
        assertThat(written(process, 0.125)).containsExactly(2);
    }

    @Test
    void idleWritesNothing() {
        assertThat(written(new IdleAccess().start(guest), 1e9)).isEmpty();
    }

    @Test
    void mixWritesWhatItsPartsWrite() {
        final AccessModel mix = MixedAccess.of(new SequentialAccess(4, 4), new SequentialAccess(6, 2));
        assertThat(times(mix.start(guest), 1)).startsWith(4, 4, 1, 1, 0);
        assertThat(written(MixedAccess.of().start(guest), 1)).isEmpty();
    }

    @Test
    void mixSkipsAllItsParts() {
        final AccessProcess process = MixedAccess.of(new SequentialAccess(1, 8), new SequentialAccess(2, 8))
                .start(guest);
        process.skip(3);
        assertThat(written(process, 1)).containsExactly(3, 6, 7);
    }

    @Test
    void phasesTakeTurnsAndLoop() {
        final AccessModel model = new PhasedAccess(
                List.of(new Phase(1, new SequentialAccess(4, 8)), new Phase(2, new IdleAccess())), true);
        final AccessProcess process = model.start(guest);
        assertThat(written(process, 0.5)).containsExactly(0, 1);
        assertThat(written(process, 1)).containsExactly(2, 3);
        assertThat(written(process, 1.5)).isEmpty();
        assertThat(written(process, 1)).containsExactly(4, 5, 6, 7);
        assertThat(times(model.start(guest), 10)).startsWith(2, 2, 2, 2, 2, 2, 2, 2, 0);
    }

    @Test
    void lastPhaseGoesOnForEverUnlessLooping() {
        final AccessModel model = new PhasedAccess(
                List.of(new Phase(2, new IdleAccess()), new Phase(1, new SequentialAccess(4, 4))), false);
        final AccessProcess process = model.start(guest);
        assertThat(written(process, 2)).isEmpty();
        assertThat(times(process, 10)).startsWith(10, 10, 10, 10, 0);
        process.skip(0.5);
        assertThat(written(process, 0.5)).containsExactly(2, 3);
    }

    @Test
    void phasesAreSkippedAsTheyWouldBeRun() {
        final AccessProcess process = new PhasedAccess(
                        List.of(new Phase(1, new SequentialAccess(4, 8)), new Phase(2, new IdleAccess())), true)
                .start(guest);
        process.skip(3.25);
        assertThat(written(process, 1)).containsExactly(5, 6, 7);
    }

    @Test
    void readsGoToTheReadLogOnly() {
        final var writes = new PageLog(PAGES);
        final var reads = new PageLog(PAGES);
        final AccessModel model =
                MixedAccess.of(new ReadAccess(new SequentialAccess(4, 8)), new SequentialAccess(2, 8));
        model.start(guest).advance(1, new AccessLog(writes, reads));
        assertThat(reads.pages().toArray()).containsExactly(0, 1, 2, 3);
        assertThat(writes.pages().toArray()).containsExactly(0, 1);
    }

    @Test
    void readsNobodyLogsStillGoOn() {
        final AccessProcess process = new ReadAccess(new SequentialAccess(4, 8)).start(guest);
        assertThat(written(process, 1)).isEmpty();
        process.skip(0.5);
        final var reads = new PageLog(PAGES);
        process.advance(0.25, new AccessLog(new PageLog(PAGES), reads));
        assertThat(reads.pages().toArray()).containsExactly(6);
    }

    @Test
    void cpuDrivenAccessIsAsFastAsTheCpuIsUsed() {
        final double[] utilization = {0.5};
        final AccessProcess process = cpuDriven(utilization);
        assertThat(written(process, 1)).containsExactly(0, 1, 2, 3);
        utilization[0] = 0.25;
        assertThat(written(process, 1)).containsExactly(4, 5);
        utilization[0] = 0;
        assertThat(written(process, 1)).isEmpty();
        utilization[0] = 1;
        process.skip(0.5);
        assertThat(written(process, 0.25)).containsExactly(10, 11);
    }

    @Test
    void cpuUtilizationAboveOneCountsAsOneAndBelowZeroIsRefused() {
        assertThat(written(cpuDriven(new double[] {7}), 0.25)).containsExactly(0, 1);
        final AccessProcess process = cpuDriven(new double[] {-0.5});
        assertThatIllegalStateException()
                .isThrownBy(() -> process.skip(1))
                .withMessage("CPU utilization -0.5, expected 0 to 1");
    }

    @Test
    void badPhasesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Phase(0, new IdleAccess()))
                .withMessage("phase of 0.0 s, expected more than 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhasedAccess(List.of(), true))
                .withMessage("phases of an access model: none given, expected at least one");
    }

    private AccessProcess cpuDriven(final double[] utilization) {
        return new CpuDrivenAccess(new SequentialAccess(8, PAGES))
                .start(new GuestContext(guest.memory(), guest.random(), () -> utilization[0]));
    }

    private static int[] written(final AccessProcess process, final double seconds) {
        return AccessRuns.pagesWritten(process, PAGES, seconds);
    }

    private static int[] times(final AccessProcess process, final double seconds) {
        return AccessRuns.timesWritten(process, PAGES, seconds);
    }
}
