package io.github.cloudsimmigration.technique.order;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.SendOrder;

/**
 * A sweep over the memory that goes on behind the page sent last, round after round, and from the last page to the first: a sync of the
 * dirty log does not rewind it.
 *
 * <p>Source: QEMU's {@code migration/ram.c}, {@code find_dirty_block}.
 */
public record CyclicSweep() implements SendOrder {
    @Override
    public Sorter start(final MigratingGuest guest) {
        final int pages = guest.pages();
        return new Sorter() {
            private int position;

            @Override
            public PageRanges order(final int round, final PageSet send) {
                return new PageRanges().add(position, pages).add(0, position);
            }

            @Override
            public void sent(final PageBatch batch) {
                if (!batch.isEmpty()) {
                    position = (batch.last() + 1) % pages;
                }
            }
        };
    }
}
