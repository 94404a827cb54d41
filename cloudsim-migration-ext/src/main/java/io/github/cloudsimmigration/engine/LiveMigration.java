package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.BatchPace;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.SwitchOver;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.List;
import java.util.Optional;
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
 * <p>A page's way: written by the {@link RunningGuest}, it is found in the dirty log; the sync at the end of a
 * round makes it pending; the selection chooses it, the order deals it into a {@link PageBatch}, the encoding turns the batch
 * into bytes, the driver sends them.
 *
 * <p>If the guest's memory is a {@linkplain io.github.cloudsimmigration.memory.MemoryLayout#sampled sample}, page sets hold pages of the
 * sample, and whatever is counted, told to a decision or recorded is of the whole guest: pages, bytes, CPU time and faults are so many
 * times what the sample shows. It is exact on average where pages behave alike or independently; what happens to fewer pages than one
 * of the sample stands for it cannot tell.
 */
public final class LiveMigration {
    /** A step ends behind the piece under way at its time, which is best put into the middle of that. */
    private static final double IN_THE_LAST_BATCH = 0.5;

    /** What is noticed at the end of a step only, as a host that has failed without a word, is noticed within a second. */
    private static final double LONGEST_SLICE_SECONDS = 1;

    private final Technique technique;
    private final MigrationListener listener;
    private final MigrationLedger ledger;

    private final RunningGuest guest;
    private final GuestMemory memory;
    private final int oneIn;

    private final PageSelection.Selector selector;
    private final SendOrder.Sorter sorter;
    private final PageEncoding.Encoder encoder;
    private final CpuThrottle.Governor governor;
    private final StopRule.Judge judge;
    private final RateControl.Controller rateController;

    private final PageSet pending;
    private final PageSet send;
    private final PageSet dirty;
    private final PageSet everSent;
    private final int vcpus;
    private final double networkRoundTripSeconds;
    private final RandomGenerator random;
    private final SliceLoader loader;
    private final Foresight foresight;
    private final Slice slice = new Slice();
    private final PageBatch arrived = new PageBatch();

    private Phase phase = Phase.OBSERVING;
    private boolean settingUp;
    private int observedIntervals;
    private OpenRound round = OpenRound.none();

    private @Nullable Step step;
    private @Nullable StopReason stopReason;
    private @Nullable PostCopy postCopy;
    private @Nullable PostCopy requestedPostCopy;
    private @Nullable StopReason requestedStop;
    private double downtimeLimitSeconds = -1;
    private @Nullable PostCopyStream stream;

    private enum Phase {
        OBSERVING,
        SENDING_ROUND,
        ENDING_ROUND,
        SUSPENDING,
        FINAL_COPY,
        RESUMING,
        POSTCOPY,
        ENDED
    }

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
        ledger = new MigrationLedger(id, technique, guest.memory(), seed);

        this.networkRoundTripSeconds = networkRoundTripSeconds;
        final var splittable = new SplittableRandom(seed);
        this.guest = new RunningGuest(guest, technique, splittable, this::sampled);
        memory = this.guest.memory();
        vcpus = guest.vcpus();
        random = splittable.split();
        oneIn = memory.layout().oneIn();
        dirty = new PageSet(memory.pages());
        send = new PageSet(memory.pages());
        pending = PageSet.full(memory.pages());
        everSent = new PageSet(memory.pages());
        final var migrating = new MigratingGuest(memory, this.guest.updates(), ledger::pagesPerSecond);
        selector = technique.selection().start(migrating);
        sorter = technique.order().start(migrating);
        final PageEncoding.Encoder encoding = technique.encoding().start(migrating);
        encoder = oneIn == 1 ? encoding : new StretchedEncoder(encoding, oneIn);
        loader = new SliceLoader(technique, this.guest, encoder);
        foresight = new Foresight(this.guest, loader, LONGEST_SLICE_SECONDS);
        governor = technique.throttle().start(migrating);
        rateController = technique.rateControl().start(migrating);
        judge = technique.stopRule().start(migrating);
        settingUp = technique.setupSeconds() > 0;
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

    /** {@return the share of its CPU time the VM loses now, to the throttle or to faults, 0 to 1} */
    public double lostCpuShare() {
        return stream == null || phase != Phase.POSTCOPY ? throttle() : stream.stalledShare();
    }

