package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import org.apache.commons.lang3.Validate;

/**
 * Dirty page delay transfer: a page written in the last round and already again in this one is delayed.
 *
 * <p>Source: D. Chen, H. Yang, Q. Xue, Y. Zhou, "Live Migration of Virtual Machines Based on DPDT", CWSN 2012.
 *
 * <p>Idea. Next to Xen's bitmaps ({@code to_send}, {@code to_skip}, {@code to_fix}) there is a {@code to_delay}: a page that was written
 * in the last round and is found in the dirty log when its batch comes up goes into it, and is held from then on. Others are
 * sent, or skipped, as by Xen. The final round sends the delayed pages with the rest.
 *
 * <p>What the paper leaves open: a page stays delayed until the final round, unless {@code releaseAfter} is above 0.
 *
 * <p>Cost per round: O(n / 64) words; two bitmaps more than Xen and one for each round of {@code releaseAfter}.
 *
 * <p>What it does not claim: a short downtime. A page that was busy in two successive rounds waits for the final round, however quiet
 * it has become.
 *
 * @param releaseAfter a delayed page is sent again after so many successive rounds in which it was not written; 0 for never
 */
public record DelaySelection(int releaseAfter) implements LearningSelection {
    /** The paper's rule: delayed pages wait for the final round. */
    public static final DelaySelection DEFAULT = new DelaySelection(0);

    public DelaySelection {
        Validate.isTrue(releaseAfter >= 0, "release after %d clean rounds, expected 0 or more", releaseAfter);
    }

    @Override
    public boolean peeks() {
        return true;
    }

    @Override
    public StopRule stopRule() {
        return ClassicStop.holding(1);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new Delays(guest.pages());
    }

    private final class Delays implements Selector {
        private final WriteHistory last = new WriteHistory(releaseAfter);
        private final PageSet delayed;
        private final PageSet writtenLast;
        private final PageSet recent;
        private final PageBatch late = new PageBatch();

        Delays(final int pages) {
            delayed = new PageSet(pages);
            writtenLast = new PageSet(pages);
            recent = new PageSet(pages);
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            if (releaseAfter > 0) {
                recent.clear();
                last.forEach(recent::addAll);
                delayed.retainAll(recent);
            }
            send.set(pending);
            send.removeAll(delayed);
        }

        @Override
        public void foundEarly(final PageBatch early) {
            early.moveTo(late, writtenLast);
            late.addTo(delayed);
            early.moveTo(late, delayed);
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            writtenLast.set(dirty);
            last.remember(dirty);
        }
    }
}
