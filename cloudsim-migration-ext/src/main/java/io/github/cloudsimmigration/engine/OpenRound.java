package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Traffic;

/** The round under way: what was pending when it began, and what has become of that so far. */
final class OpenRound {
    private final int pending;
    private final double throttle;
    private final Traffic traffic = new Traffic();
    private int firstSent;
    private int skipped;
    private int held;
    private double seconds;
    private double sendSeconds;

    /**
     * Begins a round.
     *
     * @param pending how many pages are pending, of the whole guest
     * @param throttle the share of its CPU time that the VM is denied
     */
    OpenRound(final int pending, final double throttle) {
        this.pending = pending;
        this.throttle = throttle;
    }

    /** {@return what stands between two rounds} */
    static OpenRound none() {
        return new OpenRound(0, 0);
    }

    /** Takes note of what has arrived. */
    void sent(final Traffic arrived) {
        sent(arrived, 1);
    }

    /** Takes note of what has arrived so many times. */
    void sent(final Traffic arrived, final int times) {
        traffic.addTimes(arrived, times);
    }

    /** Takes note of pages among those sent that had not been sent in any round before. */
    void sentFirst(final int pages) {
        firstSent += pages;
    }

    /** Takes note of pages left out since they were found dirty again. */
    void skipped(final int pages) {
        skipped += pages;
    }

    /** Takes note of pages that are not to be sent in this round. */
    void held(final int pages) {
        held = pages;
    }

    /** Takes note that all pages neither sent nor skipped are not sent in this round. */
    void heldTheRest() {
        held = pending - traffic.pages() - skipped;
    }

    /** Lets time go by in which nothing is sent. */
    void pass(final double passed) {
        seconds += passed;
    }

    /** Lets time go by in which pages are sent. */
    void passSending(final double passed) {
        seconds += passed;
        sendSeconds += passed;
    }

    /** {@return how many of the pages pending at its beginning have not been sent} */
    int unsent() {
        return pending - traffic.pages();
    }

    int pending() {
        return pending;
    }

    /** {@return the bytes sent so far} */
    long bytes() {
        return traffic.bytes();
    }

    double seconds() {
        return seconds;
    }

    /** {@return whether nothing has happened in it} */
    boolean isEmpty() {
        return seconds == 0 && traffic.pages() == 0;
    }

    /**
     * {@return the round, at its end}
     *
     * @param number its number, from 1
     * @param phase what the VM did meanwhile
     * @param dirtied how many pages were written meanwhile
     * @param left how many are pending now
     */
    RoundRecord close(final int number, final CopyPhase phase, final int dirtied, final int left) {
        final var tally = new RoundTally(
                number,
                pending,
                traffic.pages(),
                firstSent,
                skipped,
                held,
                traffic.bytes(),
                seconds,
                sendSeconds,
                dirtied,
                left);
        return new RoundRecord(tally, traffic, throttle, phase);
    }
}
