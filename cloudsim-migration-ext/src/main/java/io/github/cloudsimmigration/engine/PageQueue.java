package io.github.cloudsimmigration.engine;

import java.util.Arrays;

/**
 * Pages and a moment for each, in seconds, first in, first out.
 *
 * <p>Cost: O(1) to add or remove, without an object per page; O(n) to find the moment of one of n pages.
 */
final class PageQueue {
    private static final int INITIAL_CAPACITY = 16;

    private int[] pages = new int[INITIAL_CAPACITY]; // a ring; the length is a power of 2
    private double[] times = new double[INITIAL_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Appends a page. */
    void add(final int page, final double time) {
        if (size == pages.length) {
            grow();
        }
        final int index = index(size);
        pages[index] = page;
        times[index] = time;
        size++;
    }

    /** {@return the moment of the page that was added first; infinite if there is none} */
    double firstTime() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[head];
    }

    /** {@return the moment of the page that was added last; infinite if there is none} */
    double lastTime() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[index(size - 1)];
    }

    /** {@return the page that was added first to a queue that is not empty} */
    int first() {
        return pages[head];
    }

    /** Removes the page that was added first, of a queue that is not empty. {@return the page} */
    int remove() {
        final int page = pages[head];
        head = index(1);
        size--;
        return page;
    }

    /** {@return the moment of a page; infinite if it is not there} */
    double timeOf(final int page) {
        for (int i = 0; i < size; i++) {
            if (pages[index(i)] == page) {
                return times[index(i)];
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private int index(final int place) {
        return (head + place) & (pages.length - 1);
    }

    private void grow() {
        final int former = pages.length;
        pages = Arrays.copyOf(pages, 2 * former);
        times = Arrays.copyOf(times, 2 * former);
        System.arraycopy(pages, 0, pages, former, head);
        System.arraycopy(times, 0, times, former, head);
    }
}
