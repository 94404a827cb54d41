package io.github.cloudsimmigration.technique.throttle;

import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import org.apache.commons.lang3.Validate;

/**
 * Takes CPU time from a VM that writes faster than its pages are sent.
 *
 * <p>Source: Z. Liu, W. Qu, W. Liu, K. Li, "Xen Live Migration with Slowdown Scheduling Algorithm", PDCAT 2010.
 *
 * <p>Idea. A VM with less CPU time writes less. What the paper leaves open, how much less and when: after each round, if the bytes
 * dirtied were at least half of those sent, the round counts; the second one counted, not necessarily in succession, throttles by 20 %, and
 * counting starts anew; each further time 10 % more, at most 99 %. A round in which nothing was written does not count. The throttle
 * ends with the live phase.
 *
 * <p>Cost: O(1) per round; the VM loses the throttle's share of its CPU time, which the record reports.
 *
 * <p>What it does not claim: fewer writes from a VM whose writes do not follow its CPU time.
 *
 * @param trigger bytes dirtied, as a share of the bytes sent, from which on a round counts
 * @param rounds rounds that must count before the throttle moves, 1 or more
 * @param steps how it moves
 */
public record Slowdown(double trigger, int rounds, ThrottleSteps steps) implements CpuThrottle {
    /** The rule with the resolutions above. */
    public static final Slowdown DEFAULT = new Slowdown(0.50, 2, ThrottleSteps.QEMU);

    public Slowdown {
        Validate.isTrue(trigger >= 0, "dirtied share of %s, expected 0 or more", trigger);
        Validate.isTrue(rounds > 0, "throttle after %d rounds, expected 1 or more", rounds);
    }

    @Override
    public Governor start(final MigratingGuest guest) {
        final int pageSize = guest.memory().pageSize();
        return new Governor() {
            private final CountingThrottle throttle = new CountingThrottle(rounds, steps);

            @Override
            public double throttle() {
                return throttle.now();
            }

            @Override
            public void roundEnded(final RoundTally tally) {
                final double dirtied = (double) tally.dirtied() * pageSize;
                if (dirtied > 0 && dirtied >= trigger * tally.bytes()) {
                    throttle.count();
                }
            }
        };
    }
}
