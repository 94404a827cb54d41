package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.stop.ClassicStop;

/**
 * Holds pages that are written again soon: their reuse distance is short.
 *
 * <p>Source: J. F. Alamdari, K. Zamanifar, "A Reuse Distance Based Precopy Approach to Improve Live Migration of Virtual Machines", PDGC
 * 2012.
 *
 * <p>Idea. The reuse distance of a page is the number of pages written between its last two writes. At the granularity of the dirty log
 * these are two rounds a &lt; b, and the distance is the sum of the pages written in each round between them; infinite if there
 * is no a. A page that was not written in the last round is sent, and so is one that was if its distance is at least the number of
 * pages written in the last round. Others are held. Pages found in the dirty log when their batch comes up are skipped, as by Xen.
 *
 * <p>What the paper leaves open: what the distance is where only whole rounds are known. The sum counts a page once for each round
 * between the two it was written in; with {@code exact} it counts once.
 *
 * <p>Cost per round: O(n / 64) words for the last round and each earlier one nearer to it than the pages it wrote; one bitmap for each
 * round so far.
 *
 * <p>What it does not claim: a short downtime. Pages written round after round wait for the final one.
 *
 * @param exact whether the distance counts distinct pages
 */
public record ReuseDistanceSelection(boolean exact) implements LearningSelection {
    /** The distance as a sum over rounds. */
    public static final ReuseDistanceSelection DEFAULT = new ReuseDistanceSelection(false);

    @Override
    public boolean peeks() {
        return true;
    }

    @Override
    public StopRule stopRule() {
        return ClassicStop.holding(2);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new Distances(guest.pages());
    }

    private final class Distances implements Selector {
        private final WriteHistory history = new WriteHistory(Integer.MAX_VALUE);
        private final PageSet near;

        Distances(final int pages) {
            near = new PageSet(pages);
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            send.set(pending);
            send.removeAll(near);
        }

        /** The earlier a round, the greater the distance to it: the near ones are the last few. */
        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            final int far = dirty.cardinality();
            long distance = 0;
            near.clear();
            for (final PageSet earlier : history) {
                if (distance >= far) {
                    break;
                }
                near.addAll(earlier);
                distance = exact ? near.cardinality() : distance + earlier.cardinality();
            }
            near.retainAll(dirty);
            history.remember(dirty);
        }
    }
}
