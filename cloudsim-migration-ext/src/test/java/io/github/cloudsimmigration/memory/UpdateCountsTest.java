package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpdateCountsTest {
    @Test
    void countsSaturate() {
        final var counts = new UpdateCounts(2);
        counts.add(0, Integer.MAX_VALUE - 1);
        counts.add(0, 5);
        counts.add(1, Integer.MAX_VALUE);
        counts.add(1, Integer.MAX_VALUE);
        assertThat(counts.get(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(counts.get(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(counts.mean())
                .as("the mean is of all writes")
                .isEqualTo((Integer.MAX_VALUE + 4L + 2L * Integer.MAX_VALUE) / 2.0);
    }

    @Test
    void meanOverNoPagesIsZero() {
        assertThat(new UpdateCounts(0).mean()).isZero();
    }

    @Test
    void pagesBeyondTheReachCountButAreNeverWritten() {
        final var counts = new UpdateCounts(1000, 100);
        counts.add(99, 10);
        assertThat(counts.pages()).isEqualTo(1000);
        assertThat(counts.get(999)).isZero();
        assertThat(counts.mean()).isEqualTo(0.01);
        final var set = PageSet.of(1000, 99, 500, 999);
        counts.removeFrom(set, 5);
        assertThat(set.toArray()).containsExactly(500, 999);
        counts.removeFrom(set, 0);
        assertThat(set.isEmpty()).isTrue();
    }

    @Test
    void emptiedEndOfASetBeyondTheReachIsNotCounted() {
        final var counts = new UpdateCounts(1000, 64);
        final PageSet set = PageSet.of(1000, 3, 999);
        set.remove(999);
        counts.addAll(set, 1);
        counts.addWords(new int[] {15, 0}, new long[] {0, 8}, 0, 2);
        assertThat(counts.get(3)).isEqualTo(2);
        assertThat(counts.mean()).isEqualTo(0.002);
    }

    @Test
    void growthOfMorePagesIsRefusedBeforeAnythingIsCounted() {
        for (final int pages : new int[] {64, 65}) {
            final var counts = new UpdateCounts(pages);
            final var others = new UpdateCounts(70);
            final UpdateCounts before = others.copy();
            others.add(3, 1);
            others.add(69, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> counts.addGrowth(before, others, 1))
                    .withMessage("counts of 70 pages, expected at most the " + pages + " that these are of");
            assertThat(counts.get(3)).isZero();
            assertThat(counts.mean()).isZero();
        }
    }

    @Test
    void negativeNumberOfWritesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdateCounts(5).add(3, -2))
                .withMessage("page 3 written -2 times, expected 0 or more");
    }

    @Test
    void pageIsRemovedFromASetOnceItWasWrittenAsOftenAsTheThreshold() {
        final var counts = new UpdateCounts(100);
        counts.add(0, 2);
        counts.add(1, 3);
        counts.add(99, 1000);
        assertThat(left(counts, 2.5)).containsExactly(0, 50);
        assertThat(left(counts, 3)).containsExactly(0, 50);
        assertThat(left(counts, 3.01)).containsExactly(0, 1, 50);
        assertThat(left(counts, 0)).isEmpty();
        assertThat(left(counts, 1000)).containsExactly(0, 1, 50);
        assertThat(left(counts, 1e6)).containsExactly(0, 1, 50, 99);
        assertThat(left(counts, 1e100)).containsExactly(0, 1, 50, 99);
    }

    @Test
    void pageBelowTheThresholdIsWrittenManyTimesAtOnce() {
        final var counts = new UpdateCounts(100);
        counts.add(0, 3);
        assertThat(left(counts, 3)).containsExactly(1, 50, 99);
        counts.add(1, 1024);
        assertThat(counts.get(0)).isEqualTo(3);
        assertThat(counts.get(1)).isEqualTo(1024);
        assertThat(left(counts, 3)).containsExactly(50, 99);
    }

    private static int[] left(final UpdateCounts counts, final double threshold) {
        final var set = PageSet.of(100, 0, 1, 50, 99);
        counts.removeFrom(set, threshold);
        return set.toArray();
    }

    @ParameterizedTest
    @DisplayName(
            "whatever is added, each page's count, the mean and what is above a threshold are those of plain counters")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void countsAreThoseOfPlainCounters(final long seed) {
        final var random = new SplittableRandom(seed);
        final int pages = random.nextInt(1, 400);
        final long most = 1L << random.nextInt(1, 33);
        final var counts = new UpdateCounts(pages);
        final long[] plain = new long[pages];
        UpdateCounts before = counts.copy();
        long[] plainBefore = plain.clone();
        for (int step = 0; step < 200; step++) {
            final int times = (int) Math.min(Integer.MAX_VALUE, random.nextLong(most));
            final int from = random.nextInt(pages);
            final int to = random.nextInt(from, pages + 1);
            switch (random.nextInt(6)) {
                case 0 -> {
                    counts.add(from, times);
                    plain[from] += times;
                }
                case 1 -> {
                    counts.addRange(from, to, times);
                    IntStream.range(from, to).forEach(page -> plain[page] += times);
                }
                case 2 -> {
                    final PageSet set = someOf(pages, random);
                    counts.addAll(set, times);
                    set.forEach(page -> plain[page] += times);
                }
                case 4 -> {
                    final int[] indexes =
                            random.ints(20, 0, PageSet.wordsFor(pages)).toArray();
                    final long[] bits = random.longs(20).toArray();
                    for (int i = 0; i < 20; i++) {
                        bits[i] &= PageSet.full(pages).word(indexes[i]) & (i % 5 == 0 ? 0 : -1L);
                    }
                    final int first = random.nextInt(5);
                    counts.addWords(indexes, bits, first, 18);
                    for (int i = first; i < 18; i++) {
                        for (int bit = 0; bit < 64; bit++) {
                            if ((bits[i] >>> bit & 1) != 0) {
                                plain[64 * indexes[i] + bit]++;
                            }
                        }
                    }
                }
                case 3 -> {
                    before = counts.copy();
                    plainBefore = plain.clone();
                }
                default -> {
                    final long[] then = plainBefore;
                    final int again = random.nextInt(4);
                    if (LongStream.of(plain).max().orElse(0) < Integer.MAX_VALUE / 4) {
                        counts.addGrowth(before, counts.copy(), again);
                        IntStream.range(0, pages).forEach(page -> plain[page] += again * (plain[page] - then[page]));
                    }
                }
            }
            agree(counts, plain, random, seed);
        }
    }

    private static PageSet someOf(final int pages, final SplittableRandom random) {
        final double part = random.nextDouble();
        return PageSet.of(
                pages,
                IntStream.range(0, pages)
                        .filter(page -> random.nextDouble() < part)
                        .toArray());
    }

    private static void agree(
            final UpdateCounts counts, final long[] plain, final SplittableRandom random, final long seed) {
        final int pages = plain.length;
        assertThat(IntStream.range(0, pages).mapToLong(counts::get).toArray())
                .as("counts, seed %d", seed)
                .isEqualTo(LongStream.of(plain)
                        .map(count -> Math.min(count, Integer.MAX_VALUE))
                        .toArray());
        assertThat(counts.mean())
                .as("mean, seed %d", seed)
                .isEqualTo((double) LongStream.of(plain).sum() / pages);
        final double threshold = plain[random.nextInt(pages)] + random.nextInt(-1, 2) * random.nextDouble();
        final PageSet set = someOf(pages, random);
        final PageSet kept = set.copy();
        counts.removeFrom(kept, Math.max(0, threshold));
        set.removeIf(page -> counts.get(page) >= Math.max(0, threshold));
        assertThat(kept).as("below %s, seed %d", threshold, seed).isEqualTo(set);
    }
}
