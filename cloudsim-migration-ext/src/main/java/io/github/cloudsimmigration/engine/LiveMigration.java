package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * One migration, as a state machine driven by the time its transfers take.
 *
 * <p>Ask for the {@linkplain #next() next step}, carry it out, say {@linkplain #done(double) how long it took}, and so on
 * until {@link Step.Finished}. While a step lasts, guest time advances (slower when throttled, not at all once the VM is
 * stopped) and the guest's writes go into the dirty log.
 *
 * <p>It begins with a {@link Setup}; {@link LiveRounds} follow, a {@link Blackout}, and a {@link PostCopyPhase} if what is pending then is
 * to follow the VM.
 *
 * <p>A page's way: written by the {@link RunningGuest}, it is found in the dirty log; the sync at the end of a round makes it pending in the {@link
 * MemoryTransfer}; the selection chooses it, the {@link SliceLoader} deals it into a batch, in the order given, and has the batch encoded; the
 * driver sends the bytes, and once they have arrived the transfer takes the page out of what is pending.
 *
 * <p>If the guest's memory is a {@linkplain io.github.cloudsimmigration.memory.MemoryLayout#sampled sample}, page sets hold pages of the
 * sample, and whatever is counted, told to a decision or recorded is of the whole guest: pages, bytes, CPU time and faults are so many
 * times what the sample shows. It is exact on average where pages behave alike or independently; what happens to fewer pages than one
 * of the sample stands for it cannot tell.
 */
public final class LiveMigration {
    private final Technique technique;
    private final MigrationListener listener;
    private final MigrationLedger ledger;
    private final double networkRoundTripSeconds;
    private final RandomGenerator random;
    private final MemoryTransfer transfer;
    private final PhaseContext context;
    private final LiveRounds rounds;

    private Phase phase;
    private @Nullable Step step;
    private @Nullable PostCopy requestedPostCopy;

    /**
     * Prepares a migration.
     *
     * @param id who migrates from where to where
     * @param technique how
     * @param guest the VM
     * @param seed what everything random is drawn from
     * @param networkRoundTripSeconds what the network's links add to a round trip, for post-copy
     * @param listener who watches
     */
    public LiveMigration(
            final MigrationId id,
            final Technique technique,
            final Guest guest,
            final long seed,
            final double networkRoundTripSeconds,
            final MigrationListener listener) {
        this.technique = technique;
        this.listener = listener;
        this.networkRoundTripSeconds = networkRoundTripSeconds;
        ledger = new MigrationLedger(id, technique, guest.memory(), seed);
        final var splittable = new SplittableRandom(seed);
        final var running = new RunningGuest(guest, technique, splittable, this::sampled);
        random = splittable.split();
        final var decisions = Decisions.of(
                technique, new MigratingGuest(running.memory(), running.updates(), ledger::pagesPerSecond));
        transfer = new MemoryTransfer(technique, running, decisions, ledger, listener);
        context = new PhaseContext(technique, running, decisions, transfer, ledger);
        rounds = new LiveRounds(context, this::stop);
        phase = new Setup(context, this::beginRounds);
    }

    /** Prepares a migration over a network that adds no latency. */
    public LiveMigration(
            final MigrationId id,
            final Technique technique,
            final Guest guest,
            final long seed,
            final MigrationListener listener) {
        this(id, technique, guest, seed, 0, listener);
    }

    /** Prepares a migration that stands alone and that nobody watches. */
    public LiveMigration(final Technique technique, final Guest guest, final long seed) {
        this(MigrationId.ALONE, technique, guest, seed, MigrationListener.NONE);
    }

    /** {@return the technique} */
    public Technique technique() {
        return technique;
    }

    /** {@return the share of its CPU time the VM loses all through the step under way, to the throttle or to faults, 0 to 1} */
    public double lostCpuShare() {
        return ended() ? 0 : phase.lostCpuShare();
    }

    /**
     * {@return how long each of the VM's processors has stood still for faults so far, on average, in seconds}
     *
     * @param seconds how much of the step under way has passed, no less than when this was last asked
     */
    public double stalledCpuSeconds(final double seconds) {
        return phase.stalledCpuSeconds(ended() ? 0 : seconds);
    }

    private boolean ended() {
        return ledger.isClosed();
    }

    /** {@return whether the VM runs, at the source or at the destination} */
    public boolean vmRunning() {
        return ended() || copyPhase() != CopyPhase.STOPPED;
    }

