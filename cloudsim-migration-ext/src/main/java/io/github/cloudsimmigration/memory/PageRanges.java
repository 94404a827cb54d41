package io.github.cloudsimmigration.memory;

import java.util.Arrays;
import org.apache.commons.lang3.Validate;

/** An ordered list of page ranges, in the order in which pages are to be visited; ascending inside a range. */
public final class PageRanges {
    private static final int INITIAL_BOUNDS = 16;

    private int[] bounds = new int[INITIAL_BOUNDS];
    private int size;

    /** {@return the single range of all pages of a guest: the plain sweep} */
    public static PageRanges sweep(final int pages) {
        return new PageRanges().add(0, pages);
    }

    /** Appends the pages {@code from} (inclusive) to {@code to} (exclusive). */
    public PageRanges add(final int from, final int to) {
        Validate.isTrue(0 <= from && from <= to, "range of pages %d to %d, expected 0 <= from <= to", from, to);
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = from;
        bounds[2 * size + 1] = to;
        size++;
        return this;
    }

    /** {@return the number of ranges} */
    public int size() {
        return size;
    }

    /** {@return the first page of a range} */
    public int from(final int index) {
        return bounds[2 * index];
    }

    /** {@return one past the last page of a range} */
    public int to(final int index) {
        return bounds[2 * index + 1];
    }
}
