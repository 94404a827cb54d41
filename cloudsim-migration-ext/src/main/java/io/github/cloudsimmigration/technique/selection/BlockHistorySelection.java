package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.order.ColdBlocksFirst;
import io.github.cloudsimmigration.technique.stop.ClassicStop;

/**
 * Sends a page once it was clean in at least as many rounds as it was dirty, since it was last sent.
 *
 * <p>Source: B. Das, K. K. Mandal, S. Das, "Improving Total Migration Time in Live Virtual Machine Migration", ICCCT 2015; its order of
 * blocks is {@link ColdBlocksFirst}.
 *
 * <p>Idea. Every page has the round of its last send and one dirty bit for each round. Round 1 sends everything. From then on a pending
 * page that was not written in the last round is sent if at least half of its bits since its last send are zeros; others are
 * held. The dirty log is not peeked at.
 *
 * <p>What the paper leaves open: bits count from the round after the send on, so a write in the round of the send makes the page
 * pending but does not count against it.
 *
 * <p>Cost: one number per page (4 bytes) instead of its bits: each write puts the page off by two rounds. Per round O(n / 64) words plus
 * the pages sent, written, and pending but not written in the last round.
 *
 * <p>What it does not claim: that a page busy for long is ever sent before the final round; it has to be quiet for as long.
 */
public record BlockHistorySelection() implements LearningSelection {
    @Override
    public StopRule stopRule() {
        return ClassicStop.holding(2);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new DirtyBits(guest.pages());
    }

    private static final class DirtyBits implements Selector {
        /** Round of the last send plus twice the ones since: zeros are not fewer than ones in the rounds behind it. */
        private final int[] quietAfter;

        private final PageSet sentNow;
        private final PageSet writtenLast;
        private int current;

        DirtyBits(final int pages) {
            quietAfter = new int[pages];
            sentNow = new PageSet(pages);
            writtenLast = new PageSet(pages);
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            current = round;
            sentNow.clear();
            send.set(pending);
            send.removeAll(writtenLast);
            if (round > 1) {
                send.removeIf(page -> quietAfter[page] >= round);
            }
        }

        @Override
        public void sent(final PageBatch batch) {
            batch.addTo(sentNow);
            batch.forEach(page -> quietAfter[page] = current);
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            writtenLast.set(dirty);
            dirty.forEach(page -> {
                if (!sentNow.contains(page)) {
                    quietAfter[page] += 2;
                }
            });
        }
    }
}
