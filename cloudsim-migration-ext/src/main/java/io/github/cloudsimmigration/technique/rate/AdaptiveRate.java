package io.github.cloudsimmigration.technique.rate;

import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import org.apache.commons.lang3.Validate;

/**
 * Sends a little faster than the VM writes.
 *
 * <p>Source: C. Clark et al., "Live Migration of Virtual Machines", NSDI 2005, section 5.3; compiled into Xen only on request.
 *
 * <p>Idea. Round 1 is sent slowly; each later one at the dirtying rate of the round before (pages written, times their size, over its duration)
 * and a constant more, up to a maximum. The final round is sent at the maximum. {@link AdaptiveRateStop} ends the
 * live phase when the maximum does not help.
 *
 * <p>Cost: O(1) per round. The rate is a function of the last round alone.
 *
 * @param firstBytesPerSecond rate of round 1; 100 Mbit/s in the paper
 * @param extraBytesPerSecond what is added to the dirtying rate; 50 Mbit/s in the paper
 * @param maxBytesPerSecond the most; 500 Mbit/s in the paper
 */
public record AdaptiveRate(double firstBytesPerSecond, double extraBytesPerSecond, double maxBytesPerSecond)
        implements RateControl {
    /** The paper's rates; a megabit is 10^6 bits. */
    public static final AdaptiveRate CLARK = new AdaptiveRate(100e6 / 8, 50e6 / 8, 500e6 / 8);

    public AdaptiveRate {
        Validate.isTrue(firstBytesPerSecond > 0, "first rate of %s bytes/s, expected more than 0", firstBytesPerSecond);
        Validate.isTrue(extraBytesPerSecond > 0, "extra rate of %s bytes/s, expected more than 0", extraBytesPerSecond);
        Validate.isTrue(
                maxBytesPerSecond >= firstBytesPerSecond,
                "highest rate of %s bytes/s, expected at least the first one, %s",
                maxBytesPerSecond,
                firstBytesPerSecond);
    }

    /** {@return the rate of the round after one, in bytes per second} */
    double after(final RoundTally round, final int pageSize) {
        return Math.min(maxBytesPerSecond, round.writtenPagesRate() * pageSize + extraBytesPerSecond);
    }

    @Override
    public Controller start(final MigratingGuest guest) {
        final int pageSize = guest.memory().pageSize();
        return new Controller() {
            private double rate = firstBytesPerSecond;

            @Override
            public double bytesPerSecond() {
                return rate;
            }

            @Override
            public double finalBytesPerSecond() {
                return maxBytesPerSecond;
            }

            @Override
            public void roundEnded(final RoundTally tally) {
                rate = after(tally, pageSize);
            }
        };
    }
}
