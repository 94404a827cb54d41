package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.access.GuestContext;
import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.PageSelection;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.SendOrder;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.SwitchOver;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * One migration, as a state machine driven by the time its transfers take.
 *
 * <p>Ask for the {@linkplain #next() next step}, carry it out, say {@linkplain #done(double) how long it took}, and so on
 * until {@link Step.Finished}. While a step lasts, guest time advances (slower when throttled, not at all once the VM is
 * stopped) and the guest's writes go into the dirty log.
 *
 * <p>A page's way: written by the {@link AccessProcess}, it is found in the dirty {@link PageLog}; the sync at the end of a
 * round makes it pending; the selection chooses it, the order deals it into a {@link PageBatch}, the encoding turns the batch
 * into bytes, the driver sends them.
 */
public final class LiveMigration {
    private final MigrationId id;
    private final Technique technique;
    private final long seed;
    private final MigrationListener listener;

    private final GuestMemory memory;
    private final AccessProcess access;
    private final PageLog dirtyLog;
    private final AccessLog accessLog;
    private final @Nullable UpdateCounts updates;

    private final PageSelection.Selector selector;
    private final SendOrder.Sorter sorter;
    private final PageEncoding.Encoder encoder;
    private final CpuThrottle.Governor governor;
    private final RateControl.Controller rateController;

    private final PageSet pending;
    private final PageSet send;
    private final PageSet dirty;
    private final PageBatch batch = new PageBatch();
    private final PageBatch early = new PageBatch();

    private final List<RoundTally> tallies = new ArrayList<>();
    private final List<RoundRecord> rounds = new ArrayList<>();

    private Phase phase = Phase.OBSERVING;
    private int observedIntervals;
    private int dirtySyncs;
    private @Nullable PageCursor cursor;
    private Traffic traffic = new Traffic();
    private Traffic sliceTraffic = new Traffic();
    private int roundPending;
    private int roundHeld;
    private int roundSkipped;
    private double roundSeconds;
    private double roundSendSeconds;
    private double roundThrottle;

    private double setupSeconds;
    private double liveSeconds;
    private double downtimeSeconds;
    private double resumeSeconds;
    private double expectedDowntimeSeconds;
    private double lostCpuSeconds;
    private @Nullable Step step;
    private @Nullable StopReason stopReason;
    private @Nullable MigrationRecord record;

    private enum Phase {
        OBSERVING,
        SENDING_ROUND,
        ENDING_ROUND,
        SUSPENDING,
        FINAL_COPY,
        RESUMING,
        ENDED
    }

    /**
     * Prepares a migration.
     *
     * @param id who migrates from where to where
     * @param technique how
     * @param guest the VM
     * @param seed what everything random is drawn from
     * @param listener who watches
     */
    public LiveMigration(
            final MigrationId id,
            final Technique technique,
            final Guest guest,
            final long seed,
            final MigrationListener listener) {
        this.id = id;
        this.technique = technique;
        this.seed = seed;
        this.listener = listener;

        final var random = new SplittableRandom(seed);
        memory = new GuestMemory(guest.memory(), random.nextLong());
        access = guest.access().start(new GuestContext(memory, random.split(), guest.cpuUtilization()));
        updates = technique.selection().countsUpdates() ? new UpdateCounts(memory.pages()) : null;
        dirtyLog = updates == null ? new PageLog(memory.pages()) : new PageLog(updates);
        accessLog = AccessLog.ofWrites(dirtyLog);
        dirty = new PageSet(memory.pages());
        send = new PageSet(memory.pages());
        pending = PageSet.full(memory.pages());
        runUntilMigration(guest.upSeconds());

        final var migrating = new MigratingGuest(memory, updates);
        selector = technique.selection().start(migrating);
        sorter = technique.order().start(migrating);
        encoder = technique.encoding().start(memory);
        governor = technique.throttle().start(migrating);
        rateController = technique.rateControl().start(migrating);
    }

    /** Prepares a migration that stands alone and that nobody watches. */
    public LiveMigration(final Technique technique, final Guest guest, final long seed) {
        this(MigrationId.ALONE, technique, guest, seed, MigrationListener.NONE);
    }

    /** {@return the technique} */
    public Technique technique() {
        return technique;
    }

    /** {@return the share of its CPU time the VM loses to the throttle now, 0 to 1} */
    public double throttle() {
        return phase.compareTo(Phase.SUSPENDING) < 0 ? governor.throttle() : 0;
    }

    /** {@return whether the VM runs, at the source or at the destination} */
    public boolean vmRunning() {
        return phase.compareTo(Phase.SUSPENDING) < 0 || phase == Phase.ENDED;
    }

    /** {@return what to do next; the same step until it is {@linkplain #done done}} */
    public Step next() {
        if (step == null) {
            step = findNext();
        }
        return step;
    }

    private Step findNext() {
        return switch (phase) {
            case OBSERVING -> observe();
            case SENDING_ROUND -> sendBatch();
            case ENDING_ROUND -> new Step.Wait(restOfRound());
            case SUSPENDING -> new Step.Wait(switchOver().suspendSeconds());
            case FINAL_COPY -> new Step.Send(sliceTraffic.bytes(), Double.POSITIVE_INFINITY);
            case RESUMING -> new Step.Wait(switchOver().resumeSeconds());
            case ENDED -> new Step.Finished(finished());
        };
    }

    /**
     * Says that the step given by {@link #next} has been carried out.
     *
     * @param seconds how long it took, 0 or more
     */
    public void done(final double seconds) {
        checkSeconds(seconds);
        Validate.validState(step != null, "no step is under way, expected next() before done()");
        step = null;
        switch (phase) {
            case OBSERVING -> observed(seconds);
            case SENDING_ROUND -> {
                sliceArrived();
                roundSendSeconds += seconds;
                passRoundTime(seconds);
            }
            case ENDING_ROUND -> {
                passRoundTime(seconds);
                endRound();
            }
            case SUSPENDING -> {
                downtimeSeconds += seconds;
                startFinalCopy();
            }
            case FINAL_COPY -> {
                downtimeSeconds += seconds;
                roundSendSeconds = seconds;
                sliceArrived();
                endFinalCopy(seconds);
            }
            case RESUMING -> {
                resumeSeconds += seconds;
                end(new Ending(Outcome.COMPLETED, String.valueOf(stopReason), ""));
                listener.vmResumed();
            }
            case ENDED -> throw new IllegalStateException("the migration has ended, expected no further step");
        }
    }

    /**
     * Ends the migration before its time; what it has done so far is in the record.
     *
     * @param ending how and why
     * @param seconds how much of the step under way has passed, 0 or more
     * @return the record
     */
    public MigrationRecord abort(final Ending ending, final double seconds) {
        checkSeconds(seconds);
        Validate.validState(phase != Phase.ENDED, "the migration has ended, expected one under way");
        switch (phase) {
            case OBSERVING -> setupSeconds += seconds;
            case SENDING_ROUND, ENDING_ROUND -> passRoundTime(seconds);
            case SUSPENDING -> downtimeSeconds += seconds;
            case FINAL_COPY -> {
                downtimeSeconds += seconds;
                roundSeconds += seconds;
            }
            case RESUMING, ENDED -> resumeSeconds += seconds;
        }
        pending.addAll(dirtyLog.pages());
        if (roundSeconds > 0 || traffic.pages() > 0) {
            recordRound(dirtyLog.pages().cardinality());
        }
        step = null;
        return end(ending);
    }

    private static void checkSeconds(final double seconds) {
        Validate.isTrue(
                seconds >= 0 && Double.isFinite(seconds),
                "a step took %s s, expected a finite time of 0 or more",
                seconds);
    }

    private void runUntilMigration(final double upSeconds) {
        if (updates == null) {
            access.skip(upSeconds);
            return;
        }
        access.advance(upSeconds, accessLog);
        dirtyLog.drainTo(dirty);
        memory.wrote(dirty);
    }

    private Step observe() {
        final PageSelection.Observation watch = technique.selection().observation();
        if (observedIntervals < watch.intervals()
                && technique.stopRule().check(tallies, memory.pages()).isEmpty()) {
            return new Step.Wait(watch.intervalSeconds());
        }
        goOnOrStop();
        return findNext();
    }

    private void observed(final double seconds) {
        setupSeconds += seconds;
        passGuestTime(seconds);
        dirtyLog.drainTo(dirty);
        memory.wrote(dirty);
        selector.observed(dirty);
        observedIntervals++;
    }

    private void goOnOrStop() {
        final Optional<StopReason> reason = technique.stopRule().check(tallies, memory.pages());
        if (reason.isPresent()) {
            stopReason = reason.get();
            expectedDowntimeSeconds = RoundTally.secondsToSendTheRest(tallies);
            phase = Phase.SUSPENDING;
            listener.vmStopped();
        } else {
            startRound();
        }
    }

    private void startRound() {
        final int round = tallies.size() + 1;
        send.clear();
        selector.choose(round, pending, send);
        cursor = new PageCursor(send, sorter.order(round, send));
        startTally();
        roundHeld = roundPending - send.cardinality();
        phase = Phase.SENDING_ROUND;
    }

    private void startTally() {
        traffic = new Traffic();
        roundPending = pending.cardinality();
        roundHeld = 0;
        roundSkipped = 0;
        roundSeconds = 0;
        roundSendSeconds = 0;
        roundThrottle = throttle();
    }

    private Step sendBatch() {
        while (cursor != null && cursor.deal(technique.batchPages(), batch)) {
            if (technique.selection().peeks()) {
                leaveOutEarlyPages();
            }
            if (!batch.isEmpty()) {
                encode(false);
                return new Step.Send(sliceTraffic.bytes(), rateController.bytesPerSecond());
            }
        }
        phase = Phase.ENDING_ROUND;
        return findNext();
    }

    private void leaveOutEarlyPages() {
        batch.moveTo(early, dirtyLog.pages());
        final int found = early.pages();
        selector.foundEarly(early);
        roundSkipped += early.pages();
        roundHeld += found - early.pages();
    }

    private void encode(final boolean finalRound) {
        sliceTraffic = new Traffic();
        if (!batch.isEmpty()) {
            encoder.encode(batch, finalRound, sliceTraffic);
            listener.batchSent(batch);
        }
    }

    private void sliceArrived() {
        traffic.addAll(sliceTraffic);
        batch.removeFrom(pending);
    }

    private double restOfRound() {
        final double scan = technique.scanSecondsPerPage() * memory.pages();
        return Math.max(scan, technique.minRoundSeconds() - roundSeconds);
    }

    private void endRound() {
        dirtyLog.drainTo(dirty);
        dirtySyncs++;
        memory.wrote(dirty);
        pending.addAll(dirty);
        final RoundRecord round = recordRound(dirty.cardinality());
        liveSeconds += round.tally().seconds();
        roundSeconds = 0;
        traffic = new Traffic();
        selector.roundEnded(round.tally().round(), dirty);
        sorter.roundEnded(round.tally(), dirty);
        governor.roundEnded(round.tally());
        rateController.roundEnded(round.tally());
        listener.roundFinished(round);
        goOnOrStop();
    }

    private RoundRecord recordRound(final int dirtied) {
        final boolean finalRound = !vmRunning();
        final var tally = new RoundTally(
                rounds.size() + 1,
                roundPending,
                traffic.pages(),
                roundSkipped,
                roundHeld,
                traffic.bytes(),
                roundSeconds,
                roundSendSeconds,
                dirtied,
                pending.cardinality());
        final var round = new RoundRecord(tally, traffic, roundThrottle, finalRound);
        rounds.add(round);
        if (!finalRound) {
            tallies.add(tally);
        }
        return round;
    }

    private void startFinalCopy() {
        startTally();
        phase = Phase.FINAL_COPY;
        new PageCursor(pending, sorter.order(rounds.size() + 1, pending)).deal(Integer.MAX_VALUE, batch);
        Validate.validState(
                batch.pages() == roundPending,
                "%s: the send order gave %d of %d pages for the final round, expected all",
                technique.name(),
                batch.pages(),
                roundPending);
        encode(true);
        sliceTraffic.add(PageKind.DEVICE_STATE, 0, switchOver().deviceStateBytes());
    }

    private void endFinalCopy(final double seconds) {
        roundSeconds = seconds;
        final RoundRecord round = recordRound(0);
        listener.roundFinished(round);
        roundSeconds = 0;
        traffic = new Traffic();
        phase = Phase.RESUMING;
    }

    private void passRoundTime(final double seconds) {
        roundSeconds += seconds;
        passGuestTime(seconds);
    }

    private void passGuestTime(final double seconds) {
        final double throttle = throttle();
        Validate.validState(throttle >= 0 && throttle < 1, "CPU throttle %s, expected 0 to below 1", throttle);
        lostCpuSeconds += seconds * throttle;
        access.advance(seconds * (1 - throttle), accessLog);
    }

    private MigrationRecord end(final Ending ending) {
        liveSeconds += vmRunning() ? roundSeconds : 0;
        phase = Phase.ENDED;
        final var result = new MigrationRecord(
                id,
                technique.name(),
                technique.parameters(),
                seed,
                ending,
                setupSeconds,
                setupSeconds + liveSeconds + downtimeSeconds,
                downtimeSeconds,
                downtimeSeconds + resumeSeconds,
                expectedDowntimeSeconds,
                memory.layout().bytes(),
                (long) pending.cardinality() * memory.pageSize(),
                dirtySyncs,
                lostCpuSeconds,
                rounds);
        record = result;
        return result;
    }

    private MigrationRecord finished() {
        if (record == null) {
            throw new IllegalStateException("the migration has no record yet");
        }
        return record;
    }

    private SwitchOver switchOver() {
        return technique.switchOver();
    }
}
