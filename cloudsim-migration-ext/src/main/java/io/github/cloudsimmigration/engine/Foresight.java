package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageCursor;
import org.jspecify.annotations.Nullable;

/**
 * What a round sends behind the batch under way if all goes at one rate, though the dirty log is peeked at before each batch.
 *
 * <p>Key idea: at a steady rate it is known when each batch's turn comes, and the guest follows nothing but its own time. So it is run ahead from
 * batch to batch; where the rate changes it is taken back, and run as far as it has come.
 */
final class Foresight {
    private final RunningGuest guest;
    private final SliceLoader loader;
    private final double most;
    private final Slice batches = new Slice();
    private final Slice last = new Slice();
    private @Nullable PageCursor place;
    private double bytesPerSecond;
    private double throttle;
    private double guestSeconds;
    private double farthest;
    private boolean seesSomething;

    /**
     * Makes one for a migration, which sees nothing yet.
     *
     * @param guest the VM
     * @param loader what loads the slices of its rounds
     * @param most how far it looks at most, in seconds: no batch that begins so late or later is seen
     */
    Foresight(final RunningGuest guest, final SliceLoader loader, final double most) {
        this.guest = guest;
        this.loader = loader;
        this.most = most;
        this.farthest = most;
    }

    /**
     * Looks ahead from the moment when a batch begins to be sent: twice as far as it has last gone on at one rate.
     *
     * @param underWay the batch
     * @param rate in bytes/s, 0 or more
     * @param lostShare the share of its CPU time that the guest is denied
     */
    void look(final Slice underWay, final double rate, final double lostShare) {
        if (loader.foresees() && underWay.cpuSeconds() == 0 && underWay.bytes() < rate * farthest && guest.remember()) {
            place = loader.place();
            bytesPerSecond = rate;
            throttle = lostShare;
            run(underWay, farthest);
        }
    }

    private void run(final Slice underWay, final double seconds) {
        double begins = underWay.bytes() / bytesPerSecond;
        boolean more = true;
        while (more && begins < seconds) {
            guest.pass(begins - guestSeconds, throttle);
            guestSeconds = begins;
            batches.add(last);
            more = loader.load(last, true);
            if (last.cpuSeconds() > 0) { // it may wait for the processor
                lookAgain(underWay, begins);
                return;
            }
            seesSomething = true;
            begins += last.bytes() / bytesPerSecond;
        }
    }

    /** The rate changes: forgets the batches that would have begun after so many seconds; they will be loaded when their turn comes. */
    void end(final Slice underWay, final double seconds) {
        farthest = Math.min(most, 2 * seconds);
        lookAgain(underWay, seconds);
    }

    private void lookAgain(final Slice underWay, final double seconds) {
        goBack();
        if (place != null) {
            run(underWay, seconds);
        }
    }

    /** Takes the guest back to where the batch under way began to be sent, and sees nothing any more. */
    void goBack() {
        if (place != null) {
            loader.goBackTo(place.copy());
            guest.goBack();
            guestSeconds = 0;
            seesSomething = false;
            batches.clear();
            last.clear();
        }
    }

    /** {@return whether it sees nothing} */
    boolean isEmpty() {
        return !seesSomething;
    }

    /** {@return the bytes of all that it sees} */
    long bytes() {
        return batches.bytes() + last.bytes();
    }

    /** {@return the batches it sees but for the last one, as one} */
    Slice batches() {
        return batches;
    }

    /** {@return the last batch; it is none if all pages behind have been found dirty by then} */
    Slice last() {
        return last;
    }

    /**
     * Sees nothing any more, for what it saw has come true.
     *
     * @param seconds how long that took at one rate
     * @return how many of these seconds the guest has been run ahead for already
     */
    double forget(final double seconds) {
        farthest = Math.min(most, Math.max(farthest, 2 * seconds));
        final double ahead = guestSeconds;
        place = null;
        seesSomething = false;
        guestSeconds = 0;
        return ahead;
    }
}