    /** {@return what the VM does now, or did when the migration ended} */
    CopyPhase copyPhase() {
        return phase.copyPhase();
    }

    /** {@return whether the VM has left the source: what happens to the destination now happens to it} */
    public boolean switchedOver() {
        return !ended() && copyPhase() == CopyPhase.POSTCOPY;
    }

    /**
     * {@return whether all of the VM has been sent while it stood still, and it only has to be resumed} For the source the migration is through
     * then, as in QEMU.
     */
    public boolean sentWhole() {
        return !ended() && phase.sentWhole();
    }

    /** {@return whether post-copy is under way that waits for a mended link instead of losing the VM} */
    public boolean recovers() {
        return !ended() && phase.recovers();
    }

    /** {@return what is known to be pending, in bytes} */
    public long remainingBytes() {
        return transfer.remainingBytes();
    }

    /** {@return what has been sent while the VM was at the source, but for the step under way, in bytes} */
    public long bytesSent() {
        return ledger.bytesSent() + transfer.round().bytes();
    }

    /**
     * Ends the live phase behind the step under way, or what is {@linkplain #interrupt done} of it, and copies the rest with the VM stopped. Does
     * nothing once the live phase is over.
     */
    public void forceStop() {
        rounds.requestStop(StopReason.FORCED);
    }

    /**
     * Ends the live phase behind the step under way, or what is {@linkplain #interrupt done} of it, and lets what is pending follow the VM. Does
     * nothing once the live phase is over.
     *
     * @param how the post-copy, unless the technique has one of its own
     * @throws IllegalStateException if the technique's encoding needs a final round
     */
    public void requestPostCopy(final PostCopy how) {
        Validate.validState(
                !technique.encoding().needs(Need.FINAL_ROUND),
                "post-copy of %s: %s treats the final round in a way of its own, and post-copy has none",
                technique.name(),
                technique.encoding());
        requestedPostCopy = how;
        rounds.requestStop(StopReason.POSTCOPY_REQUESTED);
    }

    /**
     * Lets the live phase end as soon as the rest can be sent within so long, as whole pages at the bandwidth of the last round that sent
     * anything.
     *
     * @param seconds the limit, 0 or more; replaces any earlier one, the technique's own included if it has one
     */
    public void setDowntimeLimit(final double seconds) {
        Validate.isTrue(seconds >= 0, "downtime limit of %s s, expected 0 or more", seconds);
        rounds.limitDowntime(seconds);
    }

    /** {@return what to do next; the same step until it is {@linkplain #done done}} */
    public Step next() {
        if (step == null) {
            step = findNext();
        }
        return step;
    }

    private Step findNext() {
        Step next = null;
        while (next == null) {
            next = ended() ? new Step.Finished(ledger.record()) : phase.next();
        }
        return next;
    }

    /**
     * Says that the step that is just beginning is sent at one rate. The step returned may be longer, for what the stop rule, a peek into
     * the dirty log or post-copy faults will do meanwhile is then worked out in advance. If the rate turns out to be another one, say so
     * again at once, or later that it {@linkplain #rateChanges changes}.
     *
     * @param bytesPerSecond the rate, 0 or more
     * @return the step, of which there may be more now
     */
    public Step.Send goesAt(final double bytesPerSecond) {
        final Step.Send send = phase.goesAt(sending(), bytesPerSecond);
        step = send;
        return send;
    }

    /**
     * Says that the step under way goes at another rate from here on. The pieces of it that have been sent whole count as sent; the others,
     * with the one that is being sent, become the step under way.
     *
     * @param seconds how long it has taken so far, 0 or more
     * @param bytes how much of it has been sent, less than all
     * @return the pieces that have been sent whole
     */
    public Step.Passed rateChanges(final double seconds, final double bytes) {
        checkSeconds(seconds);
        final Phase.Remainder rest = phase.rateChanges(sending(), seconds, bytes);
        step = rest.send();
        return rest.passed();
    }

    /**
     * Ends the step under way before its time, after a request to end the live phase. What has crossed of it counts, as when the migration is
     * {@linkplain #abort aborted}; the rest is pending still.
     *
     * @param seconds how long it has taken so far, 0 or more
     * @param bytes how much of it has been sent
     * @return whether it has ended; if not, it goes on: there was no such request, or the technique's encoding counts on what it has encoded to
     *     arrive
     */
    public boolean interrupt(final double seconds, final double bytes) {
        checkSeconds(seconds);
        final boolean interrupted = step instanceof Step.Send && phase.interrupt(seconds, bytes);
        if (interrupted) {
            step = null;
        }
        return interrupted;
    }

