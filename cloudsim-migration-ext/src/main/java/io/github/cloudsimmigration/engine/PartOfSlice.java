package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;

/**
 * What has crossed of a slice that ends before its time. Device state comes last. What comes before it is taken to be evenly mixed: of every
 * kind as large a part has crossed as of all their bytes. A page counts once it has crossed whole; the bytes of the one on its way count, for
 * the network has carried them.
 */
final class PartOfSlice {
    private PartOfSlice() {}

    /**
     * {@return what has crossed, of all kinds together exactly so many bytes}
     *
     * @param slice all of it
     * @param bytes how many of its bytes have crossed, 0 to all
     * @param oneIn how many pages of the guest each page stands for: they cross together
     */
    static Traffic of(final Traffic slice, final long bytes, final int oneIn) {
        final var part = new Traffic();
        if (bytes == 0) {
            return part;
        }
        final long memoryBytes = slice.bytes() - slice.bytes(PageKind.DEVICE_STATE);
        final long crossedBytes = Math.min(bytes, memoryBytes);
        final long pages = slice.pages() / oneIn;
        final long crossedPages =
                crossedBytes == memoryBytes ? pages : (long) ((double) pages * crossedBytes / memoryBytes);

        long bytesSoFar = 0;
        long pagesSoFar = 0;
        for (final PageKind kind : PageKind.values()) {
            if (kind != PageKind.DEVICE_STATE) {
                bytesSoFar += slice.bytes(kind);
                pagesSoFar += slice.pages(kind) / oneIn;
                part.add(
                        kind,
                        (int) (share(pagesSoFar, crossedPages, pages) * oneIn - part.pages()),
                        share(bytesSoFar, crossedBytes, memoryBytes) - part.bytes());
            }
        }
        part.add(PageKind.DEVICE_STATE, 0, bytes - crossedBytes);
        for (final EncodingCounter counter : EncodingCounter.values()) {
            part.count(counter, share(slice.count(counter), crossedPages, pages));
        }
        part.addCpuSeconds(slice.cpuSeconds() * bytes / slice.bytes());
        return part;
    }

    private static long share(final long amount, final long part, final long whole) {
        return whole == 0 ? 0 : Math.round((double) amount * part / whole);
    }
}
