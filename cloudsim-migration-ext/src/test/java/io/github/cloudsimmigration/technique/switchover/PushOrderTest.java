package io.github.cloudsimmigration.technique.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.switchover.PushOrder.Pusher;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page that is taken back was never given: whoever replays what has left, without it, comes to the same next page. */
final class PushOrderTest {
    private static final int PAGES = 1_000;

    static Stream<PushOrder> orders() {
        return Stream.of(
                PushOrder.SEQUENTIAL, PushOrder.FORWARD_ONLY, new Bubbling(1), new Bubbling(2), new Bubbling(7));
    }

    /** A page that left, pushed or asked for. */
    private record Left(int page, boolean pushed) {}

    private static int nextAfter(final PushOrder order, final List<Left> history) {
        final Pusher pusher = order.start();
        final PageSet unsent = PageSet.full(PAGES);
        for (final Left left : history) {
            if (left.pushed()) {
                assertThat(pusher.next(unsent)).isEqualTo(left.page());
                unsent.remove(left.page());
            } else {
                unsent.remove(left.page());
                pusher.faulted(left.page());
            }
        }
        return pusher.next(unsent);
    }

    /** Pages 8 to 10 have left. */
    @Test
    void bubbleSpreadsByDistance() {
        final Pusher pusher = new Bubbling(1).start();
        final PageSet unsent = PageSet.full(16);
        unsent.removeRange(8, 11);
        pusher.faulted(10);
        final List<Integer> pushed = new ArrayList<>();
        for (int page = pusher.next(unsent); page >= 0; page = pusher.next(unsent)) {
            unsent.remove(page);
            pushed.add(page);
        }
        assertThat(pushed).containsExactly(11, 12, 7, 13, 6, 14, 5, 15, 4, 3, 2, 1, 0);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void takingBackLeavesNoTrace(final PushOrder order) {
        final var random = new SplittableRandom(7);
        final Pusher pusher = order.start();
        final PageSet unsent = PageSet.full(PAGES);
        final List<Left> history = new ArrayList<>();
        while (!unsent.isEmpty()) {
            if (random.nextInt(4) == 0) {
                final int page = unsent.toArray()[random.nextInt(unsent.cardinality())];
                unsent.remove(page);
                pusher.faulted(page);
                history.add(new Left(page, false));
            }
            final int pushed = Math.min(unsent.cardinality(), 1 + random.nextInt(12));
            for (int i = 0; i < pushed; i++) {
                final int page = pusher.next(unsent);
                unsent.remove(page);
                history.add(new Left(page, true));
            }
            for (int i = random.nextInt(pushed + 1); i > 0; i--) {
                final int page = history.remove(history.size() - 1).page();
                pusher.takeBack(page);
                unsent.add(page);
            }
            final int next = pusher.next(unsent);
            assertThat(next).isEqualTo(nextAfter(order, history));
            if (next >= 0) {
                pusher.takeBack(next);
            }
        }
        assertThat(pusher.next(unsent)).isEqualTo(-1);
    }
}
