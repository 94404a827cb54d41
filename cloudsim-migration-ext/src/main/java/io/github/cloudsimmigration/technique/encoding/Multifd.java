package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Set;
import org.apache.commons.lang3.Validate;

/**
 * Pages travel in packets over several channels, each with a processor of its own: the channels share the CPU time, not the link.
 *
 * <p>Source: QEMU's {@code multifd} capability: a packet of up to 128 pages has a header of 320 + 128 * 8 bytes, full or not, and its
 * pages have none. A packet left open by one batch is filled by the next; the end of a round sends it as it is. In post-copy pages are
 * asked for one by one: they travel alone, behind a header each, over the main channel.
 *
 * <p>Around it goes {@link ZeroPages}, as in QEMU, where the main thread finds zero pages and sends them on the main channel.
 *
 * <p>Cost: O(1) per batch.
 *
 * @param channels how many, 1 or more; 2 in QEMU
 * @param packetPages pages of a full packet; 128 in QEMU
 * @param packetHeaderBytes bytes of a packet's header; 1344 in QEMU
 * @param mainHeaderBytes bytes of a page's header on the main channel, in post-copy; 8 in QEMU
 * @param pages how the pages themselves travel; without headers
 */
public record Multifd(int channels, int packetPages, int packetHeaderBytes, int mainHeaderBytes, PageEncoding pages)
        implements PageEncoding {
    /** QEMU's two channels, with whole pages. */
    public static final Multifd DEFAULT = new Multifd(2, 128, 1344, 8, new WholePages(0));

    public Multifd {
        Validate.isTrue(channels > 0, "%d channels, expected 1 or more", channels);
        Validate.isTrue(packetPages > 0, "packets of %d pages, expected 1 or more", packetPages);
        Validate.isTrue(packetHeaderBytes >= 0, "packet header of %d bytes, expected 0 or more", packetHeaderBytes);
        Validate.isTrue(mainHeaderBytes >= 0, "page header of %d bytes, expected 0 or more", mainHeaderBytes);
    }

    @Override
    public Set<Need> needs() {
        return Needs.of(pages.needs(), Set.of(Need.EARLIER_PAGES));
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        return new Packets(pages.start(guest));
    }

    private final class Packets implements Encoder {
        private final Encoder encoder;
        private final Traffic shared = new Traffic();
        private int room;

        Packets(final Encoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public void begin(final CopyPhase phase, final Traffic traffic) {
            room = 0;
            encoder.begin(phase, traffic);
        }

        @Override
        public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
            if (phase == CopyPhase.POSTCOPY) {
                traffic.add(PageKind.FRAMING, 0, (long) batch.pages() * mainHeaderBytes);
                encoder.encode(batch, phase, traffic);
                return;
            }
            final int beyond = Math.max(0, batch.pages() - room);
            final int packets = beyond / packetPages + (beyond % packetPages > 0 ? 1 : 0);
            room += packets * packetPages - batch.pages();
            traffic.add(PageKind.FRAMING, 0, (long) packets * packetHeaderBytes);
            shared.clear();
            encoder.encode(batch, phase, shared);
            traffic.addShared(shared, channels);
        }
    }
}
