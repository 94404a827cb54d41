package io.github.cloudsimmigration.memory;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A batch of pages on their way, of which a slice of a migration sends one or more. Kept as 64-bit words in sending order, and used again
 * for later pages.
 */
public final class PageBatch {
    private static final int INITIAL_WORDS = 32;

    /** Says which pages of a word go on. */
    @FunctionalInterface
    public interface WordFilter {
        /** {@return those of the set {@code bits} of word {@code index} that are kept} */
        long kept(int index, long bits);
    }

    private int[] indexes = new int[INITIAL_WORDS];
    private long[] words = new long[INITIAL_WORDS];
    private int size;
    private int pages;

    /** Empties the batch. */
    public void clear() {
        size = 0;
        pages = 0;
    }

    /** Appends the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    public void add(final int index, final long bits) {
        if (bits == 0) {
            return;
        }
        makeRoom(1);
        indexes[size] = index;
        words[size] = bits;
        size++;
        pages += Long.bitCount(bits);
    }

    /**
     * Appends the pages of some words of a set, up to a word that has too many.
     *
     * @param set the set
     * @param from the first word
     * @param to the first that is not appended, at most as many as the set {@linkplain PageSet#usedWords uses}
     * @param most how many pages at most
     * @return the first word that was not appended
     */
    int addWords(final PageSet set, final int from, final int to, final int most) {
        makeRoom(Math.min(to - from, most) + 1);
        int end = size;
        int left = most;
        int index = from;
        while (index < to) {
            final long bits = set.word(index);
            final int count = Long.bitCount(bits);
            if (count > left) {
                break;
            }
            indexes[end] = index;
            words[end] = bits;
            end += bits == 0 ? 0 : 1; // without a branch, for which words are empty cannot be predicted
            left -= count;
            index++;
        }
        size = end;
        pages += most - left;
        return index;
    }

    private void makeRoom(final int more) {
        if (size + more > words.length) {
            final int length = Math.max(size + more, 2 * words.length);
            indexes = Arrays.copyOf(indexes, length);
            words = Arrays.copyOf(words, length);
        }
    }

    /** Appends one page. */
    public void add(final int page) {
        add(page >>> 6, 1L << page);
    }

    /** Moves all pages of another batch, which is empty then, to the end of this one. Into an empty batch they move at no cost. */
    public void takeAll(final PageBatch other) {
        if (isEmpty()) {
            final int[] emptyIndexes = indexes;
            final long[] emptyWords = words;
            indexes = other.indexes;
            words = other.words;
            size = other.size;
            pages = other.pages;
            other.indexes = emptyIndexes;
            other.words = emptyWords;
        } else {
            makeRoom(other.size);
            System.arraycopy(other.indexes, 0, indexes, size, other.size);
            System.arraycopy(other.words, 0, words, size, other.size);
            size += other.size;
            pages += other.pages;
        }
        other.clear();
    }

    /** {@return the number of pages in the batch} */
    public int pages() {
        return pages;
    }

    /** {@return the page that comes last in sending order, or -1 if the batch is empty} */
    public int last() {
        return pages == 0 ? -1 : (indexes[size - 1] << 6) + 63 - Long.numberOfLeadingZeros(words[size - 1]);
    }

    public boolean isEmpty() {
        return pages == 0;
    }

    /** {@return whether it may hold one of the pages {@code 0 .. end-1}; true, too, if it holds a neighbour of theirs} */
    public boolean reachesBelow(final int end) {
        for (int i = 0; i < size; i++) {
            if (indexes[i] << 6 < end) {
                return true;
            }
        }
        return false;
    }

    /** Leaves only so many pages in the batch, those that come first in sending order. */
    public void keepFirst(final int count) {
        while (pages > count) {
            final int beyond = pages - count;
            final int last = Long.bitCount(words[size - 1]);
            if (last <= beyond) {
                size--;
                pages -= last;
            } else {
                words[size - 1] = PageSet.lowest(words[size - 1], last - beyond);
                pages = count;
            }
        }
    }

    /** Moves so many pages, those that come first in sending order, out of this batch into {@code other}, which is cleared first. */
    public void moveFirst(final int count, final PageBatch other) {
        other.clear();
        int moved = 0;
        while (other.pages < count && moved < size) {
            final long first = PageSet.lowest(words[moved], Math.min(count - other.pages, Long.bitCount(words[moved])));
            other.add(indexes[moved], first);
            words[moved] &= ~first;
            moved += words[moved] == 0 ? 1 : 0;
        }
        size -= moved;
        pages -= other.pages;
        System.arraycopy(indexes, moved, indexes, 0, size);
        System.arraycopy(words, moved, words, 0, size);
    }

    /** Moves the pages that {@code set} holds out of this batch into {@code other}, which is cleared first. */
    public void moveTo(final PageBatch other, final PageSet set) {
        other.clear();
        other.makeRoom(size);
        int kept = 0;
        int moved = 0;
        for (int i = 0; i < size; i++) {
            final int index = indexes[i];
            final long found = words[i] & set.word(index);
            final long left = words[i] & ~found;
            other.indexes[moved] = index;
            other.words[moved] = found;
            moved += found == 0 ? 0 : 1;
            other.pages += Long.bitCount(found);
            indexes[kept] = index;
            words[kept] = left;
            kept += left == 0 ? 0 : 1;
        }
        size = kept;
        other.size = moved;
        pages -= other.pages;
    }

    /** Copies what a filter keeps of the batch into {@code other}, which is cleared first; it sees the words in sending order. */
    public void copyTo(final PageBatch other, final WordFilter filter) {
        other.clear();
        for (int i = 0; i < size; i++) {
            other.add(indexes[i], filter.kept(indexes[i], words[i]));
        }
    }

    /** {@return how many of the batch's pages {@code set} does not hold} */
    public int pagesOutside(final PageSet set) {
        int outside = 0;
        for (int i = 0; i < size; i++) {
            outside += Long.bitCount(words[i] & ~set.word(indexes[i]));
        }
        return outside;
    }

    /** Adds the batch's pages to {@code set}. */
    public void addTo(final PageSet set) {
        for (int i = 0; i < size; i++) {
            set.addWord(indexes[i], words[i]);
        }
    }

    /** Adds those of the batch's pages that {@code among} holds to {@code set}. */
    public void addTo(final PageSet set, final PageSet among) {
        for (int i = 0; i < size; i++) {
            set.addWord(indexes[i], words[i] & among.word(indexes[i]));
        }
    }

    /** Removes the batch's pages from {@code set}. */
    public void removeFrom(final PageSet set) {
        for (int i = 0; i < size; i++) {
            set.removeWord(indexes[i], words[i]);
        }
    }

    /** Visits the pages in sending order. */
    public void forEach(final IntConsumer visitor) {
        for (int i = 0; i < size; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                visitor.accept((indexes[i] << 6) + Long.numberOfTrailingZeros(word));
            }
        }
    }
}
