package io.github.cloudsimmigration.memory;

import org.apache.commons.lang3.Validate;

/**
 * How a guest's memory is made up, before any page of it exists: O(1) for a VM of any size.
 *
 * <p>Pages are numbered from 0. Writable pages come first, then the read-only ones, then the unallocated ones.
 *
 * <p>A layout may be a {@linkplain #sampled sample}: then it has one in so many pages of the guest, and each stands for as many.
 *
 * @param pages number of pages, 1 or more
 * @param pageSize bytes per page, a power of two
 * @param allocated fraction of the pages that the guest has allocated, 0 to 1
 * @param readOnly fraction of the allocated pages that are never written, 0 to 1
 * @param contents what is in the pages
 * @param oneIn how many pages of the guest each of these stands for, 1 or more; more than 1 in a sample
 */
public record MemoryLayout(int pages, int pageSize, double allocated, double readOnly, ContentMix contents, int oneIn) {
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
        Validate.isTrue(oneIn > 0, "sample of one in %d pages, expected 1 or more", oneIn);
    }

    /** Describes a memory with all of its pages. */
    public MemoryLayout(
            final int pages,
            final int pageSize,
            final double allocated,
            final double readOnly,
            final ContentMix contents) {
        this(pages, pageSize, allocated, readOnly, contents, 1);
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
        return new MemoryLayout(pages, pageSize, fraction, readOnly, contents, oneIn);
    }

    public MemoryLayout withReadOnly(final double fraction) {
        return new MemoryLayout(pages, pageSize, allocated, fraction, contents, oneIn);
    }

    public MemoryLayout withContents(final ContentMix mix) {
        return new MemoryLayout(pages, pageSize, allocated, readOnly, mix, oneIn);
    }

    /**
     * {@return a sample of it}
     *
     * @param every one in so many pages, 1 or more; what is left over of the pages is dropped
     */
    public MemoryLayout sampled(final int every) {
        Validate.isTrue(
                every > 0 && every <= pages, "sample of one in %d of %d pages, expected 1 to all", every, pages);
        return new MemoryLayout(pages / every, pageSize, allocated, readOnly, contents, oneIn * every);
    }

    /** {@return the number of the guest's pages, whether these are all of them or a sample} */
    public int guestPages() {
        return pages * oneIn;
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
        return (long) guestPages() * pageSize;
    }
}
