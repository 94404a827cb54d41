package io.github.cloudsimmigration.technique.qemu;

import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * QEMU's rule: the VM stops once what is pending fits a threshold, the measured bandwidth times the downtime limit.
 *
 * <p>Source: QEMU's {@code migration/migration.c}: {@code migration_iteration_run}, {@code migration_update_counters},
 * {@code migration_completion}; {@code migration/ram.c}: {@code ram_save_iterate}.
 *
 * <p>Idea. Pages are sent in iterations of a little over 50 ms, looked at after every batch. Between two iterations, at least 100 ms after
 * it did so last, the bytes sent since over the time since are the bandwidth. Once less than the threshold is unsent the
 * round ends there, with what it has not sent: the log is read, and if what is pending then still is less than the threshold, or nothing,
 * the VM stops; otherwise the unsent rest and what was written are the next round. The threshold is renewed with the bandwidth: until the
 * first one is known it is 0, even if the bandwidth to reckon with is given, and the VM stops without another sync once everything is sent.
 *
 * <p>Every few seconds QEMU 10.2 looks, under auto-converge, whether there was a sync since it last looked, and otherwise reads the log at once;
 * not during the first sweep ({@code migration/cpu-throttle.c}, {@code cpu_throttle_dirty_sync_timer_tick}).
 *
 * <p>Batches should be of 64 pages: QEMU looks at the clock after so many.
 *
 * <p>What it does not claim: device state is not in the threshold, as in QEMU; there is no highest number of rounds and no timeout, so whoever
 * asked for the migration has to end one that does not converge. A forced sync waits for the end of the iteration. A limit on the bandwidth is a
 * smooth rate here ({@link RateControl.Limit}); QEMU sends a tenth of a second's worth as fast as it can and sleeps for the rest of the 100 ms.
 *
 * @param downtimeSeconds the downtime limit
 * @param bytesPerSecond the bandwidth to reckon with ({@code avail-switchover-bandwidth}); 0 to measure it
 * @param version which QEMU
 * @param forcedSyncSeconds how long it is from one look for missing syncs to the next; infinite for none
 */
public record QemuStop(double downtimeSeconds, double bytesPerSecond, QemuVersion version, double forcedSyncSeconds)
        implements StopRule {
    private static final double WINDOW_SECONDS = 0.100;

    /** The clock is read in whole milliseconds, and must show more than 50 of them. */
    private static final double ITERATION_SECONDS = 0.051;

    /** Times are sums of many. */
    private static final double ROUNDING = 1e-9;

    public QemuStop {
        Validate.isTrue(downtimeSeconds >= 0, "downtime limit of %s s, expected 0 or more", downtimeSeconds);
        Validate.isTrue(
                bytesPerSecond >= 0 && Double.isFinite(bytesPerSecond),
                "switch-over bandwidth of %s bytes/s, expected 0 or more",
                bytesPerSecond);
        Validate.isTrue(forcedSyncSeconds > 0, "looks for syncs every %s s, expected above 0", forcedSyncSeconds);
    }

    @Override
    public StopRule withDowntimeLimit(final double seconds) {
        return new QemuStop(seconds, bytesPerSecond, version, forcedSyncSeconds);
    }

    @Override
    public double downtimeLimitSeconds() {
        return downtimeSeconds;
    }

    @Override
    public double reckonedBytesPerSecond(final double measured) {
        return bytesPerSecond > 0 ? bytesPerSecond : measured;
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        return new Threshold(guest.memory().pageSize());
    }

    private final class Threshold implements Judge {
        private final int pageSize;
        private double limitSeconds = downtimeSeconds;
        private double threshold;
        private double iterationSeconds;
        private double windowSeconds;
        private long windowBytes;
        private double secondsSinceLook;
        private int syncs = 1;
        private int syncsAtLook;
        private boolean allSent;

        Threshold(final int pageSize) {
            this.pageSize = pageSize;
        }

        @Override
        public void passed(final long bytes, final double seconds) {
            iterationSeconds += seconds;
            windowSeconds += seconds;
            windowBytes += bytes;
            secondsSinceLook += seconds;
        }

        @Override
        public boolean endsRound(final int unsent) {
            if (secondsToNextLook() > 0 && unsent > 0) {
                return false;
            }
            iterationSeconds = 0;
            if (windowSeconds + ROUNDING >= WINDOW_SECONDS) {
                final double bandwidth = reckonedBytesPerSecond(windowBytes / windowSeconds);
                threshold = bandwidth == 0 ? 0 : bandwidth * limitSeconds;
                windowSeconds = 0;
                windowBytes = 0;
            }
            allSent = unsent == 0 && threshold == 0;
            final boolean forced = forcesSync();
            return pending(unsent) < threshold || forced;
        }

        @Override
        public double secondsToNextLook() {
            return ITERATION_SECONDS - ROUNDING - iterationSeconds;
        }

        private boolean forcesSync() {
            if (secondsSinceLook < forcedSyncSeconds) {
                return false;
            }
            secondsSinceLook = 0;
            final boolean missing = syncs > 1 && syncs == syncsAtLook;
            syncsAtLook = missing ? syncs + 1 : syncs; // the one it forces is none to be seen next time
            return missing;
        }

        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds) {
            if (rounds.isEmpty()) {
                return Optional.empty();
            }
            iterationSeconds = 0;
            syncs++;
            final RoundTally last = rounds.get(rounds.size() - 1);
            if (allSent) {
                return Optional.of(StopReason.ALL_SENT);
            }
            final boolean fits = last.left() == 0 || version.fits(pending(last.left()), threshold);
            return fits ? Optional.of(StopReason.DOWNTIME_LIMIT) : Optional.empty();
        }

        @Override
        public boolean limitDowntime(final double seconds) {
            limitSeconds = seconds;
            return true;
        }

        private double pending(final int pages) {
            return (double) pages * pageSize;
        }
    }
}
