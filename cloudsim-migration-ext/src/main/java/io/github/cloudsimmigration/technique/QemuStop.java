package io.github.cloudsimmigration.technique;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * QEMU's rule: the VM stops once what is pending fits a threshold, the measured bandwidth times the downtime limit.
 *
 * <p>Source: QEMU's {@code migration/migration.c}: {@code migration_iteration_run}, {@code migration_update_counters},
 * {@code migration_completion}; {@code migration/ram.c}: {@code ram_save_iterate}.
 *
 * <p>Idea. Pages are sent in iterations of a little over 50 ms, looked at after every slice. Between two iterations, at least 100 ms after
 * it did so last, the bytes sent since over the time since are the bandwidth. Once less than the threshold is unsent the
 * round ends there, with what it has not sent: the log is read, and if what is pending then still is less than the threshold, or nothing,
 * the VM stops; otherwise the unsent rest and what was written are the next round. Until the first bandwidth is known the threshold is 0,
 * and the VM stops without another sync once everything is sent.
 *
 * <p>Slices should be of 64 pages: QEMU looks at the clock after so many.
 *
 * <p>What it does not claim: device state is not in the threshold, as in QEMU; there is no highest number of rounds and no timeout, so whoever
 * asked for the migration has to end one that does not converge.
 *
 * @param downtimeSeconds the downtime limit
 * @param bytesPerSecond the bandwidth to reckon with ({@code avail-switchover-bandwidth}); 0 to measure it
 * @param version which QEMU
 * @param forcedSyncSeconds after how long without a sync one is forced; infinite for never
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
        Validate.isTrue(forcedSyncSeconds > 0, "sync forced after %s s, expected above 0", forcedSyncSeconds);
    }

    @Override
    public StopRule withDowntimeLimit(final double seconds) {
        return new QemuStop(seconds, bytesPerSecond, version, forcedSyncSeconds);
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        return new Threshold(guest.memory().pageSize());
    }

    private final class Threshold implements Judge {
        private final int pageSize;
        private double limitSeconds = downtimeSeconds;
        private double measured;
        private double iterationSeconds;
        private double windowSeconds;
        private long windowBytes;
        private double secondsSinceSync;
        private boolean allSent;

        Threshold(final int pageSize) {
            this.pageSize = pageSize;
        }

        @Override
        public void passed(final long bytes, final double seconds) {
            iterationSeconds += seconds;
            windowSeconds += seconds;
            windowBytes += bytes;
            secondsSinceSync += seconds;
        }

        @Override
        public boolean endsRound(final int unsent) {
            if (iterationSeconds + ROUNDING < ITERATION_SECONDS && unsent > 0) {
                return false;
            }
            iterationSeconds = 0;
            if (windowSeconds + ROUNDING >= WINDOW_SECONDS) {
                measured = windowBytes / windowSeconds;
                windowSeconds = 0;
                windowBytes = 0;
            }
            allSent = unsent == 0 && threshold() == 0;
            return pending(unsent) < threshold() || secondsSinceSync >= forcedSyncSeconds;
        }

        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds) {
            if (rounds.isEmpty()) {
                return Optional.empty();
            }
            iterationSeconds = 0;
            secondsSinceSync = 0;
            final RoundTally last = rounds.get(rounds.size() - 1);
            if (allSent) {
                return Optional.of(StopReason.ALL_SENT);
            }
            final boolean fits = last.left() == 0 || version.fits(pending(last.left()), threshold());
            return fits ? Optional.of(StopReason.DOWNTIME_LIMIT) : Optional.empty();
        }

        @Override
        public boolean limitDowntime(final double seconds) {
            limitSeconds = seconds;
            return true;
        }

        private double threshold() {
            final double bandwidth = bytesPerSecond > 0 ? bytesPerSecond : measured;
            return bandwidth == 0 ? 0 : bandwidth * limitSeconds;
        }

        private double pending(final int pages) {
            return (double) pages * pageSize;
        }
    }
}
