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

    /** Logs all pages. */
    void log(final PageLog log) {
        log.logWords(indexes, words, 0, words.length);
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
        private int group; // as many as there are groups behind the last
        private long left;

        private Cursor(final int group, final long left) {
            this.group = group;
            this.left = left;
        }

        Cursor copy() {
            return new Cursor(group, left);
        }

        /** Logs the next so many pages. */
        void log(final int count, final PageLog log) {
            int due = logOfGroup(count, log);
            while (due > 0) {
                group = group + 1 < words.length ? group + 1 : 0;
                due -= logGroups(due, log);
                left = group == words.length ? 0 : words[group];
                due = logOfGroup(due, log);
            }
        }

        /** Logs pages of the group under way, at most so many. {@return how many are still to be logged} */
        private int logOfGroup(final int most, final PageLog log) {
            final int pages = Math.min(most, Long.bitCount(left));
            final long bits = PageSet.lowest(left, pages);
            if (pages > 0) {
                log.logWord(indexes[group], bits);
                left ^= bits;
            }
            return most - pages;
        }

        /** Logs whole groups from this one on, of at most so many pages and none before this one. {@return their pages} */
        private int logGroups(final int most, final PageLog log) {
            final int before = pagesBefore[group];
            int end = group;
            while (end < words.length && pagesBefore[end + 1] - before <= most) {
                end++;
            }
            log.logWords(indexes, words, group, end);
            group = end;
            return pagesBefore[end] - before;
        }
    }
}
