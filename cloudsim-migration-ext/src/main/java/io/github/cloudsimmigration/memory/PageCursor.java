package io.github.cloudsimmigration.memory;

/** Walks over a set of pages in the order of some ranges and deals them out in batches. */
public final class PageCursor {
    private static final int WORDS_AT_ONCE = 256;

    private final PageSet pages;
    private final PageRanges ranges;
    private int range = -1;
    private int position;
    private int end;

    /**
     * Creates a cursor before the first page.
     *
     * @param pages the pages to deal out; read as the cursor goes, so it must not change meanwhile
     * @param ranges where to look for them, in this order; pages outside the ranges are not dealt
     */
    public PageCursor(final PageSet pages, final PageRanges ranges) {
        this.pages = pages;
        this.ranges = ranges;
        nextRange();
    }

    private PageCursor(final PageCursor other) {
        pages = other.pages;
        ranges = other.ranges;
        range = other.range;
        position = other.position;
        end = other.end;
    }

    /** {@return another cursor at the same page} */
    public PageCursor copy() {
        return new PageCursor(this);
    }

    /**
     * Deals the next pages.
     *
     * @param limit how many pages at most, 1 or more
     * @param batch where they go; cleared first
     * @return false if there was none left
     */
    public boolean deal(final int limit, final PageBatch batch) {
        batch.clear();
        dealOn(limit, 0, batch);
        return !batch.isEmpty();
    }

    /**
     * Deals further pages into a batch, up to where the walk comes to a page before {@code first}.
     *
     * @param limit how many pages at most the batch is to have
     * @param first the lowest page that may come into it
     * @param batch where they go, after those it has
     */
    public void dealOn(final int limit, final int first, final PageBatch batch) {
        int room = limit - batch.pages();
        while (room > 0 && range < ranges.size()) {
            if (position >= end) {
                nextRange();
                continue;
            }
            if (position < first) {
                return;
            }
            room -= dealOfRange(room, batch);
        }
    }

    /** Deals further pages of the range under way, so many at most: of whole words, or of a part of one. {@return how many} */
    private int dealOfRange(final int most, final PageBatch batch) {
        final int before = batch.pages();
        final int used = pages.usedWords();
        final int index = position >>> 6;
        if (index >= used) {
            position = end;
            return 0;
        }
        final int whole = Math.min(Math.min(end >>> 6, used), index + WORDS_AT_ONCE);
        final int next = (position & 63) == 0 ? batch.addWords(pages, index, whole, most) : index;
        if (next > index) {
            position = next << 6;
        } else {
            dealOfWord(index, most, batch);
        }
        return batch.pages() - before;
    }

    private void dealOfWord(final int index, final int most, final PageBatch batch) {
        long bits = pages.word(index) & -1L << position;
        if (index == (end - 1) >>> 6) {
            bits &= -1L >>> -end;
        }
        final long first = PageSet.lowest(bits, most);
        batch.add(index, first);
        position =
                first == bits ? Math.min(end, (index + 1) << 6) : (index << 6) + 64 - Long.numberOfLeadingZeros(first);
    }

    private void nextRange() {
        range++;
        if (range < ranges.size()) {
            position = ranges.from(range);
            end = Math.min(ranges.to(range), pages.capacity());
        }
    }
}
