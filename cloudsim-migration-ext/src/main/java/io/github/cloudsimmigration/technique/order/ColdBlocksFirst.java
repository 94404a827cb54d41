package io.github.cloudsimmigration.technique.order;

import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.selection.BlockHistorySelection;
import org.apache.commons.lang3.Validate;

/**
 * Blocks of pages in ascending order of how often their pages were found dirty.
 *
 * <p>Source: B. Das, K. K. Mandal, S. Das, "Improving Total Migration Time in Live Virtual Machine Migration", ICCCT 2015; its choice of
 * pages is {@link BlockHistorySelection}.
 *
 * <p>Idea. A block's dirty count is the sum of its pages' dirty bits over all rounds so far. The blocks that were written least are sent
 * first, the lower one among equals, so the others have the longest time to be written again before they are sent. Round 1 goes
 * through the memory in ascending order.
 *
 * <p>What the paper leaves open: a block has 2<sup>k</sup> pages, k being half the binary logarithm of the number of pages, rounded (a half
 * to even), so that there are about as many blocks as pages in one; and all blocks are visited in every round. With {@code
 * oneBlockPerRound} a round goes no further, from round 2, than the first block that holds pages to send.
 *
 * <p>Cost per round: O(n / 64) words to count, and the sorting of the blocks: 2 048 for 16 GiB.
 *
 * <p>What it does not claim: that the order alone saves pages. Where the whole round is sent and nothing is peeked at, it does not.
 *
 * @param blockPages pages of a block; 0 for about the square root of their number, as above
 * @param oneBlockPerRound whether a round ends with the first block that had pages to send
 */
public record ColdBlocksFirst(int blockPages, boolean oneBlockPerRound) implements SendOrder {
    /** Blocks as long as there are many, all of them in every round. */
    public static final ColdBlocksFirst DEFAULT = new ColdBlocksFirst(0, false);

    public ColdBlocksFirst {
        Validate.isTrue(
                blockPages >= 0, "blocks of %d pages, expected 1 or more, or 0 for the square root", blockPages);
    }

    @Override
    public Sorter start(final MigratingGuest guest) {
        return new Blocks(guest.pages());
    }

    /** {@return 2 to the power of log2(sqrt(pages)), rounded; a half to even} */
    static int aboutSquareRoot(final int pages) {
        final int log2 = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(pages);
        final int down = log2 / 2;
        if (log2 % 2 == 0) {
            return 1 << down;
        }
        final boolean half = Integer.bitCount(pages) == 1;
        return 1 << (half && down % 2 == 0 ? down : down + 1);
    }

    private final class Blocks implements Sorter {
        private final BlockCounts dirtyBits;

        Blocks(final int pages) {
            dirtyBits = new BlockCounts(pages, blockPages > 0 ? blockPages : aboutSquareRoot(pages));
        }

        @Override
        public PageRanges order(final int round, final PageSet send) {
            final var ranges = new PageRanges();
            for (final int block : dirtyBits.ascending()) {
                final int from = dirtyBits.from(block);
                final int to = dirtyBits.to(block);
                ranges.add(from, to);
                if (oneBlockPerRound && round > 1 && send.cardinality(from, to) > 0) {
                    break;
                }
            }
            return ranges;
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            dirtyBits.add(dirty);
        }
    }
}
