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

    /**
     * Logs the pages {@code from} (inclusive) to {@code to} (exclusive) in this order.
     *
     * @param from 0 or more
     * @param to at most twice the number of pages
     * @param near the group where the last pages were, to look for the next ones from there
     * @return the group where these pages end
     */
    int log(final int from, final int to, final int near, final PageLog log) {
        final int pages = pages();
        int group = near;
        if (from < pages) {
            group = logPart(from, Math.min(to, pages), group, log);
        }
        if (to > pages) {
            group = logPart(Math.max(0, from - pages), to - pages, group, log);
        }
        return group;
    }

    private int groupOf(final int page, final int near) {
        if (pagesBefore[near] <= page && page < pagesBefore[near + 1]) {
            return near;
        }
        if (pagesBefore[near + 1] == page && near + 1 < words.length) {
            return near + 1;
        }
        final int found = Arrays.binarySearch(pagesBefore, page);
        return found >= 0 ? found : -found - 2;
    }

    private int logPart(final int from, final int to, final int near, final PageLog log) {
        int i = groupOf(from, near);
        for (; i < words.length && pagesBefore[i] < to; i++) {
            long bits = words[i];
            if (to < pagesBefore[i + 1]) {
                bits = PageSet.lowest(bits, to - pagesBefore[i]);
            }
            if (from > pagesBefore[i]) {
                bits &= ~PageSet.lowest(words[i], from - pagesBefore[i]);
            }
            log.logWord(indexes[i], bits);
        }
        return Math.max(0, i - 1);
    }
}
