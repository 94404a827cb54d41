package io.github.cloudsimmigration.technique.order;

import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import org.apache.commons.lang3.Validate;

/**
 * Stripes of memory in ascending order of their rewriting rate, as many in a round as the link keeps pace with.
 *
 * <p>Source: Y. Du, H. Yu, G. Shi, J. Chen, W. Zheng, "Microwiper: Efficient Memory Propagation in Live Migration of Virtual
 * Machines", ICPP 2010.
 *
 * <p>Idea. Memory is cut into stripes. A stripe's rewriting rate is the number of its pages written in the last round per second of
 * that round. From round 2 the stripes that hold pages to send are sent in ascending order of rate, the lower one first among equals,
 * and their rates are added up. The round ends with the stripe whose rate lifts the sum above the link's bandwidth: what is left
 * is written faster than it can be sent, and stays pending. Round 1 sends everything.
 *
 * <p>What the paper leaves open: a stripe has 32 pages (the paper's example, 128 MiB) or a 1024th of the memory, whichever is more; the
 * bandwidth is an exponential average of the measured rate, of weight one half.
 *
 * <p>Cost per round: O(n / 64) words to count, and the sorting of about a thousand stripes.
 *
 * <p>What it does not claim: that a page sent is cold. Rates are known by stripe only, so a hot page drags its neighbours along.
 *
 * @param minStripePages pages of a stripe at least
 * @param stripes into about how many stripes a large memory is cut: one has the number of pages divided by this, rounded down
 * @param weight weight of the last round in the bandwidth estimate, above 0, at most 1
 */
public record StripesByRate(int minStripePages, int stripes, double weight) implements SendOrder {
    /** The paper's order with the resolutions above. */
    public static final StripesByRate DEFAULT = new StripesByRate(32, 1024, 0.5);

    public StripesByRate {
        Validate.isTrue(minStripePages > 0, "stripes of at least %d pages, expected 1 or more", minStripePages);
        Validate.isTrue(stripes > 0, "memory in about %d stripes, expected 1 or more", stripes);
        Validate.isTrue(
                weight > 0 && weight <= 1,
                "weight of the last round's bandwidth %s, expected above 0 and at most 1",
                weight);
    }

    @Override
    public Sorter start(final MigratingGuest guest) {
        return new Stripes(guest);
    }

    private final class Stripes implements Sorter {
        private static final double ROUNDING = 1e-9;

        private final MigratingGuest guest;
        private final BlockCounts written;
        private double seconds;
        private double pagesPerSecond = Double.POSITIVE_INFINITY;

        Stripes(final MigratingGuest guest) {
            this.guest = guest;
            this.written = new BlockCounts(guest.pages(), Math.max(minStripePages, guest.pages() / stripes));
        }

        @Override
        public PageRanges order(final int round, final PageSet send) {
            if (round == 1) {
                return PageRanges.sweep(guest.pages());
            }
            final var ranges = new PageRanges();
            long sum = 0;
            for (final int stripe : written.ascending()) {
                if (send.cardinality(written.from(stripe), written.to(stripe)) == 0) {
                    continue;
                }
                ranges.add(written.from(stripe), written.to(stripe));
                sum += written.get(stripe);
                if (sum > pagesPerSecond * seconds * (1 + ROUNDING)) {
                    break;
                }
            }
            return ranges;
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            written.clear();
            written.add(dirty);
            seconds = tally.seconds();
            final double measured = guest.pagesPerSecond();
            pagesPerSecond =
                    Double.isInfinite(pagesPerSecond) ? measured : weight * measured + (1 - weight) * pagesPerSecond;
        }
    }
}
