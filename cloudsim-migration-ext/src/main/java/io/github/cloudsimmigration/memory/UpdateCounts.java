package io.github.cloudsimmigration.memory;

import java.util.Arrays;
import java.util.Objects;

/**
 * How often each page was written since some moment, such as the VM's start; saturates at {@link Integer#MAX_VALUE} per page.
 *
 * <p>Key idea: counts are kept in bit planes. Bit {@code k} of the counts of 64 neighbours is one word of plane {@code k}, so that one more
 * write of any of them is a few operations, for carries die out. To look one page's count up takes one for each plane. There are planes
 * enough for the largest of what is kept, and at least seven.
 *
 * <p>A count is kept relative to the threshold that was last asked for, in two's complement: a page that reaches it changes its sign. To
 * ask for the same one again, as is mostly done, takes one operation for 64 pages; for another one, all counts are changed by the
 * difference.
 *
 * <p>Not thread-safe: {@link #removeFrom} changes what is kept, too.
 */
public final class UpdateCounts {
    private static final int LOWEST_PLANES = 7; // those that are added to without a branch
    private static final int MOST_PLANES = Integer.SIZE - 1;

    private final int pages;
    private final int words;
    private final long[] below; // the signs
    private long[][] planes;
    private int threshold;
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
        this.planes = new long[LOWEST_PLANES][words];
        this.below = new long[words];
    }

    private UpdateCounts(final UpdateCounts other) {
        pages = other.pages;
        words = other.words;
        planes = Arrays.stream(other.planes).map(long[]::clone).toArray(long[][]::new);
        below = other.below.clone();
        threshold = other.threshold;
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
            final long upTo = to > (page | 63) ? -1L : -1L >>> -to;
            addWord(page >>> 6, -1L << page & upTo, times);
        }
    }

    /** Adds {@code times} writes of each page of a set that has no more pages than are counted. */
    public void addAll(final PageSet written, final int times) {
        for (int i = 0; i < written.usedWords(); i++) {
            addWord(i, written.word(i), times);
        }
    }

    /** Adds one write of the pages whose bits are set in some words, from one of them on, up to another. */
    void addWords(final int[] indexes, final long[] bits, final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (bits[i] != 0) {
                total += Long.bitCount(bits[i]);
                carry(indexes[i], LOWEST_PLANES, addToLowest(indexes[i], bits[i]));
            }
        }
    }

    /** Adds {@code times} writes of the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    void addWord(final int index, final long bits, final int times) {
        if (bits == 0) {
            return;
        }
        if (times == 1) {
            carry(index, LOWEST_PLANES, addToLowest(index, bits));
        } else {
            for (int left = times, k = 0; left != 0; left >>>= 1, k++) {
                if ((left & 1) != 0) {
                    carry(index, k, bits);
                }
            }
        }
        total += (long) Long.bitCount(bits) * times;
    }

    /**
     * Adds 1 to the lowest digits of some pages of a word, without a branch, since where a carry ends cannot be predicted. {@return what is
     * carried}
     */
    private long addToLowest(final int index, final long bits) {
        long carried = bits;
        for (int k = 0; k < LOWEST_PLANES; k++) {
            final long before = planes[k][index];
            planes[k][index] = before ^ carried;
            carried &= before;
        }
        return carried;
    }

    /** Adds {@code 2^lowestPlane} to the counts of some pages of a word. */
    private void carry(final int index, final int lowestPlane, final long bits) {
        long carried = bits;
        for (int k = lowestPlane; carried != 0; k++) {
            if (k >= planes.length) {
                carryBeyond(index, k, carried);
                return;
            }
            final long[] plane = planes[k];
            final long before = plane[index];
            plane[index] = before ^ carried;
            carried &= before;
        }
    }

    /** Carries into the signs: pages below the threshold reach it, counts of others get one more digit. */
    private void carryBeyond(final int index, final int k, final long carried) {
        morePlanes(k);
        final long more = carried & ~below[index];
        below[index] &= ~carried;
        if (k == MOST_PLANES) {
            saturate(index, more);
        } else if (more != 0) {
            plane(k)[index] |= more;
        }
    }

    private void saturate(final int index, final long bits) {
        for (final long[] plane : planes) {
            plane[index] |= bits;
        }
    }

    private long[] plane(final int k) {
        morePlanes(k + 1);
        return planes[k];
    }

    /** Sees that there are so many planes; what is below 0 has its sign in all that are new. */
    private void morePlanes(final int count) {
        final int present = planes.length;
        if (count > present) {
            planes = Arrays.copyOf(planes, count);
            for (int k = present; k < count; k++) {
                planes[k] = below.clone();
            }
        }
    }

    /**
     * Adds {@code times} what other counts than these grew by between two moments.
     *
     * @param before the counts at the first moment
     * @param until the counts of the same pages at the second, nowhere less; what a page grew by, times {@code times}, is an int
     * @param times how often, 1 or more
     * @return which pages grew, by words (see {@link PageSet#word})
     * @throws IllegalArgumentException if they are of more pages than these
     */
    long[] addGrowth(final UpdateCounts before, final UpdateCounts until, final int times) {
        if (until.pages > pages || until.words > words) {
            throw new IllegalArgumentException("counts of " + until.pages + " pages, expected at most the "
                    + Math.min(pages, (long) words << 6) + " that these are of");
        }
        final UpdateCounts from = before.fromZero();
        final UpdateCounts to = until.fromZero();
        final long[] grown = new long[to.words];
        for (int left = times, k = 0; left != 0; left >>>= 1, k++) {
            if ((left & 1) != 0) {
                addShifted(from, to, k, grown);
            }
        }
        total += times * (until.total - before.total);
        return grown;
    }

    /** Adds {@code 2^shift} times what other counts grew by between two moments, and which pages did. */
    private void addShifted(final UpdateCounts before, final UpdateCounts until, final int shift, final long[] grown) {
        final long[] none = new long[until.words];
        final long[] borrowed = new long[until.words];
        final long[] carried = new long[until.words];
        final int most = Math.min(MOST_PLANES, until.planes.length + shift);
        for (int k = shift; k < most; k++) {
            addDifference(
                    plane(k),
                    until.planeOr(none, k - shift),
                    before.planeOr(none, k - shift),
                    borrowed,
                    carried,
                    grown);
        }
        for (int i = 0; i < carried.length; i++) {
            carry(i, most, carried[i]);
        }
    }

    /** {@return the same counts, compared with no threshold} */
    private UpdateCounts fromZero() {
        if (threshold == 0) {
            return this;
        }
        final UpdateCounts plain = copy();
        plain.compareWith(0);
        return plain;
    }

    private long[] planeOr(final long[] none, final int k) {
        return k < planes.length ? planes[k] : none;
    }

    /**
     * Adds one binary digit of many differences to one of many sums.
     *
     * @param sums the sums' digits
     * @param minuends the digits of what is subtracted from
     * @param subtrahends the digits of what is subtracted
     * @param borrowed what was borrowed at the digit before, which becomes what is borrowed from the next
     * @param carried what was carried from the digit before, which becomes what is carried to the next
     * @param differing where any digit so far differed, to which this one is added
     */
    private static void addDifference(
            final long[] sums,
            final long[] minuends,
            final long[] subtrahends,
            final long[] borrowed,
            final long[] carried,
            final long[] differing) {
        for (int i = 0; i < minuends.length; i++) {
            final long minuend = minuends[i];
            final long subtrahend = subtrahends[i];
            final long borrow = borrowed[i];
            final long difference = minuend ^ subtrahend ^ borrow;
            borrowed[i] = (~minuend & (subtrahend | borrow)) | (subtrahend & borrow);
            differing[i] |= difference;
            final long sum = sums[i];
            final long carry = carried[i];
            sums[i] = sum ^ difference ^ carry;
            carried[i] = (sum & difference) | (carry & (sum ^ difference));
        }
    }

    /** {@return how often the page was written} */
    public int get(final int page) {
        final int index = Objects.checkIndex(page, pages) >>> 6;
        if (index >= words) {
            return 0;
        }
        long count = threshold - (digit(below, page) << planes.length);
        for (int k = 0; k < planes.length; k++) {
            count += digit(planes[k], page) << k;
        }
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private static long digit(final long[] plane, final int page) {
        return plane[page >>> 6] >>> page & 1;
    }

    /**
     * Removes from a set, of no more pages than are counted, those that were written so often or more.
     *
     * @param writes how many, 0 or more
     */
    public void removeFrom(final PageSet set, final double writes) {
        final double least = Math.ceil(writes);
        if (least <= 0) {
            set.clear();
        } else if (least <= Integer.MAX_VALUE) {
            compareWith((int) least);
            set.retainWords(below);
        }
    }

    /** Takes another threshold, which all counts are kept relative to from now on. */
    private void compareWith(final int least) {
        if (least > threshold) {
            morePlanes(Integer.SIZE - Integer.numberOfLeadingZeros(least));
            final long[] borrowed = addToAll(least - threshold, -1L);
            for (int i = 0; i < words; i++) {
                below[i] |= borrowed[i];
            }
        } else if (least < threshold) {
            final int present = planes.length;
            final long[] carried = addToAll(threshold - least, 0);
            for (int i = 0; i < words; i++) {
                carry(i, present, carried[i]);
            }
        }
        threshold = least;
    }

    /**
     * Adds a number to all counts, up to their signs, or subtracts it, which is adding it to their complements.
     *
     * @param number what to add
     * @param complement all ones to subtract, otherwise 0
     * @return what is carried into the signs, or borrowed from them
     */
    private long[] addToAll(final int number, final long complement) {
        final long[] carried = new long[words];
        for (int k = 0; k < planes.length; k++) {
            addDigit(planes[k], -(number >>> k & 1L), complement, carried);
        }
        return carried;
    }

    private static void addDigit(final long[] plane, final long digit, final long complement, final long[] carried) {
        for (int i = 0; i < plane.length; i++) {
            final long before = plane[i];
            final long carry = carried[i];
            plane[i] = before ^ digit ^ carry;
            carried[i] = ((before ^ complement) & (digit | carry)) | (digit & carry);
        }
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
