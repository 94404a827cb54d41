package io.github.cloudsimmigration.technique.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bandwidth that microwiper's order goes by. Stripes of two pages; every stripe has a rate of one page per round. */
final class StripesByRateTest {
    private static final int PAGES = 64;
    private static final StripesByRate ORDER = new StripesByRate(2, 1024, 0.5);

    private double pagesPerSecond = 10;
    private final SendOrder.Sorter sorter = ORDER.start(
            new MigratingGuest(new GuestMemory(MemoryLayout.ofPages(PAGES), 1), null, () -> pagesPerSecond));
    private final PageSet everySecond =
            PageSet.of(PAGES, IntStream.range(0, PAGES / 2).map(i -> 2 * i).toArray());

    /** The sum has to exceed the bandwidth, so the stripe behind is sent, too. */
    @Test
    void firstMeasurementIsTheEstimate() {
        roundEnds(1);
        assertThat(stripes(2)).isEqualTo(11);
    }

    /** 10, then 15 of 10 and 20, then 17.5 of 15 and 20. */
    @Test
    void laterMeasurementsCountByHalf() {
        roundEnds(1);
        pagesPerSecond = 20;
        roundEnds(1);
        assertThat(stripes(3)).isEqualTo(16);
        roundEnds(1);
        assertThat(stripes(4)).isEqualTo(18);
    }

    /** In two seconds the link keeps pace with twice as many pages, in no time with none. */
    @Test
    void rateIsPerSecondOfTheRound() {
        roundEnds(2);
        assertThat(stripes(2)).isEqualTo(21);
        roundEnds(0.5);
        assertThat(stripes(3)).isEqualTo(6);
    }

    @Test
    void linkThatWasNotMeasuredYetIsNotTheLimit() {
        pagesPerSecond = Double.POSITIVE_INFINITY;
        roundEnds(1);
        assertThat(stripes(2)).isEqualTo(32);
        pagesPerSecond = 4;
        roundEnds(1);
        assertThat(stripes(3)).isEqualTo(5);
    }

    /** Stripe 0 holds nothing to send: it does not take part, and its rate does not count. */
    @Test
    void stripesWithNothingToSendTakeNoPart() {
        roundEnds(1);
        final PageSet send = everySecond.copy();
        send.remove(0);
        final PageRanges ranges = sorter.order(2, send);
        assertThat(ranges.from(0)).isEqualTo(2);
        assertThat(ranges.size()).isEqualTo(11);
    }

    private void roundEnds(final double seconds) {
        sorter.roundEnded(
                new RoundTally(1, PAGES, PAGES, PAGES, 0, 0, 0, seconds, seconds, PAGES / 2, PAGES / 2), everySecond);
    }

    private int stripes(final int round) {
        return sorter.order(round, everySecond).size();
    }
}
