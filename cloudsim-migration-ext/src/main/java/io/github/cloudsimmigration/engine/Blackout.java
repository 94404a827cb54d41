package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.SwitchOver;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import org.jspecify.annotations.Nullable;

/** The VM stands still: it is stopped, what must be there before it runs is sent, and it is resumed at the destination. */
final class Blackout implements Phase {
    private final SwitchOver switchOver;
    private final @Nullable PostCopy postCopy;
    private final StopReason reason;
    private final RunningGuest guest;
    private final Decisions decisions;
    private final MemoryTransfer transfer;
    private final MigrationLedger ledger;
    private final Runnable whenOver;
    private final Slice slice = new Slice();
    private At at = At.SUSPENDING;

    private enum At {
        SUSPENDING,
        FINAL_COPY,
        RESUMING
    }

    /**
     * Begins with the VM stopped.
     *
     * @param context what it works on
     * @param reason why the VM was stopped
     * @param postCopy how what is pending follows the VM; null if it is sent before
     * @param whenOver called when the VM runs again
     */
    Blackout(
            final PhaseContext context,
            final StopReason reason,
            final @Nullable PostCopy postCopy,
            final Runnable whenOver) {
        switchOver = context.technique().switchOver();
        guest = context.guest();
        decisions = context.decisions();
        transfer = context.transfer();
        ledger = context.ledger();
        this.reason = reason;
        this.postCopy = postCopy;
        this.whenOver = whenOver;
    }

    @Override
    public boolean sentWhole() {
        return at == At.RESUMING && postCopy == null;
    }

    @Override
    public CopyPhase copyPhase() {
        return CopyPhase.STOPPED;
    }

    @Override
    public double lostCpuShare() {
        return 0;
    }

    @Override
    public Step next() {
        return switch (at) {
            case SUSPENDING -> new Step.Wait(switchOver.suspendSeconds());
            case FINAL_COPY ->
                slice.step(0, decisions.rateController().finalBytesPerSecond(), Double.POSITIVE_INFINITY);
            case RESUMING -> new Step.Wait(switchOver.resumeSeconds());
        };
    }

    @Override
    public void done(final double seconds, final double bytes, final boolean steadily) {
        switch (at) {
            case SUSPENDING -> {
                ledger.passSuspending(seconds);
                beginFinalCopy();
                at = At.FINAL_COPY;
            }
            case FINAL_COPY -> {
                transfer.round().passSending(seconds);
                transfer.arrived(slice, slice.batchesOf(bytes));
                at = At.RESUMING;
                transfer.endRound(CopyPhase.STOPPED);
            }
            case RESUMING -> {
                ledger.passResuming(seconds);
                whenOver.run();
            }
        }
    }

    @Override
    public void abort(final double seconds, final double bytes) {
        switch (at) {
            case SUSPENDING -> ledger.passSuspending(seconds);
            case FINAL_COPY -> {
                transfer.partlyArrived(slice, bytes);
                transfer.round().passSending(seconds);
            }
            case RESUMING -> ledger.passResuming(seconds);
        }
    }

    private void beginFinalCopy() {
        final boolean amidRound = reason == StopReason.POSTCOPY_REQUESTED || reason == StopReason.ALL_SENT;
        if (!amidRound || ledger.tallies().isEmpty()) {
            ledger.synced(); // a round that is cut short has been synced already
        }
        transfer.forgetFreePages();
        transfer.beginRoundOfAll();
        decisions.encoder().begin(CopyPhase.STOPPED, slice.each());
        loadPages(postCopy == null ? Integer.MAX_VALUE : postCopy.nonPageablePages());
        slice.each().add(PageKind.DEVICE_STATE, 0, switchOver.deviceStateBytes(guest.vcpus()));
        if (postCopy != null) {
            final int ranges = transfer.inGuest(transfer.pending().runs());
            slice.each().add(PageKind.DEVICE_STATE, 0, postCopy.discards().bytes(ranges));
        }
    }

    private void loadPages(final int most) {
        final PageSet pending = transfer.pending();
        final GuestMemory memory = guest.memory();
        final var sweep = new PageCursor(pending, PageRanges.sweep(memory.pages()));
        final var batch = new PageBatch();
        if (most > 0 && sweep.deal(Math.max(1, most / memory.layout().oneIn()), batch)) {
            decisions.encoder().encode(batch, CopyPhase.STOPPED, slice.each());
        }
        slice.take(batch, 1);
    }
}
