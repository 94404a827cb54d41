package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replays of a trace of 3 intervals and 2 s; all times are binary fractions, so interval ends are met exactly. */
final class PageTraceAccessTest {
    private static final int GUEST_PAGES = 20;
    private static final double TICK = 1.0 / 1024;

    private final PageTrace trace = PageTraceTest.trace("""
            # page-trace 1
            # pages: 12
            0.0: 0*2
            0.5: 0*2 2*2 7
            1.5: 4*2
            2.0: 0 7 10
            """);

    private final GuestMemory memory = new GuestMemory(MemoryLayout.ofPages(GUEST_PAGES), 1);

    PageTraceAccessTest() throws IOException {}

    @Test
    void everyIntervalWritesItsPages() {
        final AccessProcess replay = start(0, true, 1);
        for (int pass = 0; pass < 3; pass++) {
            assertThat(written(replay, 0.5)).containsExactly(0, 1, 2, 3, 7);
            assertThat(written(replay, 1)).containsExactly(4, 5);
            assertThat(written(replay, 0.5)).containsExactly(0, 7, 10);
        }
    }

    @Test
    void everyIntervalWritesItsPagesWhateverTheSteps() {
        for (long seed = 0; seed < 200; seed++) {
            final var random = new SplittableRandom(seed);
            final AccessProcess replay = start(0, true, seed);
            for (int i = 0; i < 3 * trace.intervals(); i++) {
                final int interval = i % trace.intervals();
                final var log = new PageLog(GUEST_PAGES);
                int left = (int) ((trace.endOf(interval) - trace.startOf(interval)) / TICK);
                while (left > 0) {
                    final int step = Math.min(left, random.nextInt(random.nextBoolean() ? 3 : 600));
                    replay.advance(step * TICK, AccessLog.ofWrites(log));
                    left -= step;
                }
                assertThat(log.pages().toArray())
                        .as("seed %d, interval %d", seed, interval)
                        .isEqualTo(trace.written(interval).toArray());
            }
        }
    }

    @Test
    void pagesOfAnIntervalAreWrittenEvenlyAndOnce() {
        final AccessProcess replay = start(0, true, 3);
        final int[] first = written(replay, 0.25);
        final int[] second = written(replay, 0.25);
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(3).doesNotContain(first);
    }

