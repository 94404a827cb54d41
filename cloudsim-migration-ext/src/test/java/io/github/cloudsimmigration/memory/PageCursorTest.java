package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PageCursorTest {
    @Test
    void dealsInBatchesInAscendingOrder() {
        final var cursor = new PageCursor(PageSet.of(200, 3, 64, 65, 130, 199), PageRanges.sweep(200));
        final var batch = new PageBatch();
        assertThat(cursor.deal(2, batch)).isTrue();
        assertThat(pagesOf(batch)).containsExactly(3, 64);
        assertThat(cursor.deal(2, batch)).isTrue();
        assertThat(pagesOf(batch)).containsExactly(65, 130);
        assertThat(cursor.deal(2, batch)).isTrue();
        assertThat(pagesOf(batch)).containsExactly(199);
        assertThat(cursor.deal(2, batch)).isFalse();
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void rangesSetTheOrderAndWhatIsLeftOut() {
        final var ranges = new PageRanges().add(100, 110).add(0, 10).add(50, 50).add(105, 120);
        assertThat(dealt(PageSet.of(200, 5, 20, 100, 107, 115), ranges, 1)).containsExactly(100, 107, 5, 107, 115);
    }

    @Test
    void rangesBeyondTheSetEndWithIt() {
        final var ranges = new PageRanges().add(8, 1_000).add(500, 600).add(0, 2);
        assertThat(dealt(PageSet.full(10), ranges, 64)).containsExactly(8, 9, 0, 1);
    }

    @Test
    void dealsOnUntilAnEarlierPageComesUp() {
        final var cursor =
                new PageCursor(PageSet.full(400), new PageRanges().add(200, 400).add(0, 200));
        final var batch = new PageBatch();
        cursor.deal(10, batch);
        cursor.dealOn(30, 150, batch);
        assertThat(pagesOf(batch)).isEqualTo(IntStream.range(200, 230).boxed().toList());
        cursor.dealOn(20, 150, batch);
        assertThat(batch.pages()).as("a batch that has more already").isEqualTo(30);
        cursor.dealOn(1000, 150, batch);
        assertThat(pagesOf(batch)).isEqualTo(IntStream.range(200, 400).boxed().toList());
        cursor.deal(10, batch);
        assertThat(pagesOf(batch)).isEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void noPagesOrNoRangesDealNothing() {
        assertThat(dealt(new PageSet(100), PageRanges.sweep(100), 4)).isEmpty();
        assertThat(dealt(PageSet.full(100), new PageRanges(), 4)).isEmpty();
        assertThat(dealt(new PageSet(0), PageRanges.sweep(0), 4)).isEmpty();
    }

    @Test
    void rangesKeepTheirOrderAndGrow() {
        final var ranges = new PageRanges();
        for (int i = 0; i < 100; i++) {
            ranges.add(2 * i, 2 * i + 1);
        }
        assertThat(ranges.size()).isEqualTo(100);
        assertThat(ranges.from(99)).isEqualTo(198);
        assertThat(ranges.to(99)).isEqualTo(199);
    }

    @Test
    void badRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageRanges().add(5, 4))
                .withMessage("range of pages 5 to 4, expected 0 <= from <= to");
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRanges().add(-1, 4));
    }

    @Test
    void dealsWhatANaiveWalkFinds() {
        for (long seed = 0; seed < 300; seed++) {
            final var random = new SplittableRandom(seed);
            final int capacity = random.nextInt(random.nextInt(5) > 0 ? 300 : 40_000);
            final PageSet pages = randomSet(capacity, random);
            final var ranges = new PageRanges();
            final List<Integer> expected = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                final int from = random.nextInt(capacity + 50);
                final int to = from + random.nextInt(capacity + 50);
                ranges.add(from, to);
                for (int page = from; page < Math.min(to, capacity); page++) {
                    if (pages.contains(page)) {
                        expected.add(page);
                    }
                }
            }
            final int limit = 1 + random.nextInt(capacity >= 300 ? 20_000 : random.nextBoolean() ? 5 : 200);
            assertThat(dealt(pages, ranges, limit)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static PageSet randomSet(final int capacity, final SplittableRandom random) {
        final var pages = new PageSet(capacity);
        final double density = random.nextDouble();
        for (int page = 0; page < capacity; page++) {
            if (random.nextDouble() < density) {
                pages.add(page);
            }
        }
        return pages;
    }

    private static List<Integer> dealt(final PageSet pages, final PageRanges ranges, final int limit) {
        final var cursor = new PageCursor(pages, ranges);
        final var batch = new PageBatch();
        final List<Integer> dealt = new ArrayList<>();
        boolean full = true;
        while (cursor.deal(limit, batch)) {
            assertThat(full).as("only the last batch may have room").isTrue();
            full = batch.pages() == limit;
            assertThat(batch.pages()).isBetween(1, limit);
            dealt.addAll(pagesOf(batch));
        }
        assertThat(batch.isEmpty()).isTrue();
        return dealt;
    }

    static List<Integer> pagesOf(final PageBatch batch) {
        final List<Integer> pages = new ArrayList<>();
        batch.forEach(pages::add);
        assertThat(pages).hasSize(batch.pages());
        return pages;
    }

    @Test
    void copyGoesItsOwnWay() {
        final var cursor =
                new PageCursor(PageSet.full(300), new PageRanges().add(100, 210).add(0, 10));
        final var batch = new PageBatch();
        cursor.deal(115, batch);
        final PageCursor copy = cursor.copy();
        cursor.deal(4, batch);
        copy.deal(2, batch);
        assertThat(pagesOf(batch)).containsExactly(5, 6);
        copy.deal(20, batch);
        assertThat(pagesOf(batch)).containsExactly(7, 8, 9);
        cursor.deal(20, batch);
        assertThat(pagesOf(batch)).containsExactly(9);
    }

    @Test
    void emptyWordsFollowAFullBatch() {
        final var pages = new PageSet(100 * 64);
        for (int word = 0; word < 32; word++) {
            pages.add(64 * word);
        }
        pages.add(64 * 90);
        final var batch = new PageBatch();
        final var cursor = new PageCursor(pages, PageRanges.sweep(100 * 64));
        cursor.deal(32, batch);
        assertThat(batch.pages()).isEqualTo(32);
        cursor.deal(32, batch);
        assertThat(pagesOf(batch)).containsExactly(64 * 90);
    }
}
