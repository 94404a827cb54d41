package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * Pre-copy: round by round, what is pending is sent while the VM runs on and writes, until there is a reason to stop it.
 *
 * <p>A round chooses pages, {@linkplain RoundSending sends} them, waits for what it has to, and ends with a sync.
 */
final class LiveRounds implements Phase {
    private static final int MOST_ROUNDS_FOR_NOTHING = 10_000;

    private final Technique technique;
    private final Decisions decisions;
    private final RunningGuest guest;
    private final MemoryTransfer transfer;
    private final MigrationLedger ledger;
    private final Consumer<StopReason> whenOver;
    private final RoundSending sending;

    private int roundsForNothing;
    private boolean allSent;
    private @Nullable StopReason requestedStop;
    private double downtimeLimitSeconds = -1;

    LiveRounds(final PhaseContext context, final Consumer<StopReason> whenOver) {
        technique = context.technique();
        decisions = context.decisions();
        guest = context.guest();
        transfer = context.transfer();
        ledger = context.ledger();
        this.whenOver = whenOver;
        sending = new RoundSending(context);
    }

    /** Ends behind the step under way, whatever the stop rule says. */
    void requestStop(final StopReason reason) {
        requestedStop = reason;
    }

    /** Ends as soon as the rest can be sent within so long. */
    void limitDowntime(final double seconds) {
        if (!decisions.judge().limitDowntime(seconds)) {
            downtimeLimitSeconds = seconds;
        }
    }

    @Override
    public CopyPhase copyPhase() {
        return CopyPhase.LIVE;
    }

    @Override
    public double lostCpuShare() {
        return decisions.throttle();
    }

    /** Begins the next round, if there is no reason to stop. */
    void goOnOrStop() {
        final Optional<StopReason> reason = reasonToStop();
        ledger.expectDowntime();
        reason.ifPresentOrElse(whenOver, this::beginRound);
    }

    private Optional<StopReason> reasonToStop() {
        if (requestedStop != null) {
            return Optional.of(requestedStop);
        }
        final List<RoundTally> tallies = ledger.tallies();
        final Optional<StopReason> reason = decisions.judge().check(tallies);
        final boolean fits = !tallies.isEmpty()
                && RoundTally.secondsToSendTheRest(tallies, guest.memory().pageSize()) <= downtimeLimitSeconds;
        return reason.isEmpty() && fits ? Optional.of(StopReason.DOWNTIME_LIMIT) : reason;
    }

    private void beginRound() {
        final int number = ledger.nextRound();
        guest.startSampling();
        transfer.forgetFreePages();
        final int left = transfer.pending().cardinality();
        final PageSet chosen = choose(number, left);
        sending.begin(chosen, decisions.sorter().order(number, chosen));
        transfer.beginRound(transfer.inGuest(left), lostCpuShare());
        allSent = false;
    }

    private PageSet choose(final int number, final int left) {
        final PageSet pending = transfer.pending();
        final PageSet chosen = transfer.chosen();
        chosen.clear();
        decisions.selector().choose(number, pending, chosen);
        Validate.validState(
                pending.cardinality() == left,
                "%s changed the pending pages of round %d, expected it to leave them alone",
                technique.selection(),
                number);
        Validate.validState(
                pending.containsAll(chosen),
                "%s chose pages for round %d that are not pending, expected none",
                technique.selection(),
                number);
        return chosen;
    }

    @Override
    public Step next() {
        if (!allSent) {
            final Step step = sending.next(requestedStop != null);
            if (step != null) {
                return step;
            }
            allSent = true;
        }
        return restOfRound();
    }

    private Step restOfRound() {
        final OpenRound round = transfer.round();
        final double scan =
                technique.scanSecondsPerPage() * guest.memory().layout().guestPages();
        final boolean cutShort = requestedStop != null || decisions.judge().endsRound(round.unsent());
        final double least = cutShort ? 0 : technique.minRoundSeconds();
        final double wait =
                Math.max(scan, least - round.seconds()) + decisions.governor().syncWaitSeconds(round.seconds() + scan);
        return new Step.Wait(wait, scan);
    }

    @Override
    public void done(final double seconds, final double bytes, final boolean steadily) {
        if (!allSent) {
            sending.done(seconds, bytes, steadily);
            return;
        }
        transfer.round().pass(seconds);
        sending.passGuestTime(seconds);
        decisions.judge().passed(0, seconds, 1);
        countForNothing(transfer.endLiveRound());
        goOnOrStop();
    }

    /** Time stands still in such rounds, so that no timeout ends them. */
    private void countForNothing(final RoundTally round) {
        roundsForNothing = round.seconds() > 0 || round.sent() > 0 ? 0 : roundsForNothing + 1;
        Validate.validState(
                roundsForNothing < MOST_ROUNDS_FOR_NOTHING,
                "%d rounds of %s in a row took no time and sent nothing, expected %s to end the live phase, or %s to choose pages",
                MOST_ROUNDS_FOR_NOTHING,
                technique.name(),
                technique.stopRule(),
                technique.selection());
    }

    @Override
    public Step.Send goesAt(final Step.Send send, final double bytesPerSecond) {
        return sending.goesAt(bytesPerSecond);
    }

    @Override
    public Remainder rateChanges(final Step.Send send, final double seconds, final double bytes) {
        return sending.rateChanges(seconds, bytes);
    }

    /** Encoders that encode pages by what has been sent before would take those left out for sent. */
    @Override
    public boolean interrupt(final double seconds, final double bytes) {
        if (requestedStop == null || allSent || technique.encoding().needs(Need.EARLIER_PAGES)) {
            return false;
        }
        sending.abort(seconds, bytes);
        allSent = true;
        return true;
    }

    @Override
    public void abort(final double seconds, final double bytes) {
        if (allSent) {
            transfer.round().pass(seconds);
            sending.passGuestTime(seconds);
        } else {
            sending.abort(seconds, bytes);
        }
        transfer.holdTheUnchosen();
    }
}
