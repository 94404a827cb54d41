package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.Phase.Remainder;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.BatchPace;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Sends the pages of a round while the VM runs, slice by slice, for as long as the stop rule lets it go on.
 *
 * <p>Key idea: a driver that knows the rate to be steady is given a longer step. What the stop rule would find meanwhile is worked out,
 * what a peek into the dirty log would find is {@linkplain Foresight foreseen}; when the rate changes, the batches sent whole are accounted
 * for, and the rest becomes the step under way.
 */
final class RoundSending {
    /**
     * A step ends after the piece that is being sent at a given time; that is put into the middle of the piece, where rounding does no
     * harm.
     */
    private static final double IN_THE_LAST_BATCH = 0.5;

    private final Decisions decisions;
    private final StopRule.Judge judge;
    private final RunningGuest guest;
    private final MemoryTransfer transfer;
    private final MigrationLedger ledger;
    private final SliceLoader loader;
    private final Foresight foresight;
    private final Slice slice = new Slice();

    RoundSending(final PhaseContext context) {
        decisions = context.decisions();
        judge = decisions.judge();
        guest = context.guest();
        transfer = context.transfer();
        ledger = context.ledger();
        loader = new SliceLoader(context.technique(), guest, decisions.encoder());
        foresight = new Foresight(guest, loader, Phase.LONGEST_STEP_SECONDS);
    }

    /** Begins a round that sends some pages in an order. */
    void begin(final PageSet chosen, final PageRanges order) {
        loader.begin(chosen, order);
        slice.clear();
        decisions.encoder().begin(CopyPhase.LIVE, slice.each());
    }

    /**
     * {@return the next step; null if all is sent that is to be sent}
     *
     * @param cutShort whether nothing more is to be loaded
     */
    @Nullable
    Step next(final boolean cutShort) {
        if (!cutShort && !judge.endsRound(transfer.round().unsent())) {
            final double nextLook = Math.max(0, judge.secondsToNextLook());
            final boolean looksMeanwhile = nextLook > 0 && nextLook < Double.POSITIVE_INFINITY;
            final boolean loaded = loader.load(slice, !looksMeanwhile);
            transfer.foundEarly(slice.early());
            if (loaded) {
                return stepUntil(nextLook);
            }
        }
        slice.clearIfSent();
        if (slice.isEmpty()) {
            return null;
        }
        slice.addEmptyBatch();
        return stepUntil(Double.POSITIVE_INFINITY);
    }

    private Step stepUntil(final double seconds) {
        return slice.step(foresight.bytes(), decisions.rateController().bytesPerSecond(), seconds);
    }

    private Step.Send sendUntil(final double seconds) {
        return slice.send(foresight.bytes(), decisions.rateController().bytesPerSecond(), seconds);
    }

    /** {@return the step under way, which begins and goes at one rate} */
    Step.Send goesAt(final double bytesPerSecond) {
        foresight.goBack();
        final double nextLook = judge.secondsToNextLook();
        if (bytesPerSecond > 0 && slice.batches() > 1) {
            return sendUntil(secondsAt(bytesPerSecond));
        }
        if (nextLook == Double.POSITIVE_INFINITY) {
            foresight.look(slice, bytesPerSecond, decisions.throttle());
        }
        return sendUntil(nextLook);
    }

    /** {@return for how long to send, up to a look that matters, if all goes at one rate} */
    private double secondsAt(final double bytesPerSecond) {
        final Traffic each = slice.each();
        final var pace = new BatchPace(each.bytes(), each.pages(), each.bytes() / bytesPerSecond);
        final int most = pace.batchesIn(Phase.LONGEST_STEP_SECONDS, slice.batches());
        return (judge.batchesToNextLook(pace, transfer.round().unsent(), most) - IN_THE_LAST_BATCH) * pace.seconds();
    }

    /** Leaves behind what has been sent to its end. {@return that, and the step under way then} */
    Remainder rateChanges(final double seconds, final double bytes) {
        final Step.Passed passed = foresight.isEmpty() ? piecesSent(seconds, bytes) : foreseenSent(seconds, bytes);
        return new Remainder(passed, sendUntil(judge.secondsToNextLook()));
    }

    private Step.Passed piecesSent(final double seconds, final double bytes) {
        final int batches = slice.wholeBatchesOf(bytes);
        final var passed = Step.Passed.of(batches * slice.each().bytes(), bytes, seconds);
        if (passed.bytes() > 0) {
            transfer.arrived(slice, batches);
            pass(passed.seconds(), passed.bytes(), batches);
            takeLookThatMayBeDue();
        }
        return passed;
    }

    /** The round is known to go on; the judge is asked so that it takes note of having been. */
    private void takeLookThatMayBeDue() {
        judge.endsRound(transfer.round().unsent());
    }

    private Step.Passed foreseenSent(final double seconds, final double bytes) {
        foresight.end(slice, seconds);
        if (foresight.isEmpty()) {
            return new Step.Passed(0, 0);
        }
        final var passed = Step.Passed.of(slice.bytes() + foresight.batches().bytes(), bytes, seconds);
        foreseenArrived();
        pass(passed.seconds(), passed.bytes(), 1);
        return passed;
    }

    /** What was foreseen has come true, up to the last batch, which is under way. */
    private void foreseenArrived() {
        transfer.arrived(slice, slice.batches());
        slice.add(foresight.batches());
        transfer.foundEarly(slice.early());
        transfer.arrived(slice, slice.batches());
        slice.add(foresight.last());
        transfer.foundEarly(slice.early());
    }

    /** Takes note of how the step under way went. */
    void done(final double seconds, final double bytes, final boolean steadily) {
        int batches = 1;
        if (foresight.isEmpty()) {
            batches = slice.batchesOf(bytes);
            transfer.arrived(slice, batches);
        } else {
            foreseenArrived();
            transfer.arrived(slice, slice.batches());
        }
        pass(seconds, Math.round(bytes), steadily ? Math.max(1, batches) : 1);
    }

    /** Ends in the midst of the step under way. */
    void abort(final double seconds, final double bytes) {
        double left = seconds;
        double sent = bytes;
        if (!foresight.isEmpty()) {
            final Step.Passed passed = foreseenSent(seconds, bytes);
            left -= passed.seconds();
            sent = Math.max(0, sent - passed.bytes());
        }
        transfer.partlyArrived(slice, sent);
        transfer.round().passSending(left);
        passGuestTime(left);
    }

    private void pass(final double seconds, final long bytes, final int batches) {
        transfer.round().passSending(seconds);
        passGuestTime(seconds);
        judge.passed(bytes, seconds, batches);
    }

    /** Lets the guest run on. */
    void passGuestTime(final double seconds) {
        ledger.lostCpu(seconds * decisions.throttle());
        final double ahead = foresight.forget(seconds);
        guest.pass(Math.max(0, seconds - ahead), decisions.throttle());
    }
}
