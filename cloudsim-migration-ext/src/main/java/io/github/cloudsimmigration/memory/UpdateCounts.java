package io.github.cloudsimmigration.memory;

import java.util.Arrays;
import java.util.Objects;

/**
 * How often each page was written since some moment, as that the VM started; saturates at {@link Integer#MAX_VALUE} per page.
 *
 * <p>Key idea: counts are kept in bit planes. Bit {@code k} of the counts of 64 neighbours is one word of plane {@code k}, so that one more write
 * of any of them is two operations on average, for carries die out, and comparing all of them with a threshold is one or two for each plane. To
 * look one page's count up takes as much. There are as many planes as the largest count has bits.
 */
public final class UpdateCounts {
    private static final int MOST_PLANES = Integer.SIZE - 1;

    private final int pages;
    private final int words;
    private long[][] planes = {};
    private long total;

    /** Creates counters at zero for that many pages. */
    public UpdateCounts(final int pages) {
        this(pages, pages);
    }

    /**
     * Creates counters at zero.
     *
     * @param pages for so many pages
     * @param reach none of them from this on, up to the number of pages, is ever written; they cost nothing
     */
    public UpdateCounts(final int pages, final int reach) {
        this.pages = pages;
        this.words = PageSet.wordsFor(reach);
    }

    private UpdateCounts(final UpdateCounts other) {
        pages = other.pages;
        words = other.words;
        planes = Arrays.stream(other.planes).map(long[]::clone).toArray(long[][]::new);
        total = other.total;
    }

    /** {@return an independent copy} */
    public UpdateCounts copy() {
        return new UpdateCounts(this);
    }

    /** Adds {@code times} writes of a page. */
    public void add(final int page, final int times) {
        Objects.checkIndex(page, pages);
        if (times < 0) {
            throw new IllegalArgumentException("page " + page + " written " + times + " times, expected 0 or more");
        }
        addWord(page >>> 6, 1L << page, times);
    }

    /** Adds {@code times} writes of each of the pages {@code from} (inclusive) to {@code to} (exclusive). */
    void addRange(final int from, final int to, final int times) {
        for (int page = from; page < to; page = (page | 63) + 1) {
            final long below = to > (page | 63) ? -1L : -1L >>> -to;
            addWord(page >>> 6, -1L << page & below, times);
        }
    }

    /** Adds {@code times} writes of each page of a set that has no more pages than are counted. */
    public void addAll(final PageSet written, final int times) {
        for (int i = 0; i < written.usedWords(); i++) {
            addWord(i, written.word(i), times);
        }
    }

    /** Adds {@code times} writes of the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    void addWord(final int index, final long bits, final int times) {
        for (int left = times, k = 0; left != 0; left >>>= 1, k++) {
            if ((left & 1) != 0) {
                carry(index, k, bits);
            }
        }
        total += (long) Long.bitCount(bits) * times;
    }

    /** Adds {@code 2^lowestPlane} to the counts of some pages of a word. */
    private void carry(final int index, final int lowestPlane, final long bits) {
        long carried = bits;
        for (int k = lowestPlane; carried != 0; k++) {
            if (k == MOST_PLANES) {
                saturate(index, carried);
                return;
            }
            final long[] plane = plane(k);
            final long before = plane[index];
            plane[index] = before ^ carried;
            carried &= before;
        }
    }

    private void saturate(final int index, final long bits) {
        for (final long[] plane : planes) {
            plane[index] |= bits;
        }
    }

    private long[] plane(final int k) {
        if (k >= planes.length) {
            morePlanes(k + 1);
        }
        return planes[k];
    }

    private void morePlanes(final int count) {
        final int present = planes.length;
        planes = Arrays.copyOf(planes, count);
        for (int k = present; k < count; k++) {
            planes[k] = new long[words];
        }
    }

