package io.github.cloudsimmigration.technique;

import org.apache.commons.lang3.Validate;

/**
 * Every page travels whole, behind a header that names it. No CPU time.
 *
 * @param headerBytes bytes of the header; 8 in Xen's {@code xc_domain_save} (the page frame number and type) as in QEMU
 */
public record WholePages(int headerBytes) implements PageEncoding {
    /** Pages behind Xen's and QEMU's 8 bytes. */
    public static final WholePages DEFAULT = new WholePages(8);

    public WholePages {
        Validate.isTrue(headerBytes >= 0, "page header of %d bytes, expected 0 or more", headerBytes);
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        final long bytesPerPage = (long) headerBytes + guest.memory().pageSize();
        return (batch, phase, traffic) -> traffic.add(PageKind.NORMAL, batch.pages(), batch.pages() * bytesPerPage);
    }
}
