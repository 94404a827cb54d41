package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Set;
import org.apache.commons.lang3.Validate;

/**
 * Zero pages travel as marks, the others in another encoding.
 *
 * <p>Source: QEMU's {@code migration/ram.c}, {@code save_zero_page}: a header and one byte, counted as {@code duplicate}.
 *
 * <p>Cost: one look at each page's content. Only zero pages are read to their end; others are given up at the first words and cost
 * nothing.
 *
 * @param markBytes bytes of a zero page on the wire; 8 + 1 in QEMU
 * @param scanSecondsPerPage CPU time to find that a page is zero; 0.3 to 0.9 µs in QEMU (measured)
 * @param others how other pages travel
 */
public record ZeroPages(int markBytes, double scanSecondsPerPage, PageEncoding others) implements PageEncoding {
    private static final int QEMU_MARK_BYTES = 9;
    private static final double QEMU_SCAN_SECONDS = 0.6e-6;

    public ZeroPages {
        Validate.isTrue(markBytes >= 0, "zero pages of %d bytes, expected 0 or more", markBytes);
        Costs.check("scan", scanSecondsPerPage);
    }

    /** {@return QEMU's marks before another encoding} */
    public static ZeroPages before(final PageEncoding others) {
        return new ZeroPages(QEMU_MARK_BYTES, QEMU_SCAN_SECONDS, others);
    }

    @Override
    public Set<Need> needs() {
        return Needs.of(others.needs(), Set.of(Need.CONTENTS));
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        return new Marker(guest.memory(), others.start(guest));
    }

    private final class Marker implements Encoder {
        private final GuestMemory memory;
        private final Encoder other;
        private final PageBatch rest = new PageBatch();

        Marker(final GuestMemory memory, final Encoder other) {
            this.memory = memory;
            this.other = other;
        }

        @Override
        public void begin(final CopyPhase phase, final Traffic traffic) {
            other.begin(phase, traffic);
        }

        @Override
        public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
            batch.copyTo(rest, memory::nonZero);
            final int zero = batch.pages() - rest.pages();
            traffic.add(PageKind.DUPLICATE, zero, (long) zero * markBytes);
            traffic.addCpuSeconds(zero * scanSecondsPerPage);
            if (!rest.isEmpty()) {
                other.encode(rest, phase, traffic);
            }
        }

        @Override
        public boolean alike(final PageBatch batch) {
            batch.copyTo(rest, memory::nonZero);
            return rest.isEmpty() || (rest.pages() == batch.pages() && other.alike(batch));
        }
    }
}
