package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The VM runs at the destination, and what is pending follows it in a {@linkplain PostCopyStream stream}. */
final class PostCopyPhase implements Phase {
    private final PostCopy how;
    private final MemoryTransfer transfer;
    private final PostCopyStream stream;
    private final Runnable whenOver;

    /**
     * Begins with the VM running.
     *
     * @param context what it works on
     * @param how push order and latencies
     * @param networkRoundTripSeconds what the network adds to a round trip
     * @param random what is drawn at random is drawn from this
     * @param whenOver called when all has arrived
     */
    PostCopyPhase(
            final PhaseContext context,
            final PostCopy how,
            final double networkRoundTripSeconds,
            final RandomGenerator random,
            final Runnable whenOver) {
        this.how = how;
        this.whenOver = whenOver;
        transfer = context.transfer();
        final RunningGuest guest = context.guest();
        final PageSet pending = transfer.pending();
        if (how.skipsFreePages()) {
            pending.retainAll(guest.memory().allocated());
        }
        transfer.beginRoundOfAll();
        stream = new PostCopyStream(
                how,
                networkRoundTripSeconds,
                guest.memory().layout().oneIn(),
                pending,
                context.decisions().encoder(),
                new PageTouches(guest.access(), pending, random),
                guest.vcpus(),
                transfer::followed);
    }

    @Override
    public boolean recovers() {
        return how.recovers();
    }

    @Override
    public PostCopyResult result(final double seconds) {
        return stream.result(seconds);
    }

    @Override
    public CopyPhase copyPhase() {
        return CopyPhase.POSTCOPY;
    }

    @Override
    public double lostCpuShare() {
        return stream.stalledShare();
    }

    @Override
    public double stalledCpuSeconds(final double seconds) {
        return stream.stalledCpuSeconds(seconds);
    }

    @Override
    public @Nullable Step next() {
        return endIfDone(0) ? null : stream.next();
    }

    @Override
    public boolean endIfDone(final double seconds) {
        if (!stream.finished()) {
            return false;
        }
        transfer.round().passSending(seconds);
        transfer.round().sent(stream.traffic());
        transfer.endRound(CopyPhase.POSTCOPY);
        whenOver.run();
        return true;
    }

    @Override
    public Step.Send goesAt(final Step.Send send, final double bytesPerSecond) {
        return stream.goesAt(send, bytesPerSecond);
    }

    @Override
    public Remainder rateChanges(final Step.Send send, final double seconds, final double bytes) {
        if (!stream.goesSteadily()) {
            return Phase.super.rateChanges(send, seconds, bytes);
        }
        final var passed = Step.Passed.of(Math.round(bytes), bytes, seconds);
        stream.endSteadily(passed.seconds());
        transfer.round().passSending(passed.seconds());
        return new Remainder(passed, (Step.Send) stream.next());
    }

    @Override
    public void done(final double seconds, final double bytes, final boolean steadily) {
        stream.done(seconds, bytes);
        transfer.round().passSending(seconds);
    }

    @Override
    public void abort(final double seconds, final double bytes) {
        stream.abort(seconds, bytes);
        transfer.round().passSending(seconds);
        transfer.round().sent(stream.traffic());
    }
}
