package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.network.Link.OneMore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links of 100 bytes/s. */
final class OutlookTest {
    private static final OneMore ONE = new OneMore(1, Set.of(), 0);

    private final FairNetwork network = new FairNetwork();
    private final Link near = new Link("near", 100);
    private final Link far = new Link("far", 100);
    private final Map<Flow, Double> toGo = new HashMap<>();
    private final List<Flow> pausing = new ArrayList<>();

    @BeforeEach
    void join() {
        network.open(List.of(near, far), flow -> {});
    }

    private Flow transfer(final double bytes, final Link... links) {
        final Flow flow = network.open(List.of(links), changed -> {});
        network.send(flow, 0, 1, Double.POSITIVE_INFINITY); // what it sends now is one step of many
        toGo.put(flow, bytes);
        return flow;
    }

    private Optional<ScheduledWire> outlook(final OneMore more, final Link... path) {
        return Outlook.ofOneMore(
                List.of(path), more, pausing, flow -> toGo.getOrDefault(flow, Double.POSITIVE_INFINITY), 10);
    }

    private double rateAt(final ScheduledWire wire, final double seconds) {
        return wire.bytesWithin(seconds, 0.001, Double.POSITIVE_INFINITY) / 0.001;
    }

    /** 250 bytes at 50 a second are through after 5 s. */
    @Test
    void rateRisesWhenAnotherEnds() {
        transfer(250, near);
        final ScheduledWire wire = outlook(ONE, near).orElseThrow();
        assertThat(wire).isEqualTo(ScheduledWire.steps(new double[] {0, 5}, new double[] {50, 100}));
    }

    @Test
    void flowThatPausesCountsAsOneThatSends() {
        final Flow flow = transfer(250, near);
        network.stop(flow, 0);
        assertThat(outlook(ONE, near)).isEmpty();
        pausing.add(flow);
        assertThat(outlook(ONE, near).orElseThrow())
                .isEqualTo(ScheduledWire.steps(new double[] {0, 5}, new double[] {50, 100}));
    }

    /** With weight 3 it has 75 of 100; the other's 250 bytes take 10 s. */
    @Test
    void weightCounts() {
        transfer(250, near);
        assertThat(outlook(new OneMore(3, Set.of(), 0), near).orElseThrow())
                .isEqualTo(ScheduledWire.steps(new double[] {0, 10}, new double[] {75, 100}));
    }

    /** 100/3 each until the first is through after 3 s, 50 each until the second is: 300 - 100 bytes at 50. */
    @Test
    void othersGrowWhenOneOfThemEnds() {
        transfer(100, near);
        transfer(300, near);
        final ScheduledWire wire = outlook(ONE, near).orElseThrow();
        assertThat(rateAt(wire, 2.9)).isCloseTo(100.0 / 3, within(1e-6));
        assertThat(rateAt(wire, 3.1)).isCloseTo(50, within(1e-6));
        assertThat(rateAt(wire, 6.9)).isCloseTo(50, within(1e-6));
        assertThat(rateAt(wire, 7.1)).isCloseTo(100, within(1e-6));
    }

    /** Two on the far link hold the one on both back to 33; once one of them has ended, after 3 s, it has 50, and this one 50 instead of 67. */
    @Test
    void rateFallsWhenSomebodyElsewhereLetsACompetitorGrow() {
        transfer(10_000, near, far);
        transfer(100, far);
        network.demand(network.open(List.of(far), flow -> {}), 0, 1_000);
        final ScheduledWire wire = outlook(ONE, near).orElseThrow();
        assertThat(rateAt(wire, 2.9)).isCloseTo(200.0 / 3, within(1e-6));
        assertThat(rateAt(wire, 3.1)).isCloseTo(50, within(1e-6));
    }

    /** What ends with it has no part in it, and what begins with it is in the way on the last link: 40 of 100 for 5 s. */
    @Test
    void whatEndsAndBeginsWithItCounts() {
        final Flow own = network.open(List.of(near), flow -> {});
        network.demand(own, 0, 1_000);
        transfer(300, far);
        final ScheduledWire wire =
                outlook(new OneMore(1, Set.of(own), 20), near, far).orElseThrow();
        assertThat(rateAt(wire, 7.4)).isCloseTo(40, within(1e-6));
        assertThat(rateAt(wire, 7.6)).isCloseTo(80, within(1e-6));
    }

    @Test
    void nothingToLookAheadTo() {
        assertThat(outlook(ONE, near)).isEmpty();
        network.demand(network.open(List.of(near), flow -> {}), 0, 10);
        assertThat(outlook(ONE, near)).isEmpty();
        transfer(100, far);
        assertThat(outlook(ONE, near)).isEmpty();
    }

    @Test
    void tooManyToLookAhead() {
        for (int i = 0; i < 10; i++) {
            transfer(100, near);
        }
        assertThat(outlook(ONE, near)).isPresent();
        transfer(100, near);
        assertThat(outlook(ONE, near)).isEmpty();
    }

    @Test
    void lookingAheadChangesNothing() {
        final Flow flow = transfer(100, near);
        final double before = flow.bytesPerSecond();
        outlook(ONE, near);
        assertThat(flow.bytesPerSecond()).isEqualTo(before);
        assertThat(near.sendingFlows()).containsExactly(flow);
    }
}
