package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GuestMemoryTest {
    private static final long SEED = 42;
    private static final ContentMix MIX = new ContentMix(0.4, 0.3, 0.2, 0.1);

    @Test
    void allocatedPagesComeFirst() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(100).withAllocated(0.8), SEED);
        assertThat(memory.allocated()).hasToString("{0-79} of 100");
    }

    @Test
    void pageBeyondTheMemoryIsRefused() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(100), SEED);
        assertThatIndexOutOfBoundsException()
                .isThrownBy(() -> memory.contentOf(100))
                .withMessageContaining("page 100");
    }

    @Test
    void writtenPageIsAllocated() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(100).withAllocated(0.5), SEED);
        memory.wrote(PageSet.of(100, 70));
        assertThat(memory.allocated()).hasToString("{0-49, 70} of 100");
    }

    @Test
    void allocationIsReplacedBelowAnEndAndKeptAbove() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(100), SEED);
        memory.allocateOnly(90, PageSet.of(100, 3, 4));
        assertThat(memory.allocated()).hasToString("{3-4, 90-99} of 100");
    }

    @Test
    void contentsHaveTheSharesOfTheMix() {
        final int pages = 100_000;
        final var memory = new GuestMemory(MemoryLayout.ofPages(pages).withContents(MIX), SEED);
        final Map<PageContent, Integer> found = new EnumMap<>(PageContent.class);
        IntStream.range(0, pages).forEach(page -> found.merge(memory.contentOf(page), 1, Integer::sum));
        final double fourSigma = 4 * Math.sqrt(0.25 / pages);
        assertThat(found.get(PageContent.ZERO) / (double) pages)
                .as("seed %d", SEED)
                .isCloseTo(0.4, within(fourSigma));
        assertThat(found.get(PageContent.SPARSE) / (double) pages).isCloseTo(0.3, within(fourSigma));
        assertThat(found.get(PageContent.TEXT) / (double) pages).isCloseTo(0.2, within(fourSigma));
        assertThat(found.get(PageContent.RANDOM) / (double) pages).isCloseTo(0.1, within(fourSigma));
    }

    @Test
    void contentsFollowFromTheSeed() {
        final MemoryLayout layout = MemoryLayout.ofPages(1_000).withContents(MIX);
        final var memory = new GuestMemory(layout, SEED);
        final var same = new GuestMemory(layout, SEED);
        final var other = new GuestMemory(layout, SEED + 1);
        assertThat(IntStream.range(0, 1_000).mapToObj(memory::contentOf))
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(same::contentOf).toList())
                .isNotEqualTo(
                        IntStream.range(0, 1_000).mapToObj(other::contentOf).toList());
    }

    @Test
    void writtenZeroPageBecomesSparse() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(10).withContents(new ContentMix(1, 0, 0, 0)), SEED);
        memory.wrote(PageSet.of(10, 3));
        assertThat(memory.contentOf(3)).isEqualTo(PageContent.SPARSE);
        assertThat(memory.contentOf(4)).isEqualTo(PageContent.ZERO);
    }

    @Test
    void writtenPageOfOtherContentKeepsIt() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(10).withContents(new ContentMix(0, 0, 1, 0)), SEED);
        memory.wrote(PageSet.full(10));
        assertThat(memory.contentOf(3)).isEqualTo(PageContent.TEXT);
    }

    @Test
    void aWordsNonZeroPagesAreThoseWhoseContentIsNotZero() {
        for (final ContentMix mix : List.of(MIX, ContentMix.ALL_RANDOM)) {
            final var memory = new GuestMemory(
                    MemoryLayout.ofPages(6_400).withAllocated(0.7).withContents(mix), SEED);
            memory.wrote(PageSet.of(6_400, 3, 70, 71, 4_479, 4_481, 6_399));
            memory.allocateOnly(65, PageSet.of(6_400, 2, 64));
            final var random = new SplittableRandom(SEED);
            for (int index = 0; index < 100; index++) {
                final long bits = random.nextLong();
                long expected = 0;
                for (int bit = 0; bit < 64; bit++) {
                    if (memory.contentOf(64 * index + bit) != PageContent.ZERO) {
                        expected |= bits & 1L << bit;
                    }
                }
                assertThat(memory.nonZero(index, bits))
                        .as("%s, seed %d, word %d", mix, SEED, index)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void unallocatedPageIsZero() {
        final var memory = new GuestMemory(MemoryLayout.ofPages(10).withAllocated(0.5), SEED);
        assertThat(memory.contentOf(9)).isEqualTo(PageContent.ZERO);
        assertThat(memory.contentOf(0)).isEqualTo(PageContent.RANDOM);
    }
}
