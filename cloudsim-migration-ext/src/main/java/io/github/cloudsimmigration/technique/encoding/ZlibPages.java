package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.Compression;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import java.util.Set;
import org.apache.commons.lang3.Validate;

/**
 * Every page is compressed by zlib at level 1, and sent whole if that does not make it shorter.
 *
 * <p>Source: QEMU's former {@code compress} capability. Sizes after compression: {@link
 * io.github.cloudsimmigration.memory.PageSample}.
 *
 * <p>Cost: one look at each page's content; no state. At the default one processor compresses 4 KiB in 33 µs, 1 Gbit/s: on a faster
 * link the processor, not the link, is the limit.
 *
 * @param headerBytes bytes of a page's header; 8 in QEMU
 * @param lengthBytes bytes that say how long a compressed page is; 4 in QEMU
 * @param compressSecondsPerPage CPU time to compress a page; 33 µs for 4 KiB (measured, one server core)
 */
public record ZlibPages(int headerBytes, int lengthBytes, double compressSecondsPerPage) implements PageEncoding {
    /** QEMU's headers and the measured cost. */
    public static final ZlibPages DEFAULT = new ZlibPages(8, 4, 33e-6);

    public ZlibPages {
        Validate.isTrue(headerBytes >= 0, "page header of %d bytes, expected 0 or more", headerBytes);
        Validate.isTrue(lengthBytes >= 0, "length field of %d bytes, expected 0 or more", lengthBytes);
        Costs.check("compression", compressSecondsPerPage);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CONTENTS);
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        final GuestMemory memory = guest.memory();
        return (batch, phase, traffic) -> {
            traffic.addCpuSeconds(batch.pages() * compressSecondsPerPage);
            batch.forEach(page -> {
                final int encoded = lengthBytes + memory.encodedBytes(page, Compression.ZLIB);
                if (encoded < memory.pageSize()) {
                    traffic.add(PageKind.COMPRESSED, 1, headerBytes + encoded);
                } else {
                    traffic.add(PageKind.NORMAL, 1, headerBytes + memory.pageSize());
                }
            });
        };
    }
}
