package io.github.cloudsimmigration.memory;

import org.apache.commons.lang3.Validate;

/**
 * How a guest's memory is made up, before any page of it exists: O(1) for a VM of any size.
 *
 * <p>Pages are numbered from 0. Writable pages come first, then the read-only ones, then the unallocated ones.
 *
 * @param pages number of pages, 1 or more
 * @param pageSize bytes per page, a power of two
 * @param allocated fraction of the pages that the guest has allocated, 0 to 1
 * @param readOnly fraction of the allocated pages that are never written, 0 to 1
 * @param contents what is in the pages
 */
public record MemoryLayout(int pages, int pageSize, double allocated, double readOnly, ContentMix contents) {
    /** Bytes of a page where nothing else is said: 4 KiB. */
    public static final int DEFAULT_PAGE_SIZE = 4096;

    public MemoryLayout {
        Validate.isTrue(pages > 0, "memory of %d pages, expected 1 or more", pages);
        Validate.isTrue(
                pageSize > 0 && Integer.bitCount(pageSize) == 1,
                "page size %d bytes, expected a power of two",
                pageSize);
        Validate.isTrue(allocated >= 0 && allocated <= 1, "allocated fraction %s, expected 0 to 1", allocated);
        Validate.isTrue(readOnly >= 0 && readOnly <= 1, "read-only fraction %s, expected 0 to 1", readOnly);
    }

    /** {@return a fully allocated, writable, incompressible memory of that many 4 KiB pages} */
    public static MemoryLayout ofPages(final int pages) {
        return new MemoryLayout(pages, DEFAULT_PAGE_SIZE, 1, 0, ContentMix.ALL_RANDOM);
    }

    /**
     * {@return a fully allocated, writable, incompressible memory of 4 KiB pages}
     *
     * @param bytes its size; a last page that is not full counts as a page
     */
    public static MemoryLayout ofBytes(final long bytes) {
        final long pages = bytes / DEFAULT_PAGE_SIZE + (bytes % DEFAULT_PAGE_SIZE > 0 ? 1 : 0);
        Validate.isTrue(
                bytes > 0 && pages <= Integer.MAX_VALUE,
                "memory of %d bytes, expected 1 byte to %d pages of %d bytes",
                bytes,
                Integer.MAX_VALUE,
                DEFAULT_PAGE_SIZE);
        return ofPages((int) pages);
    }

    public MemoryLayout withAllocated(final double fraction) {
        return new MemoryLayout(pages, pageSize, fraction, readOnly, contents);
    }

    public MemoryLayout withReadOnly(final double fraction) {
        return new MemoryLayout(pages, pageSize, allocated, fraction, contents);
    }

    public MemoryLayout withContents(final ContentMix mix) {
        return new MemoryLayout(pages, pageSize, allocated, readOnly, mix);
    }

    /** {@return the number of allocated pages} */
    public int allocatedPages() {
        return (int) Math.round(pages * allocated);
    }

    /** {@return the number of pages that are allocated and may be written} */
    public int writablePages() {
        return allocatedPages() - (int) Math.round(allocatedPages() * readOnly);
    }

    /** {@return the memory's size in bytes} */
    public long bytes() {
        return (long) pages * pageSize;
    }
}