    /**
     * Adds {@code times} what other counts, of no more pages, grew by between two moments.
     *
     * @param before the counts at the first moment
     * @param until the counts of the same pages at the second, nowhere less; what a page grew by, times {@code times}, is an int
     */
    void addGrowth(final UpdateCounts before, final UpdateCounts until, final int times) {
        final long[][] growth = until.minus(before);
        for (int left = times, k = 0; left != 0; left >>>= 1, k++) {
            if ((left & 1) != 0) {
                addShifted(growth, k);
            }
        }
        total += times * (until.total - before.total);
    }

    /** {@return the planes of what these counts have more than others of the same pages, which are nowhere more} */
    private long[][] minus(final UpdateCounts others) {
        final long[][] differences = new long[planes.length][];
        final long[] borrowed = new long[words];
        final long[] zero = new long[words];
        int used = 0;
        for (int k = 0; k < planes.length; k++) {
            differences[k] = planes[k].clone();
            final long any = subtract(differences[k], k < others.planes.length ? others.planes[k] : zero, borrowed);
            used = any == 0 ? used : k + 1;
        }
        return Arrays.copyOf(differences, used);
    }

    /** Adds {@code 2^shift} times other counts, given by their planes. */
    private void addShifted(final long[][] others, final int shift) {
        final long[] carried = new long[words];
        final long[] zero = new long[words];
        final int most = Math.max(planes.length, others.length + shift);
        for (int k = shift; k < most; k++) {
            add(plane(k), k - shift < others.length ? others[k - shift] : zero, carried);
        }
        for (int i = 0; i < words; i++) {
            carry(i, most, carried[i]);
        }
    }

    /** Adds one binary digit of many numbers and what is carried from the digit before, which becomes what is carried to the next. */
    private static void add(final long[] digits, final long[] others, final long[] carried) {
        for (int i = 0; i < others.length; i++) {
            final long digit = digits[i];
            final long other = others[i];
            final long carry = carried[i];
            digits[i] = digit ^ other ^ carry;
            carried[i] = (digit & other) | (carry & (digit ^ other));
        }
    }

    /** Subtracts one binary digit of many numbers in the same way. {@return 0 if nothing is left of any} */
    private static long subtract(final long[] digits, final long[] others, final long[] borrowed) {
        long any = 0;
        for (int i = 0; i < digits.length; i++) {
            final long digit = digits[i];
            final long other = others[i];
            final long borrow = borrowed[i];
            digits[i] = digit ^ other ^ borrow;
            borrowed[i] = (~digit & (other | borrow)) | (other & borrow);
            any |= digits[i];
        }
        return any;
    }

    /** {@return how often the page was written} */
    public int get(final int page) {
        final int index = Objects.checkIndex(page, pages) >>> 6;
        int count = 0;
        for (int k = 0; k < planes.length && index < words; k++) {
            count |= (int) ((planes[k][index] >>> page) & 1) << k;
        }
        return count;
    }

    /**
     * Removes from a set, of no more pages than are counted, those that were written so often or more.
     *
     * @param threshold a number of writes, 0 or more
     */
    public void removeFrom(final PageSet set, final double threshold) {
        final double least = Math.ceil(threshold);
        if (least <= 0) {
            set.clear();
        } else if (least < 1L << planes.length) {
            final int last = Math.min(words, set.usedWords());
            for (int i = 0; i < last; i++) {
                set.removeWord(i, atLeast((int) least, i, set.word(i)));
            }
        }
    }

    /** {@return those of some pages of a word that were written so often or more} */
    private long atLeast(final int least, final int index, final long bits) {
        long more = 0;
        long same = bits;
        for (int k = planes.length - 1; k >= 0 && same != 0; k--) {
            final long plane = planes[k][index];
            if (((least >>> k) & 1) == 0) {
                more |= same & plane;
                same &= ~plane;
            } else {
                same &= plane;
            }
        }
        return more | same;
    }

    /** {@return the mean number of writes over all pages, those beyond saturation too; 0 for no pages} */
    public double mean() {
        return pages == 0 ? 0 : (double) total / pages;
    }

    /** {@return the number of pages counted} */
    public int pages() {
        return pages;
    }
}