    private double throttle() {
        return live() ? governor.throttle() : 0;
    }

    private boolean live() {
        return phase.compareTo(Phase.SUSPENDING) < 0;
    }

    /** {@return whether the VM runs, at the source or at the destination} */
    public boolean vmRunning() {
        return live() || phase == Phase.POSTCOPY || phase == Phase.ENDED;
    }

    /** {@return where the VM is} */
    CopyPhase phase() {
        return live() ? CopyPhase.LIVE : switchedOver() ? CopyPhase.POSTCOPY : CopyPhase.STOPPED;
    }

    /** {@return whether the VM has left the source: what happens to the destination now happens to it} */
    public boolean switchedOver() {
        return phase == Phase.POSTCOPY;
    }

    /**
     * {@return whether all of the VM has been sent while it stood still, and it only has to be resumed} For the source the migration is through
     * then, as in QEMU.
     */
    public boolean sentWhole() {
        return phase == Phase.RESUMING && postCopy == null;
    }

    /** Ends the live phase behind the step under way and copies the rest with the VM stopped. Does nothing once the live phase is over. */
    public void forceStop() {
        requestedStop = StopReason.FORCED;
    }

    /**
     * Ends the live phase behind the step under way and lets what is pending follow the VM. Does nothing once the live phase is over.
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
        requestedStop = StopReason.POSTCOPY_REQUESTED;
    }

    /**
     * Lets the live phase end as soon as the rest can be sent within so long, as whole pages at the bandwidth of the last round that sent
     * anything.
     *
     * @param seconds the limit, 0 or more; replaces any earlier one, the technique's own included if it has one
     */
    public void setDowntimeLimit(final double seconds) {
        Validate.isTrue(seconds >= 0, "downtime limit of %s s, expected 0 or more", seconds);
        if (!judge.limitDowntime(seconds)) {
            downtimeLimitSeconds = seconds;
        }
    }

    /** {@return whether post-copy is under way that waits for a mended link instead of losing the VM} */
    public boolean recovers() {
        return switchedOver() && postCopy != null && postCopy.recovers();
    }

    /** {@return what is known to be pending, in bytes} */
    public long remainingBytes() {
        return (long) inGuest(pending.cardinality()) * memory.pageSize();
    }

    /** {@return what to do next; the same step until it is {@linkplain #done done}} */
    public Step next() {
        if (step == null) {
            step = findNext();
        }
        return step;
    }

    /**
     * Says that the step under way, which begins, goes at one rate. It lasts longer then, for it can be reckoned what the stop rule or a peek into the
     * dirty log would find meanwhile. If the rate turns out to be another one, say so again at once, or later that it {@linkplain #rateChanges changes}.
     *
     * @param bytesPerSecond the rate, 0 or more
     * @return the step, of which there may be more now
     */
    public Step.Send goesAt(final double bytesPerSecond) {
        final Step.Send send = sending();
        if (phase != Phase.SENDING_ROUND) {
            return send;
        }
        foresight.goBack();
        final double nextLook = judge.secondsToNextLook();
        if (bytesPerSecond > 0 && slice.batches() > 1) {
            return sendOnUntil(secondsAt(bytesPerSecond));
        }
        if (nextLook == Double.POSITIVE_INFINITY) {
            foresight.look(slice, bytesPerSecond, throttle());
        }
        return sendOnUntil(nextLook);
    }

    private Step.Send sending() {
        if (!(step instanceof Step.Send send)) {
            throw new IllegalStateException("step " + step + " is under way, expected one that sends");
        }
        return send;
    }

    private Step.Send sendOnUntil(final double seconds) {
        final var send = (Step.Send) sendSlice(rateController.bytesPerSecond(), seconds);
        step = send;
        return send;
    }

    /** {@return for how long to send, up to a look that matters, if all goes at one rate} */
    private double secondsAt(final double bytesPerSecond) {
        final Traffic each = slice.each();
        final var pace = new BatchPace(each.bytes(), each.pages(), each.bytes() / bytesPerSecond);
        final int most = pace.batchesIn(LONGEST_SLICE_SECONDS, slice.batches());
        return (judge.batchesToNextLook(pace, round.unsent(), most) - IN_THE_LAST_BATCH) * pace.seconds();
    }

