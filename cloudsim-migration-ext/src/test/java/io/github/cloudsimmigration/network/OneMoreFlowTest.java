package io.github.cloudsimmigration.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a link says one more flow would get is what it gets. */
final class OneMoreFlowTest {
    private static final double RATE = 100;

    private final FairNetwork network = new FairNetwork();
    private final Link link = new Link("link", RATE);

    private Flow demand(final double weight, final double limit) {
        final Flow flow = network.open(List.of(link), changed -> {});
        network.setWeight(flow, 0, weight);
        network.demand(flow, 0, limit);
        return flow;
    }

    private double foreseen() {
        return link.bytesPerSecondForOneMore(new Link.OneMore(1, Set.of(), 0));
    }

    @Test
    void allOfAFreeLink() {
        assertThat(foreseen()).isEqualTo(RATE);
    }

    @Test
    void halfBesideAnother() {
        demand(1, Double.MAX_VALUE);
        assertThat(foreseen()).isEqualTo(50);
    }

    /** 10 stay 10; the other two have 90, one of them with twice the weight: 30 and 60. */
    @Test
    void weightsAndLimitsCount() {
        demand(1, 10);
        demand(2, Double.MAX_VALUE);
        assertThat(foreseen()).isCloseTo(30, within(1e-9));
    }

    private double forOneMore(final double weight, final Set<Flow> ending, final double demand) {
        return link.bytesPerSecondForOneMore(new Link.OneMore(weight, ending, demand));
    }

    @Test
    void oneMoreOfThreeTimesTheWeightGetsThreeQuarters() {
        demand(1, Double.MAX_VALUE);
        assertThat(forOneMore(3, Set.of(), 0)).isEqualTo(75);
    }

    /** Of 20 and 80 the 80 end: the other flow, of half the weight, grows to a third. */
    @Test
    void oneMoreSharesWhatEndsWithThoseThatWereHeldBack() {
        demand(0.5, Double.MAX_VALUE);
        final Flow ending = demand(2, Double.MAX_VALUE);
        assertThat(ending.bytesPerSecond()).isCloseTo(80, within(1e-9));
        assertThat(forOneMore(1, Set.of(ending), 0)).isCloseTo(100 / 1.5, within(1e-9));
    }

    /** Another link lets 10 through: there is room for more here, or for another one that wants all. */
    @Test
    void flowHeldBackByAnotherLinkKeepsItsRate() {
        final Flow slow = network.open(List.of(new Link("slow", 10), link), changed -> {});
        network.demand(slow, 0, Double.MAX_VALUE);
        assertThat(foreseen()).as("half empty").isCloseTo(90, within(1e-9));
        demand(1, Double.MAX_VALUE);
        assertThat(foreseen()).as("full").isCloseTo(45, within(1e-9));
    }

    @Test
    void demandThatBeginsWithOneMoreHasItsShareToo() {
        assertThat(forOneMore(1, Set.of(), 20)).isEqualTo(80);
        assertThat(forOneMore(1, Set.of(), 80)).isEqualTo(50);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsWhatOneMoreGets(final long seed) {
        final var random = new SplittableRandom(seed);
        final List<Flow> flows = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            flows.add(demand(0.5 + 2 * random.nextDouble(), 60 * random.nextDouble()));
        }
        final double rate = foreseen();
        final Flow oneMore = demand(1, Double.MAX_VALUE);
        assertThat(oneMore.bytesPerSecond())
                .as("seed %d, %d flows", seed, flows.size())
                .isCloseTo(rate, within(1e-9));
    }
}
