package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Capacities in bytes per second, small enough to be shared by hand. */
final class FairNetworkTest {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private final FairNetwork network = new FairNetwork();

    @Test
    void aloneOnALinkAFlowHasItAll() {
        final var link = new Link("a", 100);
        final Flow flow = sending(0, 400, NO_LIMIT, link);
        assertThat(flow.bytesPerSecond()).isEqualTo(100);
        assertThat(flow.arrivalSeconds()).isEqualTo(4);
        assertThat(link.usedBytesPerSecond()).isEqualTo(100);
    }

    @Test
    void slowestLinkOfThePathDecides() {
        final Flow flow = sending(0, 100, NO_LIMIT, new Link("a", 100), new Link("b", 25), new Link("c", 50));
        assertThat(flow.bytesPerSecond()).isEqualTo(25);
    }

    @Test
    void twoFlowsHaveHalfALinkEach() {
        final var link = new Link("a", 100);
        final Flow first = sending(0, 400, NO_LIMIT, link);
        final Flow second = sending(0, 200, NO_LIMIT, link);
        assertThat(first.bytesPerSecond()).isEqualTo(50);
        assertThat(second.bytesPerSecond()).isEqualTo(50);
        assertThat(first.arrivalSeconds()).isEqualTo(8);
        assertThat(second.arrivalSeconds()).isEqualTo(4);
    }

    /** The long flow gets what the tightest link gives it, the short ones the rest of theirs. */
    @Test
    void parkingLotOfThreeLinks() {
        final var a = new Link("a", 30);
        final var b = new Link("b", 20);
        final var c = new Link("c", 100);
        final Flow all = sending(0, 1_000, NO_LIMIT, a, b, c);
        final Flow onA = sending(0, 1_000, NO_LIMIT, a);
        final Flow onB = sending(0, 1_000, NO_LIMIT, b);
        final Flow onC = sending(0, 1_000, NO_LIMIT, c);
        assertThat(all.bytesPerSecond()).isEqualTo(10);
        assertThat(onA.bytesPerSecond()).isEqualTo(20);
        assertThat(onB.bytesPerSecond()).isEqualTo(10);
        assertThat(onC.bytesPerSecond()).isEqualTo(90);
    }

    @Test
    void flowWithALimitLeavesTheRestToOthers() {
        final var link = new Link("a", 90);
        final Flow limited = sending(0, 100, 10, link);
        final Flow first = sending(0, 100, NO_LIMIT, link);
        final Flow second = sending(0, 100, NO_LIMIT, link);
        assertThat(limited.bytesPerSecond()).isEqualTo(10);
        assertThat(first.bytesPerSecond()).isEqualTo(40);
        assertThat(second.bytesPerSecond()).isEqualTo(40);
    }

    @Test
    void limitAboveTheShareDoesNotMatter() {
        final var link = new Link("a", 90);
        final Flow limited = sending(0, 100, 60, link);
        final Flow other = sending(0, 100, NO_LIMIT, link);
        assertThat(limited.bytesPerSecond()).isEqualTo(45);
        assertThat(other.bytesPerSecond()).isEqualTo(45);
    }

    /** 500 bytes: 2 s at 100, 2 s at 50 beside the second flow, 2 s at 100. */
    @Test
    void joiningAndLeavingInMidTransferGivesExactArrivals() {
        final var link = new Link("a", 100);
        final Flow first = sending(0, 500, NO_LIMIT, link);
        assertThat(first.arrivalSeconds()).isEqualTo(5);
        final Flow second = sending(2, 100, NO_LIMIT, link);
        assertThat(first.arrivalSeconds()).isEqualTo(8);
        assertThat(second.arrivalSeconds()).isEqualTo(4);
        network.stop(second, 4);
        assertThat(second.sending()).isFalse();
        assertThat(second.bytesPerSecond()).isZero();
        assertThat(first.bytesPerSecond()).isEqualTo(100);
        assertThat(first.arrivalSeconds()).isEqualTo(6);
    }

    @Test
    void nextTransferKeepsTheShareAndDisturbsNobody() {
        final var link = new Link("a", 100);
        final List<String> changes = new ArrayList<>();
        final Flow first = network.open(List.of(link), flow -> changes.add("first " + flow.bytesPerSecond()));
        final Flow second = network.open(List.of(link), flow -> changes.add("second " + flow.bytesPerSecond()));
        network.send(first, 0, 100, NO_LIMIT);
        network.send(second, 0, 100, NO_LIMIT);
        assertThat(changes).containsExactlyInAnyOrder("first 100.0", "first 50.0", "second 50.0");
        changes.clear();
        network.send(first, 2, 200, NO_LIMIT);
        assertThat(changes).isEmpty();
        assertThat(first.arrivalSeconds()).isEqualTo(6);
        assertThat(second.arrivalSeconds()).isEqualTo(2);
    }

    @Test
    void newLimitIsSharedAnew() {
        final var link = new Link("a", 100);
        final Flow first = sending(0, 100, NO_LIMIT, link);
        final Flow second = sending(0, 1_000, NO_LIMIT, link);
        network.send(first, 2, 20, 10);
        assertThat(first.arrivalSeconds()).isEqualTo(4);
        assertThat(second.bytesPerSecond()).isEqualTo(90);
        assertThat(second.arrivalSeconds()).isEqualTo(12);
    }

    @Test
    void openFlowTakesNothingUntilItSends() {
        final var link = new Link("a", 100);
        final Flow idle = network.open(List.of(link), flow -> {});
        final Flow busy = sending(0, 100, NO_LIMIT, link);
        assertThat(idle.sending()).isFalse();
        assertThat(busy.bytesPerSecond()).isEqualTo(100);
        network.stop(idle, 1);
        assertThat(busy.arrivalSeconds()).isEqualTo(1);
        assertThatIllegalStateException()
                .isThrownBy(idle::arrivalSeconds)
                .withMessage("the flow does not send, expected a transfer under way");
    }

    @Test
    void flowsWithoutACommonLinkDoNotNoticeEachOther() {
        final Flow first = sending(0, 100, NO_LIMIT, new Link("a", 100));
        final List<Flow> changed = new ArrayList<>();
        final Flow second = network.open(List.of(new Link("b", 10)), changed::add);
        network.send(second, 0, 100, NO_LIMIT);
        assertThat(changed).containsExactly(second);
        assertThat(first.bytesPerSecond()).isEqualTo(100);
    }

    @Test
    void emptyTransferArrivesAtOnce() {
        assertThat(sending(3, 0, NO_LIMIT, new Link("a", 100)).arrivalSeconds()).isEqualTo(3);
    }

    @Test
    void badLinksAndPathsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Link("core", 0))
                .withMessage("capacity of link core: 0.0 bytes/s, expected a finite number above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Link("core", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Link("core", Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.open(List.of(), flow -> {}))
                .withMessage("path of a flow: no links, expected at least one");
        assertThat(new Link("core", 1)).hasToString("core");
    }

    private Flow sending(final double now, final long bytes, final double limit, final Link... path) {
        final Flow flow = network.open(List.of(path), changed -> {});
        network.send(flow, now, bytes, limit);
        return flow;
    }
}
