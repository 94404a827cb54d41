package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import org.apache.commons.lang3.Validate;

/**
 * The review's own pre-copy: an update-count threshold, then the history of the last three rounds.
 *
 * <p>Source: A. K. Bhatia, G. Singh, "A Review on Different Types of Live VM Migration Methods with Proposed Pre-Copy
 * Approach", IJET 7 (4.12), 2018, 6-12, section "Proposed Method".
 *
 * <p>Idea. Round 1 sends only pages that were not modified while the VM was watched (all of them if none was; if all
 * allocated ones were, those that pass the test of the later rounds). From round 2 a pending page is sent if it was updated
 * less often than the average page since the VM started (T), and not at all in the last three rounds. The final round sends
 * the rest.
 *
 * <p>What the review leaves open: the watch lasts one second in ten intervals, which are the history that round 1 starts
 * from; if T is 0 every page passes the first test; free pages are pages like others, so they lower T.
 *
 * <p>Cost: one counter per page that may be written (up to 4 bytes), four bitmaps; per round O(n / 64) words.
 *
 * <p>What it does not claim: a short downtime on skewed workloads. Pages updated at least T times are never sent before the
 * final round, however quiet they are by then; fewer pages are sent in all, but the final round, and with it the downtime,
 * grows. {@code coldOnlyThreshold} above 1 shows the trade-off.
 *
 * @param observationIntervals intervals of the watch before round 1
 * @param observationSeconds guest time of the whole watch
 * @param historyRounds how many rounds (or intervals) a page must have been quiet
 * @param coldOnlyThreshold a page is cold below this many times the average update count
 */
public record ProposedSelection(
        int observationIntervals, double observationSeconds, int historyRounds, double coldOnlyThreshold)
        implements LearningSelection {
    /** The review's rule with the resolutions above. */
    public static final ProposedSelection DEFAULT = new ProposedSelection(10, 1.0, 3, 1.0);

    public ProposedSelection {
        Validate.isTrue(
                observationIntervals >= 0, "observation of %d intervals, expected 0 or more", observationIntervals);
        Validate.isTrue(
                observationSeconds >= 0 && Double.isFinite(observationSeconds),
                "observation of %s s, expected 0 or more",
                observationSeconds);
        Validate.isTrue(historyRounds >= 0, "history of %d rounds, expected 0 or more", historyRounds);
        Validate.isTrue(
                coldOnlyThreshold >= 0, "threshold of %s times the mean, expected 0 or more", coldOnlyThreshold);
    }

    @Override
    public boolean countsUpdates() {
        return true;
    }

    @Override
    public Observation observation() {
        return observationIntervals == 0
                ? Observation.NONE
                : new Observation(observationIntervals, observationSeconds / observationIntervals);
    }

    @Override
    public StopRule stopRule() {
        return ClassicStop.holding(historyRounds + 1);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new History(guest);
    }

    private final class History implements Selector {
        private final MigratingGuest guest;
        private final PageSet modified;
        private final WriteHistory last = new WriteHistory(historyRounds);

        History(final MigratingGuest guest) {
            this.guest = guest;
            this.modified = new PageSet(guest.pages());
        }

        @Override
        public void observed(final PageSet written) {
            modified.addAll(written);
            last.remember(written);
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            send.set(pending);
            if (round > 1
                    || (!modified.isEmpty()
                            && modified.containsAll(guest.memory().allocated()))) {
                keepColdAndQuiet(send);
            } else {
                send.removeAll(modified);
            }
        }

        private void keepColdAndQuiet(final PageSet send) {
            last.forEach(send::removeAll);
            final UpdateCounts updates = guest.updates();
            if (updates.mean() > 0) {
                updates.removeFrom(send, updates.mean() * coldOnlyThreshold);
            }
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            last.remember(dirty);
        }
    }
}
