package io.github.cloudsimmigration.technique.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PermutedOrderTest {
    private static List<Integer> order(final PageSet send) {
        final var guest = new MigratingGuest(
                new GuestMemory(MemoryLayout.ofPages(send.capacity()), 1), null, () -> Double.POSITIVE_INFINITY);
        final var batch = new PageBatch();
        new PageCursor(send, new PermutedOrder().start(guest).order(1, send)).deal(Integer.MAX_VALUE, batch);
        final List<Integer> pages = new ArrayList<>();
        batch.forEach(pages::add);
        return pages;
    }

    @Test
    void pageNumbersAreRotatedByTenBits() {
        assertThat(order(PageSet.full(2048))).startsWith(0, 1024, 1, 1025, 2, 1026);
        assertThat(order(PageSet.full(4096))).startsWith(0, 1024, 2048, 3072, 1, 1025);
    }

    /** 3072 is no page of 3000, so it is rotated once more, to 768, and 3073 to 1792. */
    @Test
    void numbersBeyondTheGuestAreRotatedAgain() {
        assertThat(order(PageSet.full(3000))).startsWith(0, 1024, 2048, 768, 1, 1025, 2049, 1792);
    }

    @Test
    void guestOfOneBatchIsSentInAscendingOrder() {
        assertThat(order(PageSet.full(1024)))
                .isEqualTo(IntStream.range(0, 1024).boxed().toList());
        assertThat(order(PageSet.full(1))).containsExactly(0);
    }

    @Test
    void everyPageToSendComesOnce() {
        for (final int pages : new int[] {2, 1025, 1500, 2047, 2049, 5000, 70_001}) {
            assertThat(order(PageSet.full(pages)))
                    .as("%d pages", pages)
                    .hasSize(pages)
                    .doesNotHaveDuplicates();
        }
        assertThat(order(PageSet.of(4096, 1, 2, 1025, 3073))).containsExactly(1, 1025, 3073, 2);
    }
}
