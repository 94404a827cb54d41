package io.github.cloudsimmigration.technique.throttle;

import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.qemu.QemuStop;
import org.apache.commons.lang3.Validate;

/**
 * QEMU's auto-converge: looks, at a sync, at what was dirtied and sent since it last looked, if that is a second ago or more.
 *
 * <p>Source: QEMU's {@code migration/ram.c}, {@code migration_trigger_throttle}, capability {@code auto-converge}.
 *
 * <p>Idea. A period ends at the first sync that comes at least a second after its start. If more than half as many bytes were dirtied
 * in it as were sent, it counts; the second one counted throttles by 20 %, and counting starts anew; each further time 10 % more, at most 99 %.
 * Dirtied pages are those that were not pending when they were written, as QEMU counts them; sent bytes are all on the wire.
 *
 * <p>Cost: O(1) per round; the VM loses the throttle's share of its CPU time, which the record reports.
 *
 * <p>What it does not claim: when syncs come. Rounds that take longer than a period are a period each; {@link QemuStop} ends those that QEMU
 * 10.2 cuts short.
 *
 * @param periodSeconds how long a period lasts at least, in seconds; 1 in QEMU
 * @param trigger bytes dirtied, as a share of the bytes sent, above which a period counts ({@code throttle-trigger-threshold})
 * @param periods periods that must count before the throttle moves, 1 or more; 2 in QEMU
 * @param steps how it moves
 */
public record AutoConverge(double periodSeconds, double trigger, int periods, ThrottleSteps steps)
        implements CpuThrottle {
    /** QEMU's defaults. */
    public static final AutoConverge DEFAULT = new AutoConverge(1, 0.50, 2, ThrottleSteps.QEMU);

    public AutoConverge {
        Validate.isTrue(
                periodSeconds >= 0 && Double.isFinite(periodSeconds),
                "throttle period of %s s, expected 0 or more",
                periodSeconds);
        Validate.isTrue(trigger >= 0, "dirtied share of %s, expected 0 or more", trigger);
        Validate.isTrue(periods > 0, "throttle after %d periods, expected 1 or more", periods);
    }

    @Override
    public Governor start(final MigratingGuest guest) {
        final int pageSize = guest.memory().pageSize();
        return new Governor() {
            private final CountingThrottle throttle = new CountingThrottle(periods, steps);
            private double seconds;
            private long dirtied;
            private long sent;

            @Override
            public double throttle() {
                return throttle.now();
            }

            @Override
            public void roundEnded(final RoundTally tally) {
                seconds += tally.seconds();
                dirtied += (long) tally.newlyPending() * pageSize;
                sent += tally.bytes();
                if (seconds < periodSeconds) {
                    return;
                }
                if (dirtied > trigger * sent) {
                    throttle.count();
                }
                seconds = 0;
                dirtied = 0;
                sent = 0;
            }
        };
    }
}
