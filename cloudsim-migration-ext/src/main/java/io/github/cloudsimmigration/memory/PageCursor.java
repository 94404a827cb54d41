package io.github.cloudsimmigration.memory;

/** Walks over a set of pages in the order of some ranges and deals them out in batches. */
public final class PageCursor {
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

    /** Deals further pages of the range under way, so many at most. {@return how many} */
    private int dealOfRange(final int most, final PageBatch batch) {
        final int last = (end - 1) >>> 6;
        final int words = Math.min(last + 1, pages.usedWords());
        long ahead = -1L << position;
        int dealt = 0;
        for (int index = position >>> 6; index < words && dealt < most; index++) {
            long bits = pages.word(index) & ahead;
            ahead = -1L;
            if (index == last) {
                bits &= -1L >>> -end;
            }
            position = Math.min(end, (index + 1) << 6);
            if (Long.bitCount(bits) > most - dealt) {
                bits = PageSet.lowest(bits, most - dealt);
                position = (index << 6) + 64 - Long.numberOfLeadingZeros(bits);
            }
            batch.add(index, bits);
            dealt += Long.bitCount(bits);
        }
        if (dealt < most) {
            position = end;
        }
        return dealt;
    }

    private void nextRange() {
        range++;
        if (range < ranges.size()) {
            position = ranges.from(range);
            end = Math.min(ranges.to(range), pages.capacity());
        }
    }
}