    @Test
    void sameSeedWritesInTheSameOrder() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(written(start(0, true, seed), 0.25))
                    .as("seed %d", seed)
                    .isEqualTo(written(start(0, true, seed), 0.25));
        }
    }

    @Test
    void copyWritesWhatTheReplayWillAndDoesNotDisturbIt() {
        for (long seed = 0; seed < 200; seed++) {
            final var random = new SplittableRandom(seed);
            final boolean looping = random.nextBoolean();
            final AccessProcess replay = start(0, looping, seed);
            final AccessProcess undisturbed = start(0, looping, seed);
            final double before = random.nextInt(3072) * TICK;
            written(replay, before);
            written(undisturbed, before);
            final AccessProcess copy = replay.copy().orElseThrow();
            final double after = random.nextInt(3072) * TICK;
            final int[] expected = written(undisturbed, after);
            assertThat(written(copy, after)).as("seed %d, copy", seed).isEqualTo(expected);
            assertThat(written(replay, after)).as("seed %d, replay", seed).isEqualTo(expected);
        }
    }

    @Test
    void replayEndsWithTheTraceUnlessLooping() {
        final AccessProcess once = start(0, false, 1);
        assertThat(written(once, 100)).containsExactly(0, 1, 2, 3, 4, 5, 7, 10);
        assertThat(written(once, 100)).isEmpty();
        once.skip(1);
        assertThat(written(once, 1)).isEmpty();

        final AccessProcess looping = start(0, true, 1);
        looping.advance(2, AccessLog.ofWrites(new PageLog(GUEST_PAGES)));
        assertThat(written(looping, 0.5)).containsExactly(0, 1, 2, 3, 7);
    }

    @Test
    void skippedOverItsEndAReplayIsOver() {
        final AccessProcess once = start(0, false, 1);
        once.skip(2);
        assertThat(written(once, 5)).isEmpty();
    }

    @Test
    void offsetIsWhereTheGuestBoots() {
        assertThat(written(start(0.5, true, 1), 1)).containsExactly(4, 5);
        assertThat(written(start(2.5, true, 1), 1)).containsExactly(4, 5);
        assertThat(written(start(1.5, false, 1), 9)).containsExactly(0, 7, 10);
    }

    @Test
    void residentPagesAreAllocatedFirst() {
        start(0, true, 1);
        assertThat(memory.allocated()).hasToString("{0-1, 12-19} of 20");
    }

    @Test
    void allocationGrowsByThePagesWritten() {
        final AccessProcess replay = start(0, true, 1);
        replay.skip(0.5);
        assertThat(memory.allocated()).hasToString("{0-3, 7, 12-19} of 20");
        replay.skip(1);
        assertThat(memory.allocated()).hasToString("{0-5, 7, 12-19} of 20");
        replay.skip(0.5);
        assertThat(memory.allocated()).hasToString("{0-5, 7, 10, 12-19} of 20");
        replay.skip(0.25);
        assertThat(memory.allocated()).hasToString("{0-5, 7, 10, 12-19} of 20");
    }

    @Test
    void halfAnIntervalAllocatesHalfItsPages() {
        start(0, true, 1).skip(1);
        final PageSet allocated = memory.allocated();
        assertThat(allocated.contains(4) != allocated.contains(5)).isTrue();
        assertThat(allocated.contains(10)).isFalse();
    }

    /** The second interval, 0.5 to 1.5 s, writes two pages: one in each half. */
    @Test
    void skippedIntoAnIntervalAReplayWritesTheRestOfIt() {
        for (final double lap : new double[] {0, 2}) {
            final AccessProcess replay = start(0, true, 1);
            replay.skip(lap + 1);
            assertThat(written(replay, 0.5)).as("lap at %s s", lap).hasSize(1).containsAnyOf(4, 5);
            final AccessProcess counted = start(0, true, 1);
            counted.skip(lap + 0.25);
            assertThat(IntStream.of(AccessRuns.timesWritten(counted, 12, 0.25)).sum())
                    .as("3 of the 5 pages of the first interval, lap at %s s", lap)
                    .isEqualTo(3);
        }
    }

    @Test
    void writesAreCountedOverSeveralLoops() {
        final int[] fiveLoops = {10, 5, 5, 5, 5, 5, 0, 10, 0, 0, 5, 0};
        assertThat(AccessRuns.timesWritten(start(0, true, 1), 12, 10)).isEqualTo(fiveLoops);
        assertThat(AccessRuns.timesWritten(start(1, true, 1), 12, 10)).isEqualTo(fiveLoops);
    }

    @Test
    void writesAreCountedAlikeWhateverTheSteps() {
        for (long seed = 0; seed < 100; seed++) {
            final var random = new SplittableRandom(seed);
            final var counts = new UpdateCounts(12);
            final AccessProcess replay = start(0, true, seed);
            int left = 14 * 1024;
            while (left > 0) {
                final int step = Math.min(left, random.nextInt(6_000));
                replay.advance(step * TICK, AccessLog.ofWrites(new PageLog(counts)));
                left -= step;
            }
            assertThat(AccessRuns.toArray(counts))
                    .as("seed %d", seed)
                    .isEqualTo(AccessRuns.timesWritten(start(0, true, seed), 12, 14));
        }
    }

    @Test
    void replayThatBootsWhereAnIntervalBeginsGoesOnWithThePagesOfTheNext() {
        for (long seed = 0; seed < 20; seed++) {
            for (final PageLog log : new PageLog[] {new PageLog(12), new PageLog(new UpdateCounts(12))}) {
                start(0.5, true, seed).advance(1.25, AccessLog.ofWrites(log));
                final String where = "seed " + seed + ", counting " + log.counting();
                assertThat(log.pages().toArray()).as(where).hasSize(3).contains(4, 5);
                assertThat(PageSet.of(12, 0, 4, 5, 7, 10).containsAll(log.pages()))
                        .as(where)
                        .isTrue();
            }
        }
    }

    @Test
    void longStretchWritesWhatItsIntervalsDo() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            final var random = new SplittableRandom(seed);
            final PageTrace longer = randomTrace(random.nextInt(1, 120), random);
            final boolean looping = random.nextBoolean();
            final AccessProcess replay =
                    new PageTraceAccess(longer, 0, looping).start(GuestContext.of(memory, new SplittableRandom(seed)));
            for (int interval = 0; interval < 300; ) {
                final int stretch = random.nextInt(random.nextBoolean() ? 3 : 150);
                final var expected = new PageSet(GUEST_PAGES);
                for (int i = 0; i < stretch; i++, interval++) {
                    if (looping || interval < longer.intervals()) {
                        expected.addPrefix(longer.written(interval % longer.intervals()));
                    }
                }
                assertThat(written(replay, stretch * 0.25))
                        .as("seed %d, looping %s, %d intervals up to %d", seed, looping, stretch, interval)
                        .isEqualTo(expected.toArray());
            }
        }
    }

    private static PageTrace randomTrace(final int intervals, final SplittableRandom random) throws IOException {
        final var text = new StringBuilder("# page-trace 1\n# pages: 20\n0.0: 0\n");
        for (int i = 1; i <= intervals; i++) {
            text.append(i * 0.25).append(": ").append(random.nextInt(20)).append('\n');
        }
        return PageTraceTest.trace(text.toString());
    }

    @Test
    void skippingGoesAsFarAsAdvancing() {
        for (long seed = 0; seed < 100; seed++) {
            final var random = new SplittableRandom(seed);
            final boolean looping = random.nextBoolean();
            final double toInterval = new double[] {0.5, 1.5, 2, 2.5, 3.5, 41.5}[random.nextInt(6)];
            final AccessProcess skipped = start(0, looping, seed);
            final AccessProcess advanced = start(0, looping, seed);
            skipped.skip(toInterval);
            advanced.advance(toInterval, AccessLog.ofWrites(new PageLog(GUEST_PAGES)));
            for (int i = 0; i < 8; i++) {
                assertThat(written(skipped, 0.5).length)
                        .as("seed %d, looping %s, from %s s, step %d", seed, looping, toInterval, i)
                        .isEqualTo(written(advanced, 0.5).length);
            }
            assertThat(written(skipped, 0.25).length).isEqualTo(written(advanced, 0.25).length);
        }
    }

    @Test
    void traceThatDoesNotFitTheGuestIsRefused() {
        final PageTraceAccess model = PageTraceAccess.looping(trace);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.start(AccessRuns.guest(11, 1)))
                .withMessage("page trace of 12 pages, expected at most the guest's 11 pages");
        final var large = new GuestMemory(
                new MemoryLayout(20, 8192, 1, 0, MemoryLayout.ofPages(1).contents()), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.start(GuestContext.of(large, new SplittableRandom(1))))
                .withMessage("page trace with pages of 4096 bytes, expected the guest's 8192 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageTraceAccess(trace, -1, true))
                .withMessage("offset -1.0 s into a page trace, expected 0 or more");
    }

    private AccessProcess start(final double offset, final boolean looping, final long seed) {
        return new PageTraceAccess(trace, offset, looping).start(GuestContext.of(memory, new SplittableRandom(seed)));
    }

    private static int[] written(final AccessProcess process, final double seconds) {
        return AccessRuns.pagesWritten(process, GUEST_PAGES, seconds);
    }
}
