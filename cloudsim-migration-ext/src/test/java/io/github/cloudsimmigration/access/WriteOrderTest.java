package io.github.cloudsimmigration.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WriteOrderTest {
    private static final int PAGES = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyPartOfACycleHoldsSoManyPagesAndPartsMakeUpTheWhole(final long seed) {
        final var random = new SplittableRandom(seed);
        final var pages = new PageSet(PAGES);
        for (int i = 0; i < 300; i++) {
            pages.add(random.nextInt(PAGES));
        }
        final var order = new WriteOrder(pages, random);
        assertThat(order.pages()).isEqualTo(pages.cardinality());
        for (int start = 0; start < order.pages(); start++) {
            final var all = new PageLog(PAGES);
            final WriteOrder.Cursor cursor = order.cursorAt(start);
            int from = start;
            while (from < start + order.pages()) {
                final int to = Math.min(start + order.pages(), from + random.nextInt(50));
                final var part = new PageLog(new UpdateCounts(PAGES));
                cursor.log(to - from, part);
                assertThat(part.counts().orElseThrow().mean()).isEqualTo((to - from) / (double) PAGES);
                assertThat(part.pages().cardinality())
                        .as("seed %d, pages %d to %d", seed, from, to)
                        .isEqualTo(to - from);
                assertThat(all.pages().copy().addAllNew(part.pages())).isEqualTo(to - from);
                all.log(part.pages(), 1);
                from = to;
            }
            assertThat(all.pages()).isEqualTo(pages);
        }
    }
}
