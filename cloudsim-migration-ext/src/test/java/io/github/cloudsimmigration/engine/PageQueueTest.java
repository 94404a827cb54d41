package io.github.cloudsimmigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a deque of pages, whose moments are told by their numbers. */
final class PageQueueTest {
    private static double time(final int page) {
        return page / 8.0;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isAQueue(final long seed) {
        final var random = new SplittableRandom(seed);
        final var queue = new PageQueue();
        final Deque<Integer> oracle = new ArrayDeque<>();
        for (int page = 0; page < 5_000; page++) {
            if (!oracle.isEmpty() && random.nextInt(1 + page / 500) == 0) {
                assertThat(queue.remove()).isEqualTo(oracle.removeFirst());
            }
            queue.add(page, time(page));
            oracle.addLast(page);
            assertThat(queue.isEmpty()).isFalse();
            assertThat(queue.firstTime()).isEqualTo(time(oracle.getFirst()));
            assertThat(queue.lastTime()).isEqualTo(time(page));
            final int any = random.nextInt(page + 10);
            assertThat(queue.timeOf(any))
                    .isEqualTo(any >= oracle.getFirst() && any <= page ? time(any) : Double.POSITIVE_INFINITY);
        }
        while (!oracle.isEmpty()) {
            assertThat(queue.remove()).isEqualTo(oracle.removeFirst());
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.firstTime()).isInfinite();
        assertThat(queue.lastTime()).isInfinite();
    }
}
