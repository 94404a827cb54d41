package io.github.cloudsimmigration.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page set and a {@link BitSet} that go through the same random operations hold the same pages. */
final class PageSetFuzzTest {
    private static final int[] EDGE_CAPACITIES = {0, 1, 63, 64, 65, 1000};
    private static final int SEEDS = 200;
    private static final int OPERATIONS = 50;

    @Test
    void holdsWhatABitSetHoldsAfterEveryOperation() {
        for (long seed = 0; seed < SEEDS; seed++) {
            final var random = new SplittableRandom(seed);
            final var pair = new Pair(capacity(seed, random));
            final var other = new Pair(pair.capacity);
            for (int i = 0; i < OPERATIONS; i++) {
                other.changeAlone(random);
                pair.change(other, random);
                final String where = "seed " + seed + ", operation " + i + ", capacity " + pair.capacity;
                pair.checkPages(where);
                pair.checkSearches(where, random);
                pair.checkRuns(where);
                pair.checkRelations(where, other);
                pair.checkCopy(where);
            }
        }
    }

    private static int capacity(final long seed, final SplittableRandom random) {
        return seed < 3L * EDGE_CAPACITIES.length
                ? EDGE_CAPACITIES[(int) seed % EDGE_CAPACITIES.length]
                : random.nextInt(400);
    }

    private static final class Pair {
        private final int capacity;
        private final PageSet pages;
        private final BitSet oracle = new BitSet();

        Pair(final int capacity) {
            this.capacity = capacity;
            this.pages = new PageSet(capacity);
        }

        void changeAlone(final SplittableRandom random) {
            final int from = random.nextInt(capacity + 1);
            final int to = random.nextInt(from, capacity + 1);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    pages.addRange(from, to);
                    oracle.set(from, to);
                }
                case 2, 3 -> {
                    pages.removeRange(from, to);
                    oracle.clear(from, to);
                }
                case 4 -> {
                    if (capacity > 0) {
                        final int page = random.nextInt(capacity);
                        pages.add(page);
                        oracle.set(page);
                    }
                }
                case 5 -> {
                    if (capacity > 0) {
                        final int page = random.nextInt(capacity);
                        pages.remove(page);
                        oracle.clear(page);
                    }
                }
                case 6 -> {
                    if (capacity > 0) {
                        final int index = random.nextInt(pages.wordCount());
                        final long bits = random.nextLong();
                        pages.addWord(index, bits);
                        word(index, bits).filter(page -> page < capacity).forEach(oracle::set);
                    }
                }
                default -> {
                    if (capacity > 0) {
                        final int index = random.nextInt(pages.wordCount());
                        final long bits = random.nextLong();
                        pages.removeWord(index, bits);
                        word(index, bits).forEach(oracle::clear);
                    }
                }
            }
        }

        void change(final Pair other, final SplittableRandom random) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    pages.addAll(other.pages);
                    oracle.or(other.oracle);
                }
                case 1 -> {
                    pages.removeAll(other.pages);
                    oracle.andNot(other.oracle);
                }
                case 2 -> {
                    pages.retainAll(other.pages);
                    oracle.and(other.oracle);
                }
                case 3 -> {
                    pages.set(other.pages);
                    oracle.clear();
                    oracle.or(other.oracle);
                }
                case 4 -> {
                    pages.clear();
                    oracle.clear();
                }
                case 5 -> {
                    final int[] indexes =
                            random.ints(8, 0, Math.max(1, pages.wordCount())).toArray();
                    final long[] bits = random.longs(8).toArray();
                    final int from = random.nextInt(9);
                    final int to = capacity == 0 ? from : random.nextInt(from, 9);
                    pages.addWords(indexes, bits, from, to);
                    for (int i = from; i < to; i++) {
                        word(indexes[i], bits[i])
                                .filter(page -> page < capacity)
                                .forEach(oracle::set);
                    }
                }
                default -> changeAlone(random);
            }
        }

        void checkPages(final String where) {
            final int[] expected = oracle.stream().toArray();
            assertThat(pages.cardinality()).as(where).isEqualTo(expected.length);
            assertThat(pages.isEmpty()).as(where).isEqualTo(expected.length == 0);
            assertThat(pages.toArray()).as(where).isEqualTo(expected);
            final List<Integer> visited = new ArrayList<>();
            pages.forEach(visited::add);
            assertThat(visited).as(where).isEqualTo(oracle.stream().boxed().toList());
        }

        void checkSearches(final String where, final SplittableRandom random) {
            for (int i = 0; i < 4; i++) {
                final int from = random.nextInt(capacity + 2);
                final int to = random.nextInt(capacity + 1);
                final String at = where + ", from " + from + " to " + to;
                assertThat(pages.next(from)).as(at).isEqualTo(oracle.nextSetBit(from));
                assertThat(pages.nextAbsent(from)).as(at).isEqualTo(Math.min(capacity, oracle.nextClearBit(from)));
                final int last = Math.min(from, capacity - 1);
                assertThat(pages.previous(from)).as(at).isEqualTo(oracle.previousSetBit(last));
                final int low = Math.min(Math.min(from, to), capacity);
                final int high = Math.max(Math.min(from, capacity), to);
                assertThat(pages.cardinality(low, high))
                        .as(at)
                        .isEqualTo(oracle.get(low, high).cardinality());
                if (from < capacity) {
                    assertThat(pages.contains(from)).as(at).isEqualTo(oracle.get(from));
                }
            }
        }

        void checkRuns(final String where) {
            final List<String> expected = new ArrayList<>();
            for (int from = oracle.nextSetBit(0); from >= 0; ) {
                final int to = oracle.nextClearBit(from);
                expected.add(from + "-" + to);
                from = oracle.nextSetBit(to);
            }
            final List<String> runs = new ArrayList<>();
            pages.forEachRun((from, to) -> runs.add(from + "-" + to));
            assertThat(runs).as(where).isEqualTo(expected);
            assertThat(pages.runs()).as(where).isEqualTo(expected.size());
        }

        void checkRelations(final String where, final Pair other) {
            final var common = (BitSet) oracle.clone();
            common.and(other.oracle);
            final PageSet both = pages.copy();
            assertThat(both.addAllNew(other.pages))
                    .as(where)
                    .isEqualTo(other.oracle.cardinality() - common.cardinality());
            final var union = (BitSet) oracle.clone();
            union.or(other.oracle);
            assertThat(both.toArray()).as(where).isEqualTo(union.stream().toArray());
            assertThat(pages.containsAll(other.pages)).as(where).isEqualTo(common.equals(other.oracle));
            assertThat(pages.equals(other.pages)).as(where).isEqualTo(oracle.equals(other.oracle));
            if (oracle.equals(other.oracle)) {
                assertThat(pages).as(where).hasSameHashCodeAs(other.pages);
            }
        }

        void checkCopy(final String where) {
            final PageSet copy = pages.copy();
            assertThat(copy).as(where).isEqualTo(pages).hasSameHashCodeAs(pages);
            assertThat(PageSet.of(capacity, pages.toArray())).as(where).isEqualTo(pages);
            if (capacity > 0) {
                if (copy.contains(0)) {
                    copy.remove(0);
                } else {
                    copy.add(0);
                }
                assertThat(pages.contains(0)).as(where).isEqualTo(oracle.get(0));
                assertThat(copy).as(where).isNotEqualTo(pages);
            }
        }

        private static IntStream word(final int index, final long bits) {
            return BitSet.valueOf(new long[] {bits}).stream().map(bit -> 64 * index + bit);
        }
    }
}
