package io.github.cloudsimmigration.technique.order;

import io.github.cloudsimmigration.memory.PageSet;
import java.util.Arrays;

/** One counter for each block of a memory that is cut into blocks of equal length; the last one may be shorter. */
final class BlockCounts {
    private final int pages;
    private final int blockPages;
    private final long[] counts;

    /**
     * Cuts a memory.
     *
     * @param pages its pages
     * @param blockPages pages of a block, 1 or more
     */
    BlockCounts(final int pages, final int blockPages) {
        this.pages = pages;
        this.blockPages = blockPages;
        this.counts = new long[(int) (((long) pages + blockPages - 1) / blockPages)];
    }

    /** Adds to every block's counter how many of its pages a set holds. */
    void add(final PageSet set) {
        for (int block = 0; block < counts.length; block++) {
            counts[block] += set.cardinality(from(block), to(block));
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    long get(final int block) {
        return counts[block];
    }

    /** {@return the first page of a block} */
    int from(final int block) {
        return block * blockPages;
    }

    /** {@return one past the last page of a block} */
    int to(final int block) {
        return (int) Math.min(pages, ((long) block + 1) * blockPages);
    }

    /** {@return the blocks by ascending count; of those that count the same the lower one comes first} */
    int[] ascending() {
        final long blocks = counts.length;
        final long[] keys = new long[counts.length];
        for (int block = 0; block < keys.length; block++) {
            keys[block] = counts[block] * blocks + block;
        }
        Arrays.sort(keys);
        final int[] ascending = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ascending[i] = (int) (keys[i] % blocks);
        }
        return ascending;
    }
}
