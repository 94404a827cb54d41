package io.github.cloudsimmigration.memory;

/** How often each page was written since the VM started; saturates at {@link Integer#MAX_VALUE} per page. */
public final class UpdateCounts {
    private final int[] counts;
    private long total;

    /** Creates counters at zero for that many pages. */
    public UpdateCounts(final int pages) {
        counts = new int[pages];
    }

    /** Adds {@code times} writes of a page. */
    public void add(final int page, final int times) {
        if (times < 0) {
            throw new IllegalArgumentException("page " + page + " written " + times + " times, expected 0 or more");
        }
        final int room = Integer.MAX_VALUE - counts[page];
        final int added = Math.min(times, room);
        counts[page] += added;
        total += added;
    }

    /** Adds {@code times} writes of each page of a set that has no more pages than are counted. */
    public void addAll(final PageSet pages, final int times) {
        for (int i = 0; i < pages.usedWords(); i++) {
            addWord(i, pages.word(i), times);
        }
    }

    /** Adds {@code times} writes of the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    void addWord(final int index, final long bits, final int times) {
        for (long word = bits; word != 0; word &= word - 1) {
            add((index << 6) + Long.numberOfTrailingZeros(word), times);
        }
    }

    /** {@return how often the page was written} */
    public int get(final int page) {
        return counts[page];
    }

    /** {@return the mean number of writes over all pages, 0 for no pages} */
    public double mean() {
        return counts.length == 0 ? 0 : (double) total / counts.length;
    }

    /** {@return the number of pages counted} */
    public int pages() {
        return counts.length;
    }
}
