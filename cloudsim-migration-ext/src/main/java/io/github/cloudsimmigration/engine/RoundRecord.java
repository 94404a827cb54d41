package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Traffic;

/**
 * One round of a migration; post-copy counts as the last one.
 *
 * @param tally pages, bytes, duration and dirtied pages
 * @param traffic what went over the wire, by kind; not to be changed
 * @param throttle share of its CPU time the VM lost to the throttle meanwhile, 0 to 1
 * @param phase where the VM was
 */
public record RoundRecord(RoundTally tally, Traffic traffic, double throttle, CopyPhase phase) {
    /** {@return whether this was the final round, with the VM stopped} */
    public boolean finalRound() {
        return phase == CopyPhase.STOPPED;
    }

    /** {@return bytes on the wire per second; 0 for a round that took no time} */
    public double bytesPerSecond() {
        return tally.seconds() > 0 ? tally.bytes() / tally.seconds() : 0;
    }
}
