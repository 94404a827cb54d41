package io.github.cloudsimmigration.datacenter;

/**
 * The time that a VM loses in post-copy. Its processors stall and go on many thousand times a second, and no VM is brought up to date for that:
 * what it has lost is settled when something else brings it up to date.
 */
final class Stalls {
    private double share = 1;
    private double since;
    private double lostSeconds;
    private double settledAt;
    private double settledShare = 1;

    /** {@return the share of its processors that run now, of those it has been given} */
    double share() {
        return share;
    }

    /** {@return whether something has been lost since the last settlement, or is being lost} */
    boolean unsettled() {
        return share < 1 || lostSeconds > 0;
    }

    /** Lets another share of the processors run from now on. */
    void change(final double newShare, final double now) {
        lostSeconds += (1 - share) * (now - since);
        since = now;
        share = newShare;
    }

    /** {@return the time lost since the last settlement, in seconds} */
    double settle(final double now) {
        change(share, now);
        final double lost = lostSeconds;
        if (now > settledAt) {
            settledShare = 1 - lost / (now - settledAt);
        }
        lostSeconds = 0;
        settledAt = now;
        return lost;
    }

    /** {@return the share that ran on average between the last two settlements} */
    double settledShare() {
        return settledShare;
    }
}
