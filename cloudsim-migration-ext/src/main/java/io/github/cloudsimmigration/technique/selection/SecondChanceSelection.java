package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * Two phases: first every page has to survive a second chance before it is sent, then classic pre-copy finishes.
 *
 * <p>Source: N. Agrawal, R. K. Pateriya, "Enhanced Time Series Based Pre-copy Method for Live Migration of Virtual Machine", IJAET
 * 2013.
 *
 * <p>Idea. Round 1 sends everything. In the rounds after it a pending page gets a mark and is held; with the mark it is sent in the
 * next round. A page that is written loses its mark. So a page is sent only after a whole round without a write. Phase 2 is
 * classic pre-copy. It begins, for good, after enough rounds, or when few pages are pending, or when too many pages were
 * sent more than once; the live phase does not end before, nor without a round of it.
 *
 * <p>What the paper leaves open: the classic stop rules count rounds and pages from the start of the migration.
 *
 * <p>Cost per round: O(n / 64) words; one bitmap.
 *
 * <p>What it does not claim: a shorter downtime. Pages that are seldom written are sent one round later than by Xen.
 *
 * @param maxRounds phase 1 does not go beyond this round
 * @param fewPages fewer pending pages than this begin phase 2
 * @param duplicates so many times the number of pages may have been sent more than once in phase 1
 */
public record SecondChanceSelection(int maxRounds, int fewPages, double duplicates) implements LearningSelection {
    /** The paper's numbers. */
    public static final SecondChanceSelection DEFAULT = new SecondChanceSelection(28, 55, 2.5);

    public SecondChanceSelection {
        Validate.isTrue(maxRounds > 0, "second chances until round %d, expected 1 or more", maxRounds);
        Validate.isTrue(fewPages >= 0, "few pages: %d, expected 0 or more", fewPages);
        Validate.isTrue(duplicates >= 0, "duplicates of %s times the memory, expected 0 or more", duplicates);
    }

    @Override
    public boolean peeks() {
        return true;
    }

    /**
     * {@return the stop rule that goes with it}
     *
     * @param classic when phase 2 ends
     */
    public Stop stopRule(final StopRule.RoundRule classic) {
        return new Stop(this, classic);
    }

    /** {@return whether the round after those is one of classic pre-copy} */
    boolean classicAfter(final List<RoundTally> rounds, final int pages) {
        long again = 0;
        for (final RoundTally round : rounds) {
            again += round.sent() - round.firstSent();
            if (round.round() >= maxRounds || round.left() < fewPages || again > duplicates * pages) {
                return true;
            }
        }
        return false;
    }

    @Override
    public StopRule stopRule() {
        return stopRule(ClassicStop.XEN);
    }

    @Override
    public Selector start(final MigratingGuest guest) {
        return new Marks(guest);
    }

    /**
     * Ends the live phase by another rule, which counts from the first round, but not before phase 2.
     *
     * @param phases what tells the phases apart
     * @param classic when phase 2 ends
     */
    public record Stop(SecondChanceSelection phases, StopRule.RoundRule classic) implements StopRule.RoundRule {
        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
            final boolean wasClassic =
                    !rounds.isEmpty() && phases.classicAfter(rounds.subList(0, rounds.size() - 1), pages);
            return wasClassic ? classic.check(rounds, pages) : Optional.empty();
        }
    }

    private final class Marks implements Selector {
        private final List<RoundTally> rounds = new ArrayList<>();
        private final PageSet marked;
        private final int pages;

        Marks(final MigratingGuest guest) {
            this.pages = guest.guestPages();
            this.marked = new PageSet(guest.pages());
        }

        @Override
        public void choose(final int round, final PageSet pending, final PageSet send) {
            send.set(pending);
            if (round > 1 && !classicAfter(rounds, pages)) {
                send.retainAll(marked);
                marked.set(pending);
            }
        }

        @Override
        public void sent(final PageBatch batch) {
            batch.removeFrom(marked);
        }

        @Override
        public void roundEnded(final RoundTally tally, final PageSet dirty) {
            marked.removeAll(dirty);
            rounds.add(tally);
        }
    }
}
