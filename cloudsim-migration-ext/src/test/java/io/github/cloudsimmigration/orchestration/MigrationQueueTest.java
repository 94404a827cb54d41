package io.github.cloudsimmigration.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MigrationQueueTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static Ticket<String> ticket(final long number, final String source, final String target) {
        return new Ticket<>(number, source, target, 1, 1, NEVER, 0);
    }

    private static MigrationQueue<String, String> queue(final MigrationLimits limits) {
        return new MigrationQueue<>(limits, QueueOrder.FIFO);
    }

    /** {@return the requests in the order in which they come out} */
    private static List<String> order(final QueueOrder order) {
        final var queue = new MigrationQueue<String, String>(MigrationLimits.NONE, order);
        queue.add(new Ticket<>(3, "a", "b", 40, 7, 100, 0), "third");
        queue.add(new Ticket<>(1, "a", "b", 40, 9, NEVER, 0), "first");
        queue.add(new Ticket<>(4, "a", "b", 10, 9, NEVER, 0), "fourth");
        queue.add(new Ticket<>(2, "a", "b", 30, 8, 50, 0), "second");
        queue.add(new Ticket<>(5, "a", "b", 30, 7, 50, 0), "fifth");
        final List<String> out = new ArrayList<>();
        for (Optional<String> next = queue.poll(0); next.isPresent(); next = queue.poll(0)) {
            out.add(next.get());
        }
        return out;
    }

    @Test
    void fifoGoesByTheOrderOfTheRequests() {
        assertThat(order(QueueOrder.FIFO)).containsExactly("first", "second", "third", "fourth", "fifth");
    }

    @Test
    void smallestFirstGoesByMemoryAndTiesByTheOrderOfTheRequests() {
        assertThat(order(QueueOrder.SMALLEST_FIRST)).containsExactly("fourth", "second", "fifth", "first", "third");
    }

    @Test
    void shortestFirstGoesByThePredictionAndTiesByTheOrderOfTheRequests() {
        assertThat(order(QueueOrder.SHORTEST_FIRST)).containsExactly("third", "fifth", "second", "first", "fourth");
    }

    @Test
    void earliestDeadlineGoesByTheDeadlineAndThoseWithoutComeLast() {
        assertThat(order(QueueOrder.EARLIEST_DEADLINE)).containsExactly("second", "fifth", "third", "first", "fourth");
    }

    @Test
    void noMoreLeaveOneHostThanAllowed() {
        final var queue = queue(new MigrationLimits(9, 2, 9));
        queue.started("a", "x");
        queue.started("a", "y");
        queue.add(ticket(1, "a", "z"), "from the same");
        queue.add(ticket(2, "b", "x"), "from another");
        assertThat(queue.poll(0)).contains("from another");
        assertThat(queue.poll(0)).isEmpty();
        queue.ended("a", "x");
        assertThat(queue.poll(0)).contains("from the same");
    }

    @Test
    void noMoreEnterOneHostThanAllowed() {
        final var queue = queue(new MigrationLimits(9, 9, 1));
        queue.started("a", "x");
        queue.add(ticket(1, "b", "x"), "to the same");
        queue.add(ticket(2, "a", "y"), "to another");
        queue.add(ticket(3, "x", "a"), "the other way");
        assertThat(queue.poll(0)).contains("to another");
        assertThat(queue.poll(0)).contains("the other way");
        assertThat(queue.poll(0)).isEmpty();
        queue.ended("a", "x");
        assertThat(queue.poll(0)).contains("to the same");
    }

    @Test
    void noMoreAreUnderWayInTheDatacenterThanAllowed() {
        final var queue = queue(new MigrationLimits(2, 9, 9));
        queue.started("a", "x");
        queue.started("b", "y");
        queue.add(ticket(1, "c", "z"), "waits");
        assertThat(queue.poll(0)).isEmpty();
        queue.ended("a", "x");
        assertThat(queue.poll(0)).contains("waits");
    }

    @Test
    void oneThatCannotStartDoesNotHoldUpThoseBehindIt() {
        final var queue = queue(new MigrationLimits(9, 1, 9));
        queue.started("a", "x");
        queue.add(ticket(1, "a", "y"), "blocked");
        queue.add(ticket(2, "b", "y"), "free");
        assertThat(queue.poll(0)).contains("free");
        assertThat(queue.poll(0)).isEmpty();
        queue.ended("a", "x");
        assertThat(queue.poll(0)).contains("blocked");
    }

    @Test
    void oneThatMayNotStartYetWaits() {
        final var queue = queue(MigrationLimits.NONE);
        queue.add(new Ticket<>(1, "a", "b", 1, 1, NEVER, 30), "later");
        queue.add(new Ticket<>(2, "a", "b", 1, 1, NEVER, 20), "sooner");
        assertThat(queue.poll(19.9)).isEmpty();
        assertThat(queue.poll(20)).contains("sooner");
        assertThat(queue.poll(20)).isEmpty();
        assertThat(queue.poll(30)).contains("later");
    }

    @Test
    void removedRequestDoesNotComeOut() {
        final var queue = queue(MigrationLimits.NONE);
        final Ticket<String> first = ticket(1, "a", "b");
        queue.add(first, "first");
        queue.add(ticket(2, "a", "b"), "second");
        assertThat(queue.remove(first)).isTrue();
        assertThat(queue.remove(first)).isFalse();
        assertThat(queue.poll(0)).contains("second");
        assertThat(queue.poll(0)).isEmpty();
    }

    @Test
    void presetsAreTheDefaultsOfKubeVirtAndNova() {
        assertThat(MigrationLimits.KUBEVIRT.inDatacenter()).isEqualTo(5);
        assertThat(MigrationLimits.KUBEVIRT.outOfHost()).isEqualTo(2);
        assertThat(MigrationLimits.NOVA.outOfHost()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
    void limitsAreOneOrMore(final int inDatacenter, final int outOfHost, final int intoHost) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MigrationLimits(inDatacenter, outOfHost, intoHost))
                .withMessageContaining("expected 1 or more");
    }
}
