package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;

/**
 * A throttle on QEMU's software CPU: reading the dirty log waits until the virtual CPU has left its sleep.
 *
 * <p>Source: QEMU's {@code softmmu/cpu-throttle.c}, and {@code tcg_log_global_after_sync}, which waits for every virtual CPU.
 *
 * @param throttle how much
 */
record TcgThrottle(CpuThrottle throttle) implements CpuThrottle {
    @Override
    public Governor start(final MigratingGuest guest) {
        final Governor governor = throttle.start(guest);
        return new Governor() {
            private double cycleSeconds;

            @Override
            public double throttle() {
                return governor.throttle();
            }

            @Override
            public double syncWaitSeconds(final double roundSeconds) {
                return ThrottleCycle.sleepingSeconds(governor.throttle(), cycleSeconds + roundSeconds);
            }

            @Override
            public void roundEnded(final RoundTally tally) {
                final double before = governor.throttle();
                governor.roundEnded(tally);
                cycleSeconds = governor.throttle() == before ? cycleSeconds + tally.seconds() : 0;
            }
        };
    }
}
