package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.Traffic;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.function.Consumer;

/**
 * Post-copy, event by event: the VM runs at the destination and touches pages, the source sends those asked for and pushes the others.
 * Where the rate is known to be steady a step stands for many events; they are carried out at its end, or as far as somebody asks.
 *
 * <p>A page's way: unsent until its first byte leaves the {@link PushingSource}, then in flight, then at the {@link FaultingGuest}. A touch
 * of an unsent page stalls a virtual CPU and puts the page, once the request has reached the source, before all that are only pushed.
 *
 * <p>In a sample the arrival of the last page is not delayed by what its fault stands for.
 *
 * <p>Cost: O(1) per page sent; a step for each push slice and some for each fault, or one a second where the rate is known to be steady and
 * all pages are alike.
 */
final class PostCopyStream {
    /** A driver's clock cannot tell shorter steps from none. */
    private static final double SHORTEST_STEADY_SECONDS = 1e-9;

    private final FaultingGuest guest;
    private final PushingSource source;
    private double promisedSeconds;
    private double now;
    private double steadyBytesPerSecond; // 0 while the step under way goes event by event
    private double passedOfStep;

    /**
     * Begins post-copy.
     *
     * @param how push order and latencies
     * @param networkRoundTripSeconds what the network adds to a round trip
     * @param oneIn how many pages of the guest each page stands for
     * @param pending the pages to send
     * @param encoder how they are sent
     * @param touches when the VM first touches them, by guest time from here on
     * @param vcpus virtual CPUs
     * @param listener shown the pages that have left
     */
    PostCopyStream(
            final PostCopy how,
            final double networkRoundTripSeconds,
            final int oneIn,
            final PageSet pending,
            final PageEncoding.Encoder encoder,
            final PageTouches touches,
            final int vcpus,
            final Consumer<PageBatch> listener) {
        final double oneWaySeconds = (how.roundTripSeconds() + networkRoundTripSeconds) / 2;
        guest = new FaultingGuest(how, oneWaySeconds, oneIn, pending, touches, vcpus);
        source = new PushingSource(how, oneWaySeconds, oneIn, pending, encoder, guest, listener);
    }

    /** {@return whether everything has arrived and every virtual CPU runs} */
    boolean finished() {
        return guest.waitsForNothing() && source.hasSentAll();
    }

    /** {@return the share of the virtual CPUs that stand still all through the step under way} */
    double stalledShare() {
        return goesSteadily() ? 0 : guest.stalledShare();
    }

    /** {@return how long each virtual CPU has stood still, on average, when so much of the step under way has passed} */
    double stalledCpuSeconds(final double seconds) {
        if (goesSteadily()) {
            passEvents(seconds);
        }
        return guest.stalledCpuSeconds() + guest.stalledShare() * (seconds - passedOfStep);
    }

    /** {@return what has gone over the wire} */
    Traffic traffic() {
        return source.traffic();
    }

    /**
     * {@return what post-copy did}
     *
     * @param seconds how long it lasted by the driver's clock
     */
    PostCopyResult result(final double seconds) {
        return guest.result(seconds);
    }

    /** {@return what to do next: send until something happens at the destination, or wait for it} */
    Step next() {
        final double end = source.hasSentTheRest() ? guest.lastArrival() : Double.POSITIVE_INFINITY;
        promisedSeconds = Math.max(0, Math.min(guest.nextEvent(now), end) - now);
        return source.next(promisedSeconds);
    }

    /**
     * Says that the step under way, which begins, goes at one rate. It lasts longer then, if what is sent is even.
     *
     * @param send the step
     * @param bytesPerSecond the rate
     * @return the step that is under way then
     */
    Step.Send goesAt(final Step.Send send, final double bytesPerSecond) {
        if (!source.goesEvenly()) {
            return send;
        }
        final double toNextEvent = Math.min(promisedSeconds, source.sliceBytes() / bytesPerSecond);
        pass(0, 0, false); // nothing of the slice has been sent
        passedOfStep = 0;
        final double seconds = Math.min(Phase.LONGEST_STEP_SECONDS, source.secondsToLastPage(bytesPerSecond));
        final boolean steady = bytesPerSecond > 0 && seconds > Math.max(toNextEvent, SHORTEST_STEADY_SECONDS);
        steadyBytesPerSecond = steady ? bytesPerSecond : 0;
        return steady ? source.sendAll(seconds) : (Step.Send) next();
    }

    /** {@return whether the step under way goes at one rate, whatever happens} */
    boolean goesSteadily() {
        return steadyBytesPerSecond > 0;
    }

    /** Lets everything happen that does up to so far into the step under way. Who only asks how far it is leaves no trace by that. */
    private void passEvents(final double seconds) {
        while (passedOfStep < seconds) {
            final double whole =
                    next() instanceof Step.Send ? source.sliceBytes() / steadyBytesPerSecond : Double.POSITIVE_INFINITY;
            final double part = Math.min(promisedSeconds, whole);
            if (passedOfStep + part > seconds) {
                pass(0, 0, false); // nothing of the slice has been sent
                return;
            }
            passSteadily(part, part == whole);
        }
    }

    private void passSteadily(final double seconds, final boolean whole) {
        pass(seconds, whole ? source.sliceBytes() : seconds * steadyBytesPerSecond, whole);
        guest.happen(now, source);
        passedOfStep += seconds;
    }

    /** Says that the step under way, which has passed so far, goes on event by event. */
    void endSteadily(final double seconds) {
        if (goesSteadily()) {
            passEvents(seconds);
            if (passedOfStep < seconds) {
                next();
                passSteadily(seconds - passedOfStep, false);
            }
            steadyBytesPerSecond = 0;
            passedOfStep = 0;
        }
    }

    /**
     * Says how the step went.
     *
     * @param measuredSeconds how long it took
     * @param bytes how much of it was sent
     */
    void done(final double measuredSeconds, final double bytes) {
        if (goesSteadily()) {
            endSteadily(measuredSeconds);
            return;
        }
        final boolean whole = source.isWhole(bytes);
        pass(whole ? measuredSeconds : promisedSeconds, bytes, whole);
        guest.happen(now, source);
    }

    /**
     * Ends in the middle of a step.
     *
     * @param seconds how much of the step has passed
     * @param bytes how much of it was sent
     */
    void abort(final double seconds, final double bytes) {
        if (goesSteadily()) {
            endSteadily(seconds);
        } else {
            pass(seconds, bytes, source.isWhole(bytes));
        }
        source.abort();
    }

    private void pass(final double seconds, final double bytes, final boolean whole) {
        guest.pass(seconds);
        now += seconds;
        source.sent(now, seconds, bytes, whole);
    }
}
