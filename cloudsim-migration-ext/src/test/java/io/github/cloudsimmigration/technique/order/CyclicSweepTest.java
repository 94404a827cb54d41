package io.github.cloudsimmigration.technique.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.SendOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CyclicSweepTest {
    private static final int PAGES = 10;

    private final SendOrder.Sorter sorter = new CyclicSweep()
            .start(new MigratingGuest(new GuestMemory(MemoryLayout.ofPages(PAGES), 1), null, () -> 1.0));

    private List<Integer> order(final int round) {
        final PageSet send = PageSet.full(PAGES);
        final var batch = new PageBatch();
        final var cursor = new PageCursor(send, sorter.order(round, send));
        final List<Integer> pages = new ArrayList<>();
        while (cursor.deal(1, batch)) {
            batch.forEach(pages::add);
        }
        return pages;
    }

    private void sent(final int... pages) {
        final var batch = new PageBatch();
        for (final int page : pages) {
            batch.add(page);
        }
        sorter.sent(batch);
    }

    @Test
    void nextRoundGoesOnBehindThePageSentLast() {
        assertThat(order(1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        sent(0, 1, 2, 5);
        sent();
        assertThat(order(2)).containsExactly(6, 7, 8, 9, 0, 1, 2, 3, 4, 5);
        sent(7, 9);
        assertThat(order(3)).as("behind the last page comes the first").startsWith(0, 1);
    }
}
