package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Forty hosts send through one core; two of them want less than their share. */
    @Test
    void fortyFlowsBehindLinksOfTheirOwnShareACore() {
        final var core = new Link("core", 40);
        final List<Flow> flows = new ArrayList<>();
        for (int host = 0; host < 40; host++) {
            flows.add(sending(0, 1_000, host < 2 ? 0.05 : 10 + host, new Link("host " + host, 100), core));
        }
        assertThat(flows.subList(0, 2)).allMatch(flow -> flow.bytesPerSecond() == 0.05);
        assertThat(flows.subList(2, 40)).allMatch(flow -> Math.abs(flow.bytesPerSecond() - 39.9 / 38) < 1e-9);
    }

    @Test
    void linkOfOneNetworkHasNoCapacityToSetInAnother() {
        final var link = new Link("a", 100);
        sending(0, 100, NO_LIMIT, link);
        assertThatIllegalStateException()
                .isThrownBy(() -> new FairNetwork().setCapacity(link, 0, 50))
                .withMessage("link a is part of another network, expected one of its own");
        assertThat(link.bytesPerSecond()).isEqualTo(100);
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

    /** 300 bytes at 50 a second; after 2 s it is 400, after 4 s 350. */
    @Test
    void transferThatBecomesLongerOrShorterArrivesLaterOrEarlierAndDisturbsNobody() {
        final var link = new Link("a", 100);
        final List<String> changes = new ArrayList<>();
        final Flow flow = network.open(List.of(link), changed -> {});
        final Flow other = network.open(List.of(link), changed -> changes.add("other"));
        network.send(flow, 0, 300, NO_LIMIT);
        network.send(other, 0, 1_000, NO_LIMIT);
        changes.clear();
        network.setWeight(other, 2, 1);
        network.sendMore(flow, 100);
        assertThat(flow.bytesLeft(2)).isEqualTo(300);
        assertThat(flow.arrivalSeconds()).isEqualTo(8);
        network.setWeight(other, 4, 1);
        network.sendMore(flow, -50);
        assertThat(flow.bytesLeft(4)).isEqualTo(150);
        assertThat(flow.arrivalSeconds()).isEqualTo(7);
        assertThat(changes).isEmpty();
        network.stop(flow, 4);
        assertThatIllegalStateException().isThrownBy(() -> network.sendMore(flow, 1));
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
                .isThrownBy(() -> new Link("core", -1))
                .withMessage("capacity of link core: -1.0 bytes/s, expected a finite number of 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new Link("core", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Link("core", Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.open(List.of(), flow -> {}))
                .withMessage("path of a flow: no links, expected at least one");
        assertThat(new Link("core", 1)).hasToString("core");
    }

    @Test
    void weightsDivideALink() {
        final var link = new Link("a", 60);
        final Flow one = sending(0, 100, NO_LIMIT, link);
        final Flow two = sending(0, 100, NO_LIMIT, link);
        final Flow three = sending(0, 100, NO_LIMIT, link);
        network.setWeight(two, 0, 2);
        network.setWeight(three, 0, 3);
        assertThat(one.bytesPerSecond()).isEqualTo(10);
        assertThat(two.bytesPerSecond()).isEqualTo(20);
        assertThat(three.bytesPerSecond()).isEqualTo(30);
        assertThat(three.weight()).isEqualTo(3);
    }

    @Test
    void slowFlowLeavesWhatItCannotUseToOthers() {
        final var link = new Link("a", 60);
        final Flow slow = sending(0, 300, NO_LIMIT, link);
        final Flow other = sending(0, 300, NO_LIMIT, link);
        network.setPace(slow, 2, 0.5);
        network.share();
        assertThat(slow.bytesPerSecond()).isEqualTo(15);
        assertThat(slow.shareBytesPerSecond()).isEqualTo(30);
        assertThat(other.bytesPerSecond()).isEqualTo(45);
        assertThat(link.usedBytesPerSecond()).isEqualTo(60);
        assertThat(slow.arrivalSeconds()).as("60 bytes in 2 s, 240 more").isEqualTo(18);
        assertThat(link.bytesPerSecondForOneMore(new Link.OneMore(1, Set.of(), 0)))
                .isEqualTo(22.5);
        network.setPace(slow, 4, 1);
        network.share();
        assertThat(slow.arrivalSeconds()).as("90 bytes in 4 s, 210 more").isEqualTo(11);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.setPace(slow, 4, 0))
                .withMessage("pace 0.0 of a flow, expected above 0 and at most 1");
    }

    /** The flow of weight 3 cannot use its 75: what its own link does not take is for the other. */
    @Test
    void weightDoesNotHelpBehindASlowLink() {
        final var shared = new Link("a", 100);
        final Flow light = sending(0, 100, NO_LIMIT, shared);
        final Flow heavy = sending(0, 100, NO_LIMIT, shared, new Link("b", 40));
        network.setWeight(heavy, 0, 3);
        assertThat(light.bytesPerSecond()).isEqualTo(60);
        assertThat(heavy.bytesPerSecond()).isEqualTo(40);
    }

    @Test
    void weightSetBeforeTheFirstTransferCounts() {
        final var link = new Link("a", 100);
        final Flow light = sending(0, 100, NO_LIMIT, link);
        final Flow heavy = network.open(List.of(link), flow -> {});
        network.setWeight(heavy, 0, 4);
        assertThat(light.bytesPerSecond()).isEqualTo(100);
        network.send(heavy, 0, 100, NO_LIMIT);
        assertThat(light.bytesPerSecond()).isEqualTo(20);
        assertThat(heavy.bytesPerSecond()).isEqualTo(80);
    }

    /** Two hosts of one rack send to two of another: NICs of 100, racks of 120, and one flow that stays in its rack. */
    @Test
    void coreIsTheBottleneckBetweenRacks() {
        final Topology tree =
                Topology.twoLevelTree(List.of(List.of("a", "b", "c"), List.of("d", "e", "f")), 100, 2.5, 0);
        final Flow first = sending(0, 600, NO_LIMIT, tree, "a", "d");
        final Flow second = sending(0, 600, NO_LIMIT, tree, "b", "e");
        final Flow inRack = sending(0, 600, NO_LIMIT, tree, "a", "c");
        assertThat(first.bytesPerSecond()).isEqualTo(50);
        assertThat(second.bytesPerSecond()).isEqualTo(70);
        assertThat(inRack.bytesPerSecond()).isEqualTo(50);
        network.stop(inRack, 2);
        assertThat(first.bytesPerSecond()).isEqualTo(60);
        assertThat(second.bytesPerSecond()).isEqualTo(60);
        assertThat(first.arrivalSeconds()).isEqualTo(2 + 500.0 / 60);
        assertThat(tree.link("rack 0", "core").usedBytesPerSecond()).isEqualTo(120);
        assertThat(tree.link("core", "rack 0").usedBytesPerSecond()).isZero();
    }

    /** 500 bytes: 2 s at 100, 2 s at 50 beside a demand of 80, 1 s at 80 beside one of 20, the last 120 at 100. */
    @Test
    void demandSharesWithATransferUntilItEnds() {
        final var link = new Link("a", 100);
        final Flow transfer = sending(0, 500, NO_LIMIT, link);
        final Flow traffic = network.open(List.of(link), flow -> {});
        network.demand(traffic, 2, 80);
        assertThat(transfer.bytesPerSecond()).isEqualTo(50);
        assertThat(traffic.bytesPerSecond()).isEqualTo(50);
        assertThat(traffic.arrivalSeconds()).isInfinite();
        assertThat(traffic.bytesLeft(3)).isInfinite();
        network.demand(traffic, 4, 20);
        assertThat(transfer.bytesPerSecond()).isEqualTo(80);
        assertThat(transfer.arrivalSeconds()).isEqualTo(6.5);
        network.demand(traffic, 5, 0);
        assertThat(transfer.arrivalSeconds()).isEqualTo(6.2);
        assertThat(traffic.sending()).isTrue();
        network.stop(traffic, 6);
        assertThat(transfer.arrivalSeconds()).isEqualTo(6.2);
    }

    /** 1000 bytes: 4 s at 100, 4 s at 50, the link is cut for 12 s, 4 s at 100. */
    @Test
    void capacityDropsInMidTransfer() {
        final var link = new Link("a", 100);
        final List<Double> rates = new ArrayList<>();
        final Flow flow = network.open(List.of(link), changed -> rates.add(changed.bytesPerSecond()));
        network.send(flow, 0, 1_000, NO_LIMIT);
        network.setCapacity(link, 4, 50);
        assertThat(flow.arrivalSeconds()).isEqualTo(16);
        network.setCapacity(link, 8, 0);
        assertThat(flow.bytesPerSecond()).isZero();
        assertThat(flow.arrivalSeconds()).isInfinite();
        assertThat(flow.bytesLeft(15)).isEqualTo(400);
        network.setCapacity(link, 20, 100);
        assertThat(flow.arrivalSeconds()).isEqualTo(24);
        assertThat(rates).containsExactly(100.0, 50.0, 0.0, 100.0);
        assertThat(link.bytesPerSecond()).isEqualTo(100);
    }

    @Test
    void flowsOfACutLinkLeaveTheOtherLinksToOthers() {
        final var a = new Link("a", 100);
        final var b = new Link("b", 100);
        final Flow both = sending(0, 100, NO_LIMIT, a, b);
        final Flow onA = sending(0, 100, NO_LIMIT, a);
        network.setCapacity(b, 1, 0);
        assertThat(both.bytesPerSecond()).isZero();
        assertThat(onA.bytesPerSecond()).isEqualTo(100);
        network.send(both, 1, 0, NO_LIMIT);
        assertThat(both.arrivalSeconds()).isEqualTo(1);
    }

    /** The cut comes at the moment of the arrival, late in a simulation: what rounding leaves does not wait for the link. */
    @Test
    void transferThatIsThroughIsNotHeldByACut() {
        final var link = new Link("a", 1.25e9);
        final double begin = 1_000_000.1;
        final Flow flow = sending(begin, 123_456_789, NO_LIMIT, link);
        final double arrival = flow.arrivalSeconds();
        network.setCapacity(link, arrival, 0);
        assertThat(flow.bytesLeft(arrival)).isZero();
        assertThat(flow.arrivalSeconds()).isEqualTo(arrival);
    }

    @Test
    void weightChangesInMidTransfer() {
        final var link = new Link("a", 100);
        final Flow first = sending(0, 300, NO_LIMIT, link);
        final Flow second = sending(0, 1_000, NO_LIMIT, link);
        network.setWeight(first, 2, 4);
        assertThat(first.arrivalSeconds()).isEqualTo(4.5);
        assertThat(second.bytesPerSecond()).isEqualTo(20);
    }

    @Test
    void changesOfOneMomentAreSharedTogether() {
        final List<String> asked = new ArrayList<>();
        final var lazy = new FairNetwork(() -> asked.add("share"));
        final var link = new Link("a", 100);
        final List<Double> rates = new ArrayList<>();
        final Flow first = lazy.open(List.of(link), flow -> rates.add(flow.bytesPerSecond()));
        final Flow second = lazy.open(List.of(link), flow -> rates.add(flow.bytesPerSecond()));
        lazy.send(first, 1, 100, NO_LIMIT);
        lazy.send(second, 1, 200, NO_LIMIT);
        assertThat(asked).hasSize(1);
        assertThat(first.bytesPerSecond()).isZero();
        assertThat(first.arrivalSeconds()).isInfinite();
        lazy.share();
        assertThat(rates).containsExactly(50.0, 50.0);
        assertThat(first.arrivalSeconds()).isEqualTo(3);
        lazy.share();
        lazy.send(second, 3, 100, NO_LIMIT);
        assertThat(asked).hasSize(1);
        lazy.stop(first, 3);
        assertThat(asked).hasSize(2);
        assertThat(second.bytesPerSecond()).isEqualTo(50);
        lazy.share();
        assertThat(second.arrivalSeconds()).isEqualTo(4);
    }

    @Test
    void flowIsToldOfItsFirstRateThoughItIsNone() {
        final var lazy = new FairNetwork(() -> {});
        final var link = new Link("cut", 0);
        final List<Double> rates = new ArrayList<>();
        final Flow flow = lazy.open(List.of(link), changed -> rates.add(changed.bytesPerSecond()));
        lazy.send(flow, 1, 100, NO_LIMIT);
        assertThat(flow.isRated()).isFalse();
        lazy.share();
        assertThat(flow.isRated()).isTrue();
        lazy.setWeight(flow, 2, 3);
        lazy.share();
        assertThat(rates).containsExactly(0.0);
        lazy.stop(flow, 3);
        assertThat(flow.isRated()).isFalse();
        lazy.demand(flow, 3, 5);
        lazy.share();
        assertThat(rates).containsExactly(0.0, 0.0);
    }

    @Test
    void flowThatGoesOnKeepsItsRate() {
        final var lazy = new FairNetwork(() -> {});
        final Flow flow = lazy.open(List.of(new Link("a", 100)), changed -> {});
        lazy.send(flow, 0, 100, NO_LIMIT);
        lazy.share();
        lazy.send(flow, 1, 100, NO_LIMIT);
        assertThat(flow.isRated()).isTrue();
    }

    @Test
    void changesNobodySharedOutAreSharedAsOfTheirTime() {
        final var lazy = new FairNetwork(() -> {});
        final var link = new Link("a", 100);
        final Flow first = lazy.open(List.of(link), flow -> {});
        final Flow second = lazy.open(List.of(link), flow -> {});
        lazy.send(first, 0, 400, NO_LIMIT);
        lazy.send(second, 2, 100, NO_LIMIT);
        lazy.share();
        assertThat(first.bytesLeft(2)).isEqualTo(200);
        assertThat(first.bytesPerSecond()).isEqualTo(50);
    }

    @Test
    void listenerMayChangeTheNetwork() {
        final var link = new Link("a", 90);
        final Flow waiting = network.open(List.of(link), flow -> {});
        final Flow first = network.open(List.of(link), flow -> network.send(waiting, 0, 100, NO_LIMIT));
        network.send(first, 0, 100, NO_LIMIT);
        assertThat(first.bytesPerSecond()).isEqualTo(45);
        assertThat(waiting.bytesPerSecond()).isEqualTo(45);
    }

    @Test
    void flowThatHasBeenToldIsNotToldAgainOfWhatAListenerChanges() {
        final List<String> told = new ArrayList<>();
        final Flow other = network.open(List.of(new Link("b", 100)), flow -> told.add("other"));
        network.demand(other, 0, NO_LIMIT);
        final Flow first = network.open(List.of(new Link("a", 100)), flow -> {
            told.add("first");
            if (told.size() == 1) {
                network.demand(other, 1, 5);
            }
        });
        told.clear();
        network.send(first, 1, 1_000, NO_LIMIT);
        assertThat(told).containsExactly("first", "other");
    }

    @Test
    void limitThatDoesNotBindDisturbsNobody() {
        final List<String> asked = new ArrayList<>();
        final var lazy = new FairNetwork(() -> asked.add("share"));
        final Flow flow = lazy.open(List.of(new Link("a", 100)), changed -> {});
        lazy.send(flow, 0, 100, 200);
        lazy.share();
        lazy.send(flow, 1, 100, 300);
        lazy.demand(flow, 1, 150);
        assertThat(asked).hasSize(1);
        lazy.demand(flow, 1, 100);
        lazy.demand(flow, 1, 99);
        assertThat(asked).hasSize(2);
    }

    @Test
    void badChangesAreRefused() {
        final var link = new Link("core", 100);
        final Flow flow = sending(2, 100, NO_LIMIT, link);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.setCapacity(link, 2, -1))
                .withMessage("capacity of link core: -1.0 bytes/s, expected a finite number of 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> network.setCapacity(link, 2, NO_LIMIT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.setWeight(flow, 2, 0))
                .withMessage("weight 0.0 of a flow, expected 0.001 to 1000.0");
        assertThatIllegalArgumentException().isThrownBy(() -> network.setWeight(flow, 2, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.demand(flow, 2, -1))
                .withMessage("rate limit of -1.0 bytes/s, expected 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> network.demand(flow, 2, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.stop(flow, 1))
                .withMessage("time 1.0 s, expected a finite 2.0 s or later");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.bytesLeft(1))
                .withMessage("bytes left at 1.0 s, expected 2.0 s or later");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.open(List.of(link, link), changed -> {}))
                .withMessage("path of a flow: link core twice, expected once");
        assertThatIllegalStateException()
                .isThrownBy(() -> new FairNetwork().open(List.of(link), changed -> {}))
                .withMessage("link core is part of another network, expected one of its own");
        network.stop(flow, 2);
        assertThatIllegalStateException().isThrownBy(() -> flow.bytesLeft(2));
    }

    private Flow sending(
            final double now,
            final long bytes,
            final double limit,
            final Topology topology,
            final String from,
            final String to) {
        return sending(now, bytes, limit, topology.route(from, to).links().toArray(new Link[0]));
    }

    private Flow sending(final double now, final long bytes, final double limit, final Link... path) {
        final Flow flow = network.open(List.of(path), changed -> {});
        network.send(flow, now, bytes, limit);
        return flow;
    }
}
