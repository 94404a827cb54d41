package io.github.cloudsimmigration.technique;

import java.util.Arrays;

/**
 * Counts what goes over the wire: pages and bytes by kind, what encodings count beside, and the CPU time spent to
 * prepare them.
 */
public final class Traffic {
    private static final int KINDS = PageKind.values().length;
    private static final int COUNTERS = EncodingCounter.values().length;

    private final int[] pages = new int[KINDS];
    private final long[] bytes = new long[KINDS];
    private final long[] counts = new long[COUNTERS];
    private int allPages;
    private long allBytes;
    private double cpuSeconds;

    /**
     * Adds items of one kind.
     *
     * @param kind their kind
     * @param pageCount how many pages they stand for
     * @param byteCount how many bytes they take in all
     */
    public void add(final PageKind kind, final int pageCount, final long byteCount) {
        pages[index(kind)] += pageCount;
        bytes[index(kind)] += byteCount;
        allPages += pageCount;
        allBytes += byteCount;
    }

    /** Adds to a counter. */
    public void count(final EncodingCounter counter, final long amount) {
        counts[index(counter)] += amount;
    }

    /** Forgets everything. */
    public void clear() {
        for (int kind = 0; kind < KINDS; kind++) {
            pages[kind] = 0;
            bytes[kind] = 0;
        }
        for (int counter = 0; counter < COUNTERS; counter++) {
            counts[counter] = 0;
        }
        allPages = 0;
        allBytes = 0;
        cpuSeconds = 0;
    }

    /** Adds CPU time spent at the source, in seconds. */
    public void addCpuSeconds(final double seconds) {
        cpuSeconds += seconds;
    }

    /** Adds everything another has counted. */
    public void addAll(final Traffic other) {
        add(other, 1, other.cpuSeconds);
    }

    /**
     * Adds everything another has counted, prepared by several processors at once.
     *
     * @param other the other
     * @param processors how many share its CPU time, 1 or more
     */
    public void addShared(final Traffic other, final int processors) {
        add(other, 1, other.cpuSeconds / processors);
    }

    /** Adds everything another has counted so many times. */
    public void addTimes(final Traffic other, final int times) {
        add(other, times, other.cpuSeconds * times);
    }

    private void add(final Traffic other, final int times, final double seconds) {
        for (int kind = 0; kind < KINDS; kind++) {
            pages[kind] += other.pages[kind] * times;
            bytes[kind] += other.bytes[kind] * times;
        }
        for (int counter = 0; counter < COUNTERS; counter++) {
            counts[counter] += other.counts[counter] * times;
        }
        allPages += other.allPages * times;
        allBytes += other.allBytes * times;
        cpuSeconds += seconds;
    }

    public int pages(final PageKind kind) {
        return pages[index(kind)];
    }

    public long bytes(final PageKind kind) {
        return bytes[index(kind)];
    }

    /** {@return what a counter shows} */
    public long count(final EncodingCounter counter) {
        return counts[index(counter)];
    }

    /** {@return the pages of all kinds} */
    public int pages() {
        return allPages;
    }

    /** {@return the bytes of all kinds} */
    public long bytes() {
        return allBytes;
    }

    /** {@return CPU time spent at the source, in seconds} */
    public double cpuSeconds() {
        return cpuSeconds;
    }

    @SuppressWarnings("EnumOrdinal") // an index into arrays that never leave this object
    private static int index(final Enum<?> key) {
        return key.ordinal();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Traffic traffic
                && Arrays.equals(traffic.pages, pages)
                && Arrays.equals(traffic.bytes, bytes)
                && Arrays.equals(traffic.counts, counts)
                && traffic.cpuSeconds == cpuSeconds;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(pages) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Traffic[pages=" + pages() + ", bytes=" + bytes() + "]";
    }
}
