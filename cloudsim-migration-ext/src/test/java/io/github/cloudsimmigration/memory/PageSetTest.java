package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageSetTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
    void fullSetHoldsEveryPage(final int capacity) {
        final PageSet full = PageSet.full(capacity);
        assertThat(full.cardinality()).isEqualTo(capacity);
        assertThat(full.nextAbsent(0)).isEqualTo(capacity);
        assertThat(full.previous(capacity)).isEqualTo(capacity - 1);
    }

    @Test
    void lowestBitsOfAWordAreTakenOneByOneInTheOracle() {
        final var random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            final long bits = i < 4 ? -(long) (i & 1) : random.nextLong() & (i % 3 == 0 ? random.nextLong() : -1L);
            for (int count = 0; count <= 64; count++) {
                long rest = bits;
                for (int taken = 0; taken < count; taken++) {
                    rest &= rest - 1;
                }
                assertThat(PageSet.lowest(bits, count))
                        .as("%d of %x", count, bits)
                        .isEqualTo(bits & ~rest);
            }
        }
    }

    @Test
    void newSetIsEmpty() {
        final var set = new PageSet(100);
        assertThat(set.isEmpty()).isTrue();
        assertThat(set.next(0)).isEqualTo(-1);
        assertThat(set.wordCount()).isEqualTo(2);
        assertThat(set).hasToString("{} of 100");
    }

    @Test
    void textNamesRunsAndCapacity() {
        assertThat(PageSet.of(64, 7, 0, 1, 2, 3, 9, 10)).hasToString("{0-3, 7, 9-10} of 64");
    }

    @Test
    void wordHasAPageABit() {
        final PageSet set = PageSet.of(70, 0, 5, 64);
        assertThat(set.word(0)).isEqualTo(0b100001);
        assertThat(set.word(1)).isEqualTo(1);
    }

    @Test
    void bitsBeyondTheCapacityAreDropped() {
        final var set = new PageSet(65);
        set.addWord(1, -1L);
        assertThat(set.toArray()).containsExactly(64);
        assertThat(set).isEqualTo(PageSet.of(65, 64));
    }

    /** Costs go by the highest page held: what was removed from the upper end is forgotten when others are added. */
    @Test
    void removedUpperEndIsNotLookedAtAgain() {
        final var set = PageSet.full(64_000);
        set.removeRange(100, 64_000);
        set.addAll(PageSet.of(64_000, 3, 200));
        assertThat(set.usedWords()).isEqualTo(200 / 64 + 1);
        set.removeRange(0, 64_000);
        set.addAll(new PageSet(64_000));
        assertThat(set.usedWords()).isZero();
        set.add(63_999);
        assertThat(set).isEqualTo(PageSet.of(64_000, 63_999));
    }

    @Test
    void setsAreEqualWhateverTheyHeldBefore() {
        final PageSet grown = PageSet.of(1000, 3, 999);
        grown.remove(999);
        final PageSet small = PageSet.of(1000, 3);
        assertThat(grown.equals(small)).isTrue();
        assertThat(small.equals(grown)).isTrue();
        assertThat(grown).hasSameHashCodeAs(small);
    }

    @Test
    void setTakesNoMemoryForPagesItHasNeverHeld() {
        final var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        final var set = new PageSet(1 << 30);
        set.addRange(0, 1000);
        final PageSet copy = set.copy();
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(copy.cardinality()).isEqualTo(1000);
        assertThat(allocated).as("bytes, of 128 MiB for all pages").isLessThan(1 << 20);
    }

    @Test
    void wordBeyondTheCapacityIsRefused() {
        final var set = new PageSet(65);
        set.addWord(1, 1);
        assertThatIndexOutOfBoundsException().isThrownBy(() -> set.addWord(2, 1));
        assertThatIndexOutOfBoundsException().isThrownBy(() -> set.addWord(-1, 1));
        assertThat(set.toArray()).containsExactly(64);
    }

    @Test
    void emptyRangeAtAnyPlaceChangesNothing() {
        final var set = new PageSet(64);
        set.addRange(0, 0);
        set.addRange(64, 64);
        set.removeRange(64, 64);
        assertThat(set.isEmpty()).isTrue();
        assertThat(set.cardinality(64, 64)).isZero();
    }

    @Test
    void setsOfDifferentCapacityAreNotEqual() {
        assertThat(PageSet.of(64, 1)).isNotEqualTo(PageSet.of(63, 1));
    }

    @Test
    void pageOutOfRangeIsRefusedByNumberAndCapacity() {
        final var set = new PageSet(65);
        assertThatIndexOutOfBoundsException()
                .isThrownBy(() -> set.add(65))
                .withMessage("page 65 of a set of capacity 65");
        assertThatIndexOutOfBoundsException()
                .isThrownBy(() -> set.contains(-1))
                .withMessage("page -1 of a set of capacity 65");
        assertThatIndexOutOfBoundsException().isThrownBy(() -> set.remove(100));
        assertThatIndexOutOfBoundsException().isThrownBy(() -> PageSet.of(3, 3));
    }

    @Test
    void badRangeIsRefusedByBoundsAndCapacity() {
        final var set = new PageSet(65);
        assertThatIndexOutOfBoundsException()
                .isThrownBy(() -> set.addRange(60, 66))
                .withMessage("pages 60 to 66 of a set of capacity 65");
        assertThatIndexOutOfBoundsException().isThrownBy(() -> set.removeRange(-1, 3));
        assertThatIndexOutOfBoundsException().isThrownBy(() -> set.cardinality(5, 4));
    }

    @Test
    void setsOfDifferentCapacityDoNotMix() {
        final var set = new PageSet(65);
        final var other = new PageSet(66);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.addAll(other))
                .withMessage("page sets of capacity 65 and 66: expected the same number of pages");
        assertThatIllegalArgumentException().isThrownBy(() -> set.removeAll(other));
        assertThatIllegalArgumentException().isThrownBy(() -> set.retainAll(other));
        assertThatIllegalArgumentException().isThrownBy(() -> set.set(other));
        assertThatIllegalArgumentException().isThrownBy(() -> set.containsAll(other));
        assertThatIllegalArgumentException().isThrownBy(() -> set.addAllNew(other));
    }

    @Test
    void negativeNumbersAreRefused() {
        final var set = new PageSet(65);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageSet(-1))
                .withMessage("capacity of a page set: -1 pages, expected 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> set.next(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> set.nextAbsent(-1));
    }

    @Test
    void removeIfRemovesWhatTheConditionHoldsForAndNothingElse() {
        final var set = PageSet.of(200, 0, 1, 63, 64, 65, 127, 199);
        set.removeIf(page -> page % 2 == 1);
        assertThat(set).isEqualTo(PageSet.of(200, 0, 64));
    }
}
