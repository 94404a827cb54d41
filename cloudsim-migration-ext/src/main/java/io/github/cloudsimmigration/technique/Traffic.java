package io.github.cloudsimmigration.technique;

import java.util.Arrays;

/** Counts what goes over the wire: pages and bytes by kind, and the CPU time spent to prepare them. */
public final class Traffic {
    private static final int KINDS = PageKind.values().length;

    private final int[] pages = new int[KINDS];
    private final long[] bytes = new long[KINDS];
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
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(pages, 0);
        Arrays.fill(bytes, 0);
        cpuSeconds = 0;
    }

    /** Adds CPU time spent at the source, in seconds. */
    public void addCpuSeconds(final double seconds) {
        cpuSeconds += seconds;
    }

    /** Adds everything {@code other} has counted. */
    public void addAll(final Traffic other) {
        for (int kind = 0; kind < KINDS; kind++) {
            pages[kind] += other.pages[kind];
            bytes[kind] += other.bytes[kind];
        }
        cpuSeconds += other.cpuSeconds;
    }

    public int pages(final PageKind kind) {
        return pages[index(kind)];
    }

    public long bytes(final PageKind kind) {
        return bytes[index(kind)];
    }

    /** {@return the pages of all kinds} */
    public int pages() {
        return Arrays.stream(pages).sum();
    }

    /** {@return the bytes of all kinds} */
    public long bytes() {
        return Arrays.stream(bytes).sum();
    }

    /** {@return CPU time spent at the source, in seconds} */
    public double cpuSeconds() {
        return cpuSeconds;
    }

    @SuppressWarnings("EnumOrdinal") // an index into arrays that never leave this object
    private static int index(final PageKind kind) {
        return kind.ordinal();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Traffic traffic
                && Arrays.equals(traffic.pages, pages)
                && Arrays.equals(traffic.bytes, bytes)
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
