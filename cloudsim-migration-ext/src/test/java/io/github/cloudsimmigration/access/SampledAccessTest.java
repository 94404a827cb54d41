package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One page in 16 of 65 536: it has to show a sixteenth of the pages written and of the writes. */
final class SampledAccessTest {
    private static final int PAGES = 1 << 16;
    private static final int ONE_IN = 16;
    private static final MemoryLayout MEMORY = MemoryLayout.ofPages(PAGES);
    private static final long SEED = 5;

    static List<AccessModel> models() {
        final var hotCold = new HotColdAccess(20_000, 50_000, 0.1, 0.9);
        return List.of(
                new UniformAccess(20_000, 40_000),
                hotCold,
                new ZipfAccess(20_000, 60_000, 1),
                new ZipfAccess(40_000, 60_000, 0.7),
                new ZipfAccess(20_000, 60_000, 0),
                new SequentialAccess(9_000, 30_000),
                new FittedAccess(
                        List.of(
                                new FittedAccess.RateClass(3_000, 20),
                                new FittedAccess.RateClass(9_000, 1),
                                new FittedAccess.RateClass(PAGES - 12_000, 0.05)),
                        0.05),
                new CpuDrivenAccess(hotCold),
                MixedAccess.of(new UniformAccess(5_000, 40_000), new SequentialAccess(9_000, 30_000)),
                new PhasedAccess(
                        List.of(
                                new PhasedAccess.Phase(0.7, hotCold),
                                new PhasedAccess.Phase(0.4, new UniformAccess(5_000, PAGES))),
                        true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void sampleShowsItsPartOfThePagesWritten(final AccessModel model) {
        final AccessModel sample = model.sampled(ONE_IN).orElseThrow();
        for (final double seconds : new double[] {0.2, 1, 5}) {
            final double whole = written(model, MEMORY, seconds);
            final double part = written(sample, MEMORY.sampled(ONE_IN), seconds) * (double) ONE_IN;
            assertThat(part).as("%s after %s s", model, seconds).isCloseTo(whole, within(0.06 * whole + 200));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void sampleShowsItsPartOfTheWrites(final AccessModel model) {
        final AccessModel sample = model.sampled(ONE_IN).orElseThrow();
        final double whole = meanUpdates(model, MEMORY);
        assertThat(meanUpdates(sample, MEMORY.sampled(ONE_IN))).isCloseTo(whole, within(0.03 * whole));
    }

    @Test
    void wholeSampleIsTheModel() {
        final var model = new HotColdAccess(1_000, 50_000, 0.1, 0.9);
        assertThat(model.sampled(1)).contains(model);
    }

    @Test
    void workingSetThatRoundsUpFitsTheSample() {
        final MemoryLayout memory =
                MemoryLayout.ofPages(1_009).withAllocated(0.5).withReadOnly(0.01);
        final var model = new UniformAccess(1_000, memory.writablePages());
        assertThat(memory.sampled(10).writablePages()).isEqualTo(49);
        assertThat(written(model.sampled(10).orElseThrow(), memory.sampled(10), 100))
                .isEqualTo(49);
    }

    /** Every fourth page, from page 2: 2, 6, 10 and so on; those written are 0 to 39 and 100 to 199, then 50 to 69. */
    @Test
    void sampleOfATraceHasEveryKthPage() throws IOException {
        final PageTrace trace = PageTrace.read(
                new ByteArrayInputStream("# page-trace 1\n# pages: 200\n0: 0*100\n1: 0*40 100*100\n2: 50*20\n"
                        .getBytes(StandardCharsets.US_ASCII)),
                "a trace");
        final AccessModel sample = PageTraceAccess.looping(trace).sampled(4).orElseThrow();
        final MemoryLayout layout = MemoryLayout.ofPages(400).sampled(4);
        final var memory = new GuestMemory(layout, SEED);
        final AccessProcess process = sample.start(GuestContext.of(memory, new SplittableRandom(SEED)));
        assertThat(memory.allocated().cardinality()).isEqualTo(25 + 50);
        final var log = new PageLog(layout.pages());
        process.advance(1, AccessLog.ofWrites(log));
        assertThat(log.pages().cardinality()).isEqualTo(10 + 25);
        process.advance(1, AccessLog.ofWrites(log));
        assertThat(log.pages().cardinality()).isEqualTo(10 + 25 + 5);
        assertThat(trace.sampled(4)).isSameAs(trace.sampled(4));
    }

    @Test
    void mixtureWithAModelThatCannotBeSampledCannotBe() {
        final AccessModel closed = guest -> (guestSeconds, log) -> {};
        assertThat(closed.sampled(2)).isEmpty();
        assertThat(MixedAccess.of(new IdleAccess(), closed).sampled(2)).isEmpty();
        assertThat(new ReadAccess(closed).sampled(2)).isEmpty();
        assertThat(new PhasedAccess(List.of(new PhasedAccess.Phase(1, closed)), true).sampled(2))
                .isEmpty();
    }

    private static int written(final AccessModel model, final MemoryLayout layout, final double seconds) {
        final var log = new PageLog(layout.pages());
        start(model, layout).advance(seconds, AccessLog.ofWrites(log));
        return log.pages().cardinality();
    }

    private static double meanUpdates(final AccessModel model, final MemoryLayout layout) {
        final var updates = new UpdateCounts(layout.pages());
        start(model, layout).advance(20, AccessLog.ofWrites(new PageLog(updates)));
        return updates.mean();
    }

    private static AccessProcess start(final AccessModel model, final MemoryLayout layout) {
        return model.start(GuestContext.of(new GuestMemory(layout, SEED), new SplittableRandom(SEED)));
    }
}
