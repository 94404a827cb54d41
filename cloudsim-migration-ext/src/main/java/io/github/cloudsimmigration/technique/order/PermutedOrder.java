package io.github.cloudsimmigration.technique.order;

import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.SendOrder;

/**
 * The order of early Xen: pages that lie next to each other, and so behave alike, are sent far apart, for a better estimate of
 * the dirtying rate while a round lasts.
 *
 * <p>Source: {@code permute} in early {@code xc_linux_save.c} (Xen 1.2 to 3.x). The n pages' numbers have k bits, the fewest that
 * n - 1 fits into; the i-th page sent is i with its bits rotated left by ten, rotated again until it is below n. So page 0 is followed by 1024,
 * 2048 and so on.
 *
 * <p>What Xen leaves open: with 1024 pages or fewer the rotation has nothing to turn (k &le; 10); they go in ascending order, in a single batch
 * of Xen's anyway. The final round, which Xen permutes as well, is ascending here: the VM stands still, the order shows nowhere.
 * Of a sample the numbers are rotated by half of their bits: so it is swept many times in a round, as the whole memory is.
 *
 * <p>Cost: 8 bytes for each page of the guest, and O(n) per round instead of O(n / 64).
 */
public record PermutedOrder() implements SendOrder {
    private static final int ROTATION = 10;

    @Override
    public Sorter start(final MigratingGuest guest) {
        final int pages = guest.pages();
        final int bits = Integer.SIZE - Integer.numberOfLeadingZeros(pages - 1);
        final int rotation = guest.memory().layout().oneIn() == 1 ? ROTATION : bits / 2;
        final PageRanges order = bits <= rotation ? PageRanges.sweep(pages) : permutation(pages, bits, rotation);
        return (round, send) -> order;
    }

    private static PageRanges permutation(final int pages, final int bits, final int rotation) {
        final int mask = (int) ((1L << bits) - 1);
        final var order = new PageRanges();
        for (int i = 0; i < pages; i++) {
            int page = i;
            do {
                page = (page >>> (bits - rotation) | page << rotation) & mask;
            } while (page >= pages);
            order.add(page, page + 1);
        }
        return order;
    }
}
