package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import org.apache.commons.lang3.Validate;

/**
 * Every page travels whole, behind a header that names it.
 *
 * @param headerBytes bytes of the header; 8 in Xen's {@code xc_domain_save} (the page frame number and type) as in QEMU
 * @param sendSecondsPerPage CPU time to send a page; 0 if it is not worth counting
 */
public record WholePages(int headerBytes, double sendSecondsPerPage) implements PageEncoding {
    /** Pages behind Xen's and QEMU's 8 bytes. */
    public static final WholePages DEFAULT = new WholePages(8);

    public WholePages {
        Validate.isTrue(headerBytes >= 0, "page header of %d bytes, expected 0 or more", headerBytes);
        Costs.check("sending", sendSecondsPerPage);
    }

    /** Describes pages that take no CPU time. */
    public WholePages(final int headerBytes) {
        this(headerBytes, 0);
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        final long bytesPerPage = (long) headerBytes + guest.memory().pageSize();
        return new Encoder() {
            @Override
            public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
                traffic.add(PageKind.NORMAL, batch.pages(), batch.pages() * bytesPerPage);
                traffic.addCpuSeconds(batch.pages() * sendSecondsPerPage);
            }

            @Override
            public boolean alike(final PageBatch batch) {
                return true;
            }
        };
    }
}