    private Step findNext() {
        return switch (phase) {
            case OBSERVING -> observe();
            case SENDING_ROUND -> sendOn();
            case ENDING_ROUND -> restOfRound();
            case SUSPENDING -> new Step.Wait(switchOver().suspendSeconds());
            case FINAL_COPY -> sendSlice(rateController.finalBytesPerSecond(), Double.POSITIVE_INFINITY);
            case RESUMING -> new Step.Wait(switchOver().resumeSeconds());
            case POSTCOPY -> stream().finished() ? finishPostCopy() : stream().next();
            case ENDED -> new Step.Finished(ledger.record());
        };
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
     * @param bytes how much was sent: all of it, or the pieces up to the {@linkplain Step.Send#untilSeconds time it was to end}
     */
    public void doneSteadily(final double seconds, final double bytes) {
        done(seconds, bytes, true);
    }

    private void done(final double seconds, final double bytes, final boolean steadily) {
        checkSeconds(seconds);
        Validate.validState(step != null, "no step is under way, expected next() before done()");
        step = null;
        switch (phase) {
            case OBSERVING -> observed(seconds);
            case SENDING_ROUND -> passSending(seconds, bytes, steadily);
            case ENDING_ROUND -> {
                round.pass(seconds);
                passGuestTime(seconds);
                judge.passed(0, seconds, 1);
                endRound();
            }
            case SUSPENDING -> {
                ledger.passSuspending(seconds);
                startFinalCopy();
            }
            case FINAL_COPY -> {
                round.passSending(seconds);
                batchesArrived(batchesIn(bytes));
                phase = Phase.RESUMING;
                recordLastRound();
            }
            case RESUMING -> {
                ledger.passResuming(seconds);
                resume();
            }
            case POSTCOPY -> {
                stream().done(seconds, bytes);
                round.passSending(seconds);
            }
            case ENDED -> throw new IllegalStateException("the migration has ended, expected no further step");
        }
    }

    /**
     * Says that the step under way goes at another rate from here on. What of it has been sent to its end counts as it went; the rest, with a piece of
     * it under way, is the step under way then.
     *
     * @param seconds how long it has taken so far, 0 or more
     * @param bytes how much of it has been sent, less than all
     * @return how much has been sent to its end, in bytes
     */
    public long rateChanges(final double seconds, final double bytes) {
        checkSeconds(seconds);
        sending();
        if (phase != Phase.SENDING_ROUND) {
            return 0;
        }
        final long whole = foresight.isEmpty() ? piecesSent(seconds, bytes) : foreseenSent(seconds, bytes);
        sendOnUntil(judge.secondsToNextLook());
        return whole;
    }

    private long piecesSent(final double seconds, final double bytes) {
        final int batches = slice.wholeBatchesIn(bytes);
        final long whole = batches * slice.each().bytes();
        if (whole > 0) {
            batchesArrived(batches);
            passSent(secondsOf(whole, bytes, seconds), whole, batches);
            judge.endsRound(round.unsent()); // takes the look that may be due; that the round goes on is known
        }
        return whole;
    }

    private long foreseenSent(final double seconds, final double bytes) {
        foresight.end(slice, seconds);
        if (foresight.isEmpty()) {
            return 0;
        }
        final long whole = slice.bytes() + foresight.batches().bytes();
        foreseenArrived();
        passSent(secondsOf(whole, bytes, seconds), whole, 1);
        return whole;
    }

    /** {@return how long it took to send some of the bytes that were sent in so many seconds} */
    private static double secondsOf(final long some, final double bytes, final double seconds) {
        return some == 0 ? 0 : seconds * Math.min(1, (double) some / bytes);
    }

    private void passSending(final double seconds, final double bytes, final boolean steadily) {
        int batches = 1;
        if (foresight.isEmpty()) {
            batches = batchesIn(bytes);
            batchesArrived(batches);
        } else {
            foreseenArrived();
            batchesArrived(slice.batches());
        }
        passSent(seconds, Math.round(bytes), steadily ? Math.max(1, batches) : 1);
    }

    /** What was foreseen has come true, up to the last batch, which is under way. */
    private void foreseenArrived() {
        batchesArrived(slice.batches());
        slice.add(foresight.batches());
        foundEarly();
        batchesArrived(slice.batches());
        slice.add(foresight.last());
        foundEarly();
    }

    private void passSent(final double seconds, final long bytes, final int batches) {
        round.passSending(seconds);
        passGuestTime(seconds);
        judge.passed(bytes, seconds, batches);
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
        Validate.validState(phase != Phase.ENDED, "the migration has ended, expected one under way");
        final long most = step instanceof Step.Send send ? send.bytes() : 0;
        Validate.isTrue(
                bytes >= 0 && bytes <= most, "%s bytes of the step under way sent, expected 0 to %d", bytes, most);
        if (step == null && switchedOver() && stream().finished()) {
            round.passSending(seconds);
            finishPostCopy();
            return ledger.record();
        }
        if (!foresight.isEmpty()) {
            final long whole = foreseenSent(seconds, bytes);
            return abort(ending, seconds - secondsOf(whole, bytes, seconds), Math.max(0, bytes - whole));
        }
        switch (phase) {
            case OBSERVING -> ledger.passSetup(seconds);
            case SENDING_ROUND -> {
                round.held(round.pending() - inGuest(send.cardinality()));
                slicePartlyArrived(bytes);
                round.passSending(seconds);
                passGuestTime(seconds);
            }
            case ENDING_ROUND -> {
                round.held(round.pending() - inGuest(send.cardinality()));
                round.pass(seconds);
                passGuestTime(seconds);
            }
            case SUSPENDING -> ledger.passSuspending(seconds);
            case FINAL_COPY -> {
                slicePartlyArrived(bytes);
                round.passSending(seconds);
            }
            case RESUMING, ENDED -> ledger.passResuming(seconds);
            case POSTCOPY -> {
                stream().abort(seconds, bytes);
                round.passSending(seconds);
            }
        }
        countFirst();
        guest.sync(dirty);
        pending.addAll(dirty);
        if (stream != null) {
            round.sent(stream.traffic());
        }
        if (!round.isEmpty()) {
            recordRound(inGuest(dirty.cardinality()));
        }
        step = null;
        final Ending truth = switchedOver() ? afterSwitchOver(ending) : ending;
        return end(truth);
    }

    /** What would have left the VM at the source takes it with it once its memory is in two places, unless post-copy recovers. */
    private Ending afterSwitchOver(final Ending ending) {
        if (ending.outcome() != Outcome.FAILED) {
            return ending;
        }
        final boolean recovers = postCopy != null && postCopy.recovers();
        return new Ending(
                recovers ? Outcome.PAUSED : Outcome.VM_LOST,
                ending.stopReason(),
                "the VM had left the source and not all of its memory had arrived"
                        + (recovers ? "; it stands still until the stream is mended" : ""));
    }

    private static void checkSeconds(final double seconds) {
        Validate.isTrue(
                seconds >= 0 && Double.isFinite(seconds),
                "a step took %s s, expected a finite time of 0 or more",
                seconds);
    }

    private Step observe() {
        if (settingUp) {
            return new Step.Wait(technique.setupSeconds());
        }
        final PageSelection.Observation watch = technique.selection().observation();
        if (observedIntervals < watch.intervals()
                && judge.check(ledger.tallies()).isEmpty()) {
            return new Step.Wait(watch.intervalSeconds());
        }
        goOnOrStop();
        return findNext();
    }

    private void observed(final double seconds) {
        ledger.passSetup(seconds);
        passGuestTime(seconds);
        guest.sync(dirty);
        if (settingUp) {
            settingUp = false;
            return;
        }
        selector.observed(dirty);
        observedIntervals++;
    }

    private void goOnOrStop() {
        final Optional<StopReason> reason = reasonToStop();
        ledger.expectDowntime();
        if (reason.isPresent()) {
            stopReason = reason.get();
            postCopy = stopReason == StopReason.FORCED
                    ? null
                    : switchOver().postCopy(stopReason).orElse(requestedPostCopy);
            phase = Phase.SUSPENDING;
            listener.vmStopped();
        } else {
            startRound();
        }
    }

    private Optional<StopReason> reasonToStop() {
        if (requestedStop != null) {
            return Optional.of(requestedStop);
        }
        final List<RoundTally> tallies = ledger.tallies();
        final Optional<StopReason> reason = judge.check(tallies);
        final boolean fits = !tallies.isEmpty()
                && RoundTally.secondsToSendTheRest(tallies, memory.pageSize()) <= downtimeLimitSeconds;
        return reason.isEmpty() && fits ? Optional.of(StopReason.DOWNTIME_LIMIT) : reason;
    }

    private void startRound() {
        final int round = ledger.nextRound();
        guest.startSampling();
        send.clear();
        forgetFreePages();
        selector.choose(round, pending, send);
        loader.begin(send, sorter.order(round, send));
        beginRound(CopyPhase.LIVE, round == 1 ? inGuest(pending.cardinality()) : ledger.left());
        phase = Phase.SENDING_ROUND;
    }

    private int inGuest(final int pages) {
        return pages * oneIn;
    }

    private void forgetFreePages() {
        if (technique.selection().skipsFreePages()) {
            pending.retainAll(memory.allocated());
        }
    }

    private void beginRound(final CopyPhase copyPhase, final int nowPending) {
        slice.clear();
        encoder.begin(copyPhase, slice.each());
        round = new OpenRound(nowPending, throttle());
    }

    private Step sendOn() {
        if (requestedStop == null && !judge.endsRound(round.unsent())) {
            final double nextLook = Math.max(0, judge.secondsToNextLook());
            final boolean looksMeanwhile = nextLook > 0 && nextLook < Double.POSITIVE_INFINITY;
            final boolean loaded = loader.load(slice, !looksMeanwhile);
            foundEarly();
            if (loaded) {
                return sendSlice(rateController.bytesPerSecond(), nextLook);
            }
        }
        slice.dropBatches();
        if (slice.isEmpty()) {
            phase = Phase.ENDING_ROUND;
            return findNext();
        }
        slice.addNoPages();
        return sendSlice(rateController.bytesPerSecond(), Double.POSITIVE_INFINITY);
    }

    /** The source prepares a slice while it sends it: the wire waits for the processor, or the processor for the wire. */
    private Step sendSlice(final double maxBytesPerSecond, final double untilSeconds) {
        final double cpuSeconds = slice.cpuSeconds();
        final long bytes = slice.bytes() + foresight.bytes();
        if (bytes == 0 && cpuSeconds > 0) {
            return new Step.Wait(cpuSeconds, cpuSeconds);
        }
        final double prepared = cpuSeconds > 0 ? bytes / cpuSeconds : Double.POSITIVE_INFINITY;
        return new Step.Send(
                bytes,
                foresight.isEmpty() ? slice.each().bytes() : bytes,
                Math.min(maxBytesPerSecond, prepared),
                slice.batches() > 1 ? untilSeconds : Double.POSITIVE_INFINITY,
                cpuSeconds);
    }

    /** Sees what has been found dirty again when the turn of the slice under way came. */
    private void foundEarly() {
        if (!slice.early().isEmpty()) {
            selector.foundEarly(slice.early());
            round.skipped(inGuest(slice.early().pages()));
            slice.early().clear();
        }
    }

    /** {@return how many batches of the slice so many bytes are, which are whole batches} */
    private int batchesIn(final double bytes) {
        final long each = slice.each().bytes();
        return each == 0 ? slice.batches() : (int) Math.round(bytes / each);
    }

    private void batchesArrived(final int batches) {
        round.sent(slice.each(), batches);
        slice.moveFirst(batches, arrived);
        pagesArrived();
    }

    private void pagesArrived() {
        arrived.removeFrom(pending);
        selector.sent(arrived);
        sorter.sent(arrived);
        if (!arrived.isEmpty()) {
            listener.batchSent(arrived);
        }
    }

    private void slicePartlyArrived(final double bytes) {
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

    private void sampled(final PageSet written) {
        selector.sampled(written);
    }

    /** Counts those that were sent for the first time among the pages that were to be sent in the round and are pending no more. */
    private void countFirst() {
        send.removeAll(pending);
        round.sentFirst(inGuest(everSent.addAllNew(send)));
    }

    private Step restOfRound() {
        final double scan = technique.scanSecondsPerPage() * memory.layout().guestPages();
        final boolean cutShort = requestedStop != null || judge.endsRound(round.unsent());
        final double least = cutShort ? 0 : technique.minRoundSeconds();
        final double wait = Math.max(scan, least - round.seconds()) + governor.syncWaitSeconds(round.seconds() + scan);
        return new Step.Wait(wait, scan);
    }

    private void endRound() {
        round.heldTheRest();
        countFirst();
        guest.sync(dirty);
        ledger.synced();
        pending.addAll(dirty);
        forgetFreePages();
        final RoundRecord ended = recordRound(inGuest(dirty.cardinality()));
        final RoundTally tally = ended.tally();
        selector.roundEnded(tally, dirty);
        sorter.roundEnded(tally, dirty);
        governor.roundEnded(tally);
        rateController.roundEnded(tally);
        listener.roundFinished(ended);
        goOnOrStop();
    }

    private RoundRecord recordRound(final int dirtied) {
        final RoundRecord ended = round.close(ledger.nextRound(), phase(), dirtied, inGuest(pending.cardinality()));
        round = OpenRound.none();
        ledger.ended(ended);
        return ended;
    }

    private void startFinalCopy() {
        final boolean amidRound = stopReason == StopReason.POSTCOPY_REQUESTED || stopReason == StopReason.ALL_SENT;
        if (!amidRound || ledger.tallies().isEmpty()) {
            ledger.synced(); // a round that is cut short has been synced already
        }
        forgetFreePages();
        send.set(pending);
        beginRound(CopyPhase.STOPPED, inGuest(send.cardinality()));
        phase = Phase.FINAL_COPY;
        final var batch = new PageBatch();
        final int atOnce = postCopy == null ? Integer.MAX_VALUE : postCopy.nonPageablePages();
        if (atOnce > 0
                && new PageCursor(pending, PageRanges.sweep(memory.pages())).deal(Math.max(1, atOnce / oneIn), batch)) {
            encoder.encode(batch, CopyPhase.STOPPED, slice.each());
        }
        slice.take(batch, 1);
        slice.each().add(PageKind.DEVICE_STATE, 0, switchOver().deviceStateBytes(vcpus));
        if (postCopy != null) {
            slice.each().add(PageKind.DEVICE_STATE, 0, postCopy.discards().bytes(inGuest(pending.runs())));
        }
    }

    private void recordLastRound() {
        countFirst();
        listener.roundFinished(recordRound(0));
    }

    private void resume() {
        if (postCopy == null) {
            end(new Ending(Outcome.COMPLETED, String.valueOf(stopReason), ""));
        } else {
            startPostCopy(postCopy);
        }
        listener.vmResumed();
    }

    private void startPostCopy(final PostCopy how) {
        if (how.skipsFreePages()) {
            pending.retainAll(memory.allocated());
        }
        send.set(pending);
        round = new OpenRound(inGuest(send.cardinality()), 0);
        phase = Phase.POSTCOPY;
        stream = new PostCopyStream(
                how,
                networkRoundTripSeconds,
                oneIn,
                pending,
                encoder,
                new PageTouches(guest.access(), pending, random),
                vcpus,
                this::leftInPostCopy);
    }

    private void leftInPostCopy(final PageBatch sent) {
        sent.removeFrom(pending);
        listener.batchSent(sent);
    }

    private Step finishPostCopy() {
        round.sent(stream().traffic());
        recordLastRound();
        end(new Ending(Outcome.COMPLETED, String.valueOf(stopReason), ""));
        return findNext();
    }

    private PostCopyStream stream() {
        if (stream == null) {
            throw new IllegalStateException("post-copy has not begun");
        }
        return stream;
    }

    private void passGuestTime(final double seconds) {
        final double throttle = throttle();
        ledger.lostCpu(seconds * throttle);
        final double ahead = foresight.forget(seconds);
        guest.pass(Math.max(0, seconds - ahead), throttle);
    }

    private MigrationRecord end(final Ending ending) {
        phase = Phase.ENDED;
        final PostCopyResult postCopied =
                stream == null ? PostCopyResult.NONE : stream.result(ledger.seconds(CopyPhase.POSTCOPY));
        return ledger.close(ending, remainingBytes(), postCopied);
    }

    private SwitchOver switchOver() {
        return technique.switchOver();
    }
}
