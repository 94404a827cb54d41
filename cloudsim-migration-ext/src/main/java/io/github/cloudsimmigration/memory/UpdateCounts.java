package io.github.cloudsimmigration.memory;

/** How often each page was written since some moment, as that the VM started; saturates at {@link Integer#MAX_VALUE} per page. */
public final class UpdateCounts {
    private final int[] counts;
    private long total;

    /** Creates counters at zero for that many pages. */
    public UpdateCounts(final int pages) {
        counts = new int[pages];
    }

    private UpdateCounts(final UpdateCounts other) {
        counts = other.counts.clone();
        total = other.total;
    }

    /** {@return an independent copy} */
    public UpdateCounts copy() {
        return new UpdateCounts(this);
    }

    /** Adds {@code times} writes of a page. */
    public void add(final int page, final int times) {
        if (times < 0) {
            throw new IllegalArgumentException("page " + page + " written " + times + " times, expected 0 or more");
        }
        counts[page] = saturated(counts[page] + times);
        total += times;
    }

    /** {@return a sum of two counts; one beyond an int has become negative} */
    private static int saturated(final int sum) {
        return (sum | sum >> 31) & Integer.MAX_VALUE;
    }

    /** Adds {@code times} writes of each page of a set that has no more pages than are counted. */
    public void addAll(final PageSet pages, final int times) {
        for (int i = 0; i < pages.usedWords(); i++) {
            addWord(i, pages.word(i), times);
        }
    }

    /**
     * Adds {@code times} what other counts, of no more pages, grew by between two moments.
     *
     * @param before the counts at the first moment
     * @param until the counts of the same pages at the second, nowhere less; what a page grew by, times {@code times}, is an int
     */
    void addGrowth(final UpdateCounts before, final UpdateCounts until, final int times) {
        final int[] from = before.counts;
        final int[] to = until.counts;
        for (int page = 0; page < to.length; page++) {
            counts[page] = saturated(counts[page] + times * (to[page] - from[page]));
        }
        total += times * (until.total - before.total);
    }

    /** Adds {@code times} writes of the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    void addWord(final int index, final long bits, final int times) {
        final int first = index << 6;
        for (long word = bits; word != 0; word &= word - 1) {
            final int page = first + Long.numberOfTrailingZeros(word);
            counts[page] = saturated(counts[page] + times);
        }
        total += (long) Long.bitCount(bits) * times;
    }

    /** {@return how often the page was written} */
    public int get(final int page) {
        return counts[page];
    }

    /** {@return the mean number of writes over all pages, those beyond saturation too; 0 for no pages} */
    public double mean() {
        return counts.length == 0 ? 0 : (double) total / counts.length;
    }

    /** {@return the number of pages counted} */
    public int pages() {
        return counts.length;
    }
}
