package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PageBatchTest {
    @Test
    void keepsTheOrderInWhichWordsAreAdded() {
        final var batch = new PageBatch();
        batch.add(1, 0b101);
        batch.add(7, 0);
        batch.add(0, 0b10);
        assertThat(PageCursorTest.pagesOf(batch)).containsExactly(64, 66, 1);
    }

    @Test
    void clearedBatchIsEmpty() {
        final var batch = new PageBatch();
        batch.add(0, -1L);
        assertThat(batch.pages()).isEqualTo(64);
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(PageCursorTest.pagesOf(batch)).isEmpty();
    }

    @Test
    void holdsAnyNumberOfWords() {
        final var batch = new PageBatch();
        for (int index = 0; index < 1_000; index++) {
            batch.add(index, 1);
        }
        final var set = new PageSet(64_000);
        batch.addTo(set);
        assertThat(set.cardinality()).isEqualTo(1_000);
        assertThat(set.contains(64 * 999)).isTrue();
    }

    @Test
    void tellsWhetherItReachesBelowAPage() {
        final PageBatch batch = batchOf(PageSet.of(400, 200, 300));
        assertThat(batch.reachesBelow(0)).isFalse();
        assertThat(batch.reachesBelow(192)).isFalse();
        assertThat(batch.reachesBelow(201)).isTrue();
        assertThat(batch.reachesBelow(Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void movesThePagesOfASetAndKeepsTheOthers() {
        final PageBatch batch = batchOf(PageSet.of(200, 1, 2, 70, 130));
        final PageBatch other = batchOf(PageSet.of(200, 199));
        batch.moveTo(other, PageSet.of(200, 2, 3, 130));
        assertThat(PageCursorTest.pagesOf(other)).containsExactly(2, 130);
        assertThat(PageCursorTest.pagesOf(batch)).containsExactly(1, 70);
    }

    @Test
    void keepsThePagesThatComeFirst() {
        for (int count = 0; count <= 6; count++) {
            final var batch = new PageBatch();
            batch.add(1, 0b1011);
            batch.add(0, 0b110);
            batch.keepFirst(count);
            final int kept = Math.min(5, count);
            assertThat(PageCursorTest.pagesOf(batch))
                    .isEqualTo(List.of(64, 65, 67, 1, 2).subList(0, kept));
            assertThat(batch.pages()).isEqualTo(kept);
        }
    }

    @Test
    void movesThePagesThatComeFirst() {
        final List<Integer> pages = List.of(64, 65, 67, 1, 2);
        for (int count = 0; count <= 6; count++) {
            final var batch = new PageBatch();
            batch.add(1, 0b1011);
            batch.add(0, 0b110);
            final PageBatch first = batchOf(PageSet.of(200, 199));
            batch.moveFirst(count, first);
            final int moved = Math.min(5, count);
            assertThat(PageCursorTest.pagesOf(first)).isEqualTo(pages.subList(0, moved));
            assertThat(PageCursorTest.pagesOf(batch)).isEqualTo(pages.subList(moved, 5));
        }
    }

    @Test
    void takesAnotherBatchToItsEnd() {
        final PageBatch batch = batchOf(PageSet.of(200, 130));
        final PageBatch other = batchOf(PageSet.of(200, 1, 70));
        batch.takeAll(other);
        assertThat(PageCursorTest.pagesOf(batch)).containsExactly(130, 1, 70);
        assertThat(PageCursorTest.pagesOf(other)).isEmpty();
    }

    @Test
    void emptyBatchTakesAnotherOneOver() {
        final PageBatch batch = batchOf(PageSet.of(200, 130));
        final PageBatch other = batchOf(PageSet.of(200, 1, 70));
        batch.clear();
        batch.takeAll(other);
        other.add(199);
        assertThat(PageCursorTest.pagesOf(batch)).containsExactly(1, 70);
        assertThat(PageCursorTest.pagesOf(other)).containsExactly(199);
    }

    @Test
    void addsToAndRemovesFromASet() {
        final PageBatch batch = batchOf(PageSet.of(200, 1, 70));
        final PageSet set = PageSet.of(200, 1, 2, 71);
        batch.addTo(set);
        assertThat(set.toArray()).containsExactly(1, 2, 70, 71);
        batch.removeFrom(set);
        assertThat(set.toArray()).containsExactly(2, 71);
    }

    @Test
    void movingSplitsAnyBatchInTwo() {
        for (long seed = 0; seed < 200; seed++) {
            final var random = new SplittableRandom(seed);
            final int capacity = 1 + random.nextInt(5_000);
            final PageSet all = randomSet(capacity, random);
            final PageSet wanted = randomSet(capacity, random);
            final PageBatch rest = batchOf(all);
            final var moved = new PageBatch();
            rest.moveTo(moved, wanted);

            final PageSet common = all.copy();
            common.retainAll(wanted);
            final PageSet left = all.copy();
            left.removeAll(wanted);
            assertThat(setOf(moved, capacity)).as("seed %d", seed).isEqualTo(common);
            assertThat(setOf(rest, capacity)).as("seed %d", seed).isEqualTo(left);
            assertThat(moved.pages() + rest.pages()).as("seed %d", seed).isEqualTo(all.cardinality());
        }
    }

    @Test
    void copyingKeepsTheOrderAndTheOriginal() {
        final var batch = new PageBatch();
        batch.add(1, 0b1101);
        batch.add(0, 0b11);
        final var odd = new PageBatch();
        odd.add(9, 1);
        batch.copyTo(odd, (index, bits) -> bits & (index == 1 ? 0b1010 : 0b10));
        assertThat(PageCursorTest.pagesOf(odd)).containsExactly(67, 1);
        assertThat(PageCursorTest.pagesOf(batch)).containsExactly(64, 66, 67, 0, 1);
    }

    private static PageSet randomSet(final int capacity, final SplittableRandom random) {
        final var set = new PageSet(capacity);
        for (int i = random.nextInt(capacity); i > 0; i--) {
            set.add(random.nextInt(capacity));
        }
        return set;
    }

    private static PageBatch batchOf(final PageSet pages) {
        final var batch = new PageBatch();
        new PageCursor(pages, PageRanges.sweep(pages.capacity())).deal(pages.capacity(), batch);
        return batch;
    }

    private static PageSet setOf(final PageBatch batch, final int capacity) {
        final var set = new PageSet(capacity);
        batch.addTo(set);
        return set;
    }
}
