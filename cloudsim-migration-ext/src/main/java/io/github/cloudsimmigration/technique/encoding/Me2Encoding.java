package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.Compression;
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
 * Memory exploration and encoding: an unallocated page is a mark, an allocated one is run-length encoded if that makes it shorter.
 *
 * <p>Source: Y. Ma, H. Wang, J. Dong, Y. Li, S. Cheng, "ME2: Efficient Live Migration of Virtual Machine with Memory Exploration and
 * Encoding", CLUSTER 2012.
 *
 * <p>Idea. Before every round the guest allocator's map is read. An unallocated page takes one byte, {@code NODATA}; a page that run-length
 * encoding makes shorter takes one byte, {@code COMPRESSED}, and its encoding; any other takes one byte, {@code NOCHANGE}, and itself.
 *
 * <p>What the paper leaves open: the marks go out before the first round, once. A page allocated later is sent like any other, one freed
 * later needs no mark, since nobody cares for the copy that is left at the destination. With a selection that {@linkplain
 * io.github.cloudsimmigration.technique.selection.XenSelection#skipsFreePages skips free pages}, as in the paper, they are never pending,
 * and none is sent; with another they are sent, as a {@code duplicate} that takes no more bytes. The map is read again before each round,
 * the final one included; not for post-copy, which sends what was pending.
 *
 * <p>Cost: one look at each page's content; no state.
 *
 * <p>What it does not claim: the published halving of the data (-50.5 %). On the heaps measured in {@link
 * io.github.cloudsimmigration.memory.PageSample} run-length encoding helps 4 to 23 % of the pages that are not zero and saves 2 to 13 % of
 * their bytes; what ME2 saves beyond that are free and zero pages.
 *
 * @param markBytes bytes of each mark; 1 in the paper. It stands for a page's whole header
 * @param encodeSecondsPerPage CPU time to try the encoding; 3 µs for 4 KiB byte by byte (measured, one server core)
 * @param exploreSecondsPerPage CPU time to read the allocator's map, for each page of the guest and each round; 10 ns is an assumption, 2.6
 *     ms for 1 GiB
 */
public record Me2Encoding(int markBytes, double encodeSecondsPerPage, double exploreSecondsPerPage)
        implements PageEncoding {
    /** The paper's marks and the costs named above. */
    public static final Me2Encoding DEFAULT = new Me2Encoding(1, 3e-6, 10e-9);

    public Me2Encoding {
        Validate.isTrue(markBytes >= 0, "marks of %d bytes, expected 0 or more", markBytes);
        Costs.check("encoding", encodeSecondsPerPage);
        Costs.check("exploration", exploreSecondsPerPage);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CONTENTS);
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        return new Explorer(guest.memory());
    }

    private final class Explorer implements Encoder {
        private final GuestMemory memory;
        private boolean marked;

        Explorer(final GuestMemory memory) {
            this.memory = memory;
        }

        @Override
        public void begin(final CopyPhase phase, final Traffic traffic) {
            if (phase == CopyPhase.POSTCOPY) {
                return;
            }
            traffic.addCpuSeconds(memory.pages() * exploreSecondsPerPage);
            if (!marked) {
                final int free = memory.pages() - memory.allocated().cardinality();
                traffic.add(PageKind.FRAMING, 0, (long) free * markBytes);
                marked = true;
            }
        }

        @Override
        public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
            batch.forEach(page -> {
                if (memory.allocated().contains(page)) {
                    encode(page, traffic);
                } else {
                    traffic.add(PageKind.DUPLICATE, 1, 0);
                }
            });
        }

        private void encode(final int page, final Traffic traffic) {
            final int whole = memory.pageSize();
            final int encoded = memory.encodedBytes(page, Compression.RUN_LENGTH);
            traffic.addCpuSeconds(encodeSecondsPerPage);
            if (encoded < whole) {
                traffic.add(PageKind.COMPRESSED, 1, markBytes + encoded);
            } else {
                traffic.add(PageKind.NORMAL, 1, markBytes + whole);
            }
        }
    }
}
