package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.Traffic;

/**
 * One round of a migration.
 *
 * @param tally pages, bytes, duration and dirtied pages
 * @param traffic what went over the wire, by kind; not to be changed
 * @param throttle share of its CPU time the VM lost meanwhile, 0 to 1
 * @param finalRound whether the VM was stopped
 */
public record RoundRecord(RoundTally tally, Traffic traffic, double throttle, boolean finalRound) {
    /** {@return bytes on the wire per second; 0 for a round that took no time} */
    public double bytesPerSecond() {
        return tally.seconds() > 0 ? tally.bytes() / tally.seconds() : 0;
    }
}
