package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The order in which the pages of an interval are written: groups of 64 neighbours in random order, the pages of a group one after the other.
 * Cyclic: whoever begins in the middle goes on at the beginning.
 */
final class WriteOrder {
    private final int[] indexes;
    private final long[] words;
    private final int[] pagesBefore;

    /** Draws an order of some pages. */
    WriteOrder(final PageSet pages, final RandomGenerator random) {
        indexes = nonEmptyWords(pages);
        Draws.shuffle(indexes, random);
        words = new long[indexes.length];
        pagesBefore = new int[indexes.length + 1];
        for (int i = 0; i < indexes.length; i++) {
            words[i] = pages.word(indexes[i]);
            pagesBefore[i + 1] = pagesBefore[i] + Long.bitCount(words[i]);
        }
    }

    private static int[] nonEmptyWords(final PageSet pages) {
        final int[] found = new int[pages.wordCount()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (pages.word(i) != 0) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** {@return the number of pages} */
    int pages() {
        return pagesBefore[indexes.length];
    }

    /** {@return someone who goes over the pages, beginning with the one that has so many before it} */
    Cursor cursorAt(final int pagesPassed) {
        final int found = Arrays.binarySearch(pagesBefore, pagesPassed);
        final int group = found >= 0 ? found : -found - 2;
        final long passed = PageSet.lowest(words[group], pagesPassed - pagesBefore[group]);
        return new Cursor(group, words[group] & ~passed);
    }

    /** Goes over the pages again and again. */
    final class Cursor {
        private int group;
        private long left;

        private Cursor(final int group, final long left) {
            this.group = group;
            this.left = left;
        }

        /** Logs the next so many pages. */
        void log(final int count, final PageLog log) {
            int due = count;
            while (due > 0) {
                if (left == 0) {
                    group = group + 1 == words.length ? 0 : group + 1;
                    left = words[group];
                }
                final int pages = Long.bitCount(left);
                final long bits = pages <= due ? left : PageSet.lowest(left, due);
                log.logWord(indexes[group], bits);
                left ^= bits;
                due -= Math.min(due, pages);
            }
        }
    }
}