    private Step.Send sending() {
        if (!(step instanceof Step.Send send)) {
            throw new IllegalStateException("step " + step + " is under way, expected one that sends");
        }
        return send;
    }

    /**
     * Says that the step given by {@link #next} has been carried out.
     *
     * @param seconds how long it took, 0 or more
     */
    public void done(final double seconds) {
        done(seconds, step instanceof Step.Send send ? send.bytes() : 0);
    }

    /**
     * Says that the step given by {@link #next} has been carried out, or ended {@linkplain Step.Send#untilSeconds() when it had to}.
     *
     * @param seconds how long it took, 0 or more
     * @param bytes how much was sent
     */
    public void done(final double seconds, final double bytes) {
        done(seconds, bytes, false);
    }

    /**
     * Says the same of a step that went at one rate all along.
     *
     * @param seconds how long it took, 0 or more
     * @param bytes how much was sent: all of it, or what had to be up to the {@linkplain Step.Send#untilSeconds time it was to end}
     */
    public void doneSteadily(final double seconds, final double bytes) {
        done(seconds, bytes, true);
    }

    private void done(final double seconds, final double bytes, final boolean steadily) {
        checkSeconds(seconds);
        Validate.validState(step != null, "no step is under way, expected next() before done()");
        step = null;
        Validate.validState(!ended(), "the migration has ended, expected no further step");
        phase.done(seconds, bytes, steadily);
    }

    /**
     * Ends the migration before its time; what it has done so far is in the record. One in post-copy that has nothing left to send has
     * completed, whatever happens now.
     *
     * <p>What has crossed of a slice under way counts: its bytes, and the pages that have crossed whole. The page on its way is still pending.
     * Where a slice mixes kinds of pages, as large a part of each is taken to have crossed; device state comes last.
     *
     * @param ending how and why
     * @param seconds how much of the step under way has passed, 0 or more
     * @param bytes how much of it has been sent, 0 to all
     * @return the record
     */
    public MigrationRecord abort(final Ending ending, final double seconds, final double bytes) {
        checkSeconds(seconds);
        Validate.validState(!ended(), "the migration has ended, expected one under way");
        final long most = step instanceof Step.Send send ? send.bytes() : 0;
        Validate.isTrue(
                bytes >= 0 && bytes <= most, "%s bytes of the step under way sent, expected 0 to %d", bytes, most);
        if (step == null && phase.endIfDone(seconds)) {
            return ledger.record();
        }
        phase.abort(seconds, bytes);
        transfer.abort(copyPhase());
        step = null;
        return end(switchedOver() ? afterSwitchOver(ending) : ending);
    }

    /** What would have left the VM at the source takes it with it once its memory is in two places, unless post-copy recovers. */
    private Ending afterSwitchOver(final Ending ending) {
        if (ending.outcome() != Outcome.FAILED) {
            return ending;
        }
        return new Ending(
                recovers() ? Outcome.PAUSED : Outcome.VM_LOST,
                ending.stopReason(),
                "the VM had left the source and not all of its memory had arrived"
                        + (recovers() ? "; it stands still until the stream is mended" : ""));
    }

    private static void checkSeconds(final double seconds) {
        Validate.isTrue(
                seconds >= 0 && Double.isFinite(seconds),
                "a step took %s s, expected a finite time of 0 or more",
                seconds);
    }

    private void sampled(final PageSet written) {
        context.decisions().selector().sampled(written);
    }

    private void beginRounds() {
        phase = rounds;
        rounds.goOnOrStop();
    }

    private void stop(final StopReason reason) {
        final PostCopy follows = reason == StopReason.FORCED
                ? null
                : technique.switchOver().postCopy(reason).orElse(requestedPostCopy);
        phase = new Blackout(context, reason, follows, () -> resume(reason, follows));
        listener.vmStopped();
    }

    private void resume(final StopReason reason, final @Nullable PostCopy follows) {
        if (follows == null) {
            complete(reason);
        } else {
            phase = new PostCopyPhase(context, follows, networkRoundTripSeconds, random, () -> complete(reason));
        }
        listener.vmResumed();
    }

    private void complete(final StopReason reason) {
        end(new Ending(Outcome.COMPLETED, reason.toString(), ""));
    }

    private MigrationRecord end(final Ending ending) {
        return ledger.close(ending, remainingBytes(), phase.result(ledger.seconds(CopyPhase.POSTCOPY)));
    }
}
