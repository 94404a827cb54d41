package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;

/**
 * A guest's memory on its way, round by round: which pages are pending, which of them the round under way is to send, and what has become of that
 * so far.
 */
final class MemoryTransfer {
    private final RunningGuest guest;
    private final Decisions decisions;
    private final MigrationLedger ledger;
    private final MigrationListener listener;
    private final boolean skipsFreePages;
    private final int oneIn;

    private final PageSet pending;
    private final PageSet chosen;
    private final PageSet dirty;
    private final PageSet everSent;
    private final PageBatch arrived = new PageBatch();
    private OpenRound round = OpenRound.none();

    /** Begins with all pages pending. */
    MemoryTransfer(
            final Technique technique,
            final RunningGuest guest,
            final Decisions decisions,
            final MigrationLedger ledger,
            final MigrationListener listener) {
        this.guest = guest;
        this.decisions = decisions;
        this.ledger = ledger;
        this.listener = listener;
        skipsFreePages = technique.selection().skipsFreePages();
        oneIn = guest.memory().layout().oneIn();
        final int pages = guest.memory().pages();
        pending = PageSet.full(pages);
        chosen = new PageSet(pages);
        dirty = new PageSet(pages);
        everSent = new PageSet(pages);
    }

    /** {@return how many pages of the guest so many of the memory stand for, which may be a sample} */
    int inGuest(final int pages) {
        return pages * oneIn;
    }

    /** {@return the pages to be sent some time; a live view} */
    PageSet pending() {
        return pending;
    }

    /** {@return the pages to be sent in the round under way; a live view} */
    PageSet chosen() {
        return chosen;
    }

    /** {@return the round under way} */
    OpenRound round() {
        return round;
    }

    /** {@return what is pending, in bytes of the guest} */
    long remainingBytes() {
        return (long) inGuest(pending.cardinality()) * guest.memory().pageSize();
    }

    /** Drops free pages from those pending, if the selection skips them. */
    void forgetFreePages() {
        if (skipsFreePages) {
            pending.retainAll(guest.memory().allocated());
        }
    }

    /**
     * Begins a round.
     *
     * @param nowPending how many pages of the guest are pending
     * @param throttle the share of its CPU time that the VM is denied
     */
    void beginRound(final int nowPending, final double throttle) {
        round = new OpenRound(nowPending, throttle);
    }

    /** Begins a round that is to send all that is pending. */
    void beginRoundOfAll() {
        chosen.set(pending);
        beginRound(inGuest(chosen.cardinality()), 0);
    }

    /** Sees pages that have been found dirty again when their turn came, and forgets them. */
    void foundEarly(final PageBatch early) {
        if (!early.isEmpty()) {
            decisions.selector().foundEarly(early);
            round.skipped(inGuest(early.pages()));
            early.clear();
        }
    }

    /** Some batches of a slice have arrived, those that come first. */
    void arrived(final Slice slice, final int batches) {
        round.sent(slice.each(), batches);
        slice.moveFirst(batches, arrived);
        pagesArrived();
    }

    /** So much of a slice has crossed, of which there will be no more. The page on its way is still pending, though its bytes have crossed. */
    void partlyArrived(final Slice slice, final double bytes) {
        final long crossedBytes = Math.round(bytes);
        final long each = slice.each().bytes();
        final int batches = each == 0 ? 0 : (int) (crossedBytes / each);
        final Traffic part = PartOfSlice.of(slice.each(), crossedBytes - batches * each, oneIn);
        round.sent(slice.each(), batches);
        round.sent(part);
        slice.moveFirst(batches, arrived);
        slice.pages().keepFirst(part.pages() / oneIn);
        arrived.takeAll(slice.pages());
        pagesArrived();
    }

    private void pagesArrived() {
        arrived.removeFrom(pending);
        decisions.selector().sent(arrived);
        decisions.sorter().sent(arrived);
        if (!arrived.isEmpty()) {
            listener.batchSent(arrived);
        }
    }

    /** Pages have left that follow the VM. */
    void followed(final PageBatch sent) {
        sent.removeFrom(pending);
        listener.batchSent(sent);
    }

    /** {@return the pages written since the last time; valid until the next} */
    PageSet sync() {
        guest.sync(dirty);
        return dirty;
    }

    /** Ends a round of the live phase with a sync, after which the pages written are pending. {@return what it did} */
    RoundTally endLiveRound() {
        round.heldTheRest();
        countFirst();
        sync();
        ledger.synced();
        pending.addAll(dirty);
        forgetFreePages();
        final RoundRecord ended = record(CopyPhase.LIVE, inGuest(dirty.cardinality()));
        final RoundTally tally = ended.tally();
        decisions.selector().roundEnded(tally, dirty);
        decisions.sorter().roundEnded(tally, dirty);
        decisions.governor().roundEnded(tally);
        decisions.rateController().roundEnded(tally);
        listener.roundFinished(ended);
        return tally;
    }

    /** Ends a round in which the VM stood still, or its memory followed it. */
    void endRound(final CopyPhase phase) {
        countFirst();
        listener.roundFinished(record(phase, 0));
    }

    /** Ends the round under way before its time, if there is one. */
    void abort(final CopyPhase phase) {
        countFirst();
        sync();
        pending.addAll(dirty);
        if (!round.isEmpty()) {
            record(phase, inGuest(dirty.cardinality()));
        }
    }

    /** Takes note that what is pending and not chosen has been held; for a round that is aborted, whose chosen pages were still to be sent. */
    void holdTheUnchosen() {
        round.held(round.pending() - inGuest(chosen.cardinality()));
    }

    private RoundRecord record(final CopyPhase phase, final int dirtied) {
        final RoundRecord ended = round.close(ledger.nextRound(), phase, dirtied, inGuest(pending.cardinality()));
        round = OpenRound.none();
        ledger.ended(ended);
        return ended;
    }

    /** Counts those that were sent for the first time among the pages that were to be sent in the round and are pending no more. */
    private void countFirst() {
        chosen.removeAll(pending);
        round.sentFirst(inGuest(everSent.addAllNew(chosen)));
    }
}
