package io.github.cloudsimmigration.memory;

/**
 * The memory of one guest while it migrates: which pages are allocated, and what is in them.
 *
 * <p>Contents are not stored: a page's content follows from the seed and its number. A zero page that is written is
 * sparse from then on.
 */
public final class GuestMemory {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 0x1.0p-53;

    private final MemoryLayout layout;
    private final long seed;
    private final PageSet allocated;
    private final PageSet written;

    /**
     * Creates the memory that a layout describes.
     *
     * @param layout its make-up
     * @param seed what the contents of the pages are drawn from
     */
    public GuestMemory(final MemoryLayout layout, final long seed) {
        this.layout = layout;
        this.seed = seed;
        this.allocated = new PageSet(layout.pages());
        this.written = new PageSet(layout.pages());
        allocated.addRange(0, layout.allocatedPages());
    }

    public int pages() {
        return layout.pages();
    }

    public int pageSize() {
        return layout.pageSize();
    }

    public MemoryLayout layout() {
        return layout;
    }

    /** {@return the allocated pages; a live view that must not be changed} */
    public PageSet allocated() {
        return allocated;
    }

    /**
     * Replaces the allocated pages among {@code 0 .. end-1}.
     *
     * @param end one past the last page concerned
     * @param pages the allocated ones
     */
    public void allocateOnly(final int end, final PageSet pages) {
        allocated.removeRange(0, end);
        pages.forEachRun((from, to) -> allocated.addRange(Math.min(from, end), Math.min(to, end)));
    }

    /** Takes note of pages the guest wrote, out of all or the first of its pages: they are allocated, and no longer zero. */
    public void wrote(final PageSet pages) {
        allocated.addPrefix(pages);
        written.addPrefix(pages);
    }

    /** Takes note of those pages of a batch that the guest wrote. */
    public void wrote(final PageBatch some, final PageSet pages) {
        some.addTo(allocated, pages);
        some.addTo(written, pages);
    }

    /** {@return whether writing to the pages of a batch, as often as may be, changes nothing in what they look like} */
    public boolean settled(final PageBatch some) {
        return some.pagesOutside(layout.contents().zero() > 0 ? written : allocated) == 0;
    }

    public PageContent contentOf(final int page) {
        if (!allocated.contains(page)) {
            return PageContent.ZERO;
        }
        final PageContent content = layout.contents().contentAt(lot(page));
        return content == PageContent.ZERO && written.contains(page) ? PageContent.SPARSE : content;
    }

    /** {@return which pages of a word are not all-zero, among the set {@code bits} of word {@code index}; as {@link #contentOf} says of each} */
    public long nonZero(final int index, final long bits) {
        final long filled = bits & allocated.word(index);
        final ContentMix contents = layout.contents();
        if (contents.zero() == 0) {
            return filled;
        }
        long zero = 0;
        for (long word = filled & ~written.word(index); word != 0; word &= word - 1) {
            if (contents.contentAt(lot((index << 6) + Long.numberOfTrailingZeros(word))) == PageContent.ZERO) {
                zero |= Long.lowestOneBit(word);
            }
        }
        return filled & ~zero;
    }

    /** {@return the size of a page after compression, in bytes; at least the page's size if that does not help} */
    public int encodedBytes(final int page, final Compression compression) {
        final ContentMix contents = layout.contents();
        return contents.sizes().encodedBytes(compression, contentOf(page), contents.rankAt(lot(page)), pageSize());
    }

    private double lot(final int page) {
        long bits = seed + (page + 1L) * GOLDEN_GAMMA;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return ((bits ^ (bits >>> 31)) >>> 11) * TO_UNIT;
    }
}
