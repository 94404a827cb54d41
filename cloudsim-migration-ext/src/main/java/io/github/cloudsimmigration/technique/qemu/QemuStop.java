package io.github.cloudsimmigration.technique.qemu;

import io.github.cloudsimmigration.technique.BatchPace;
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
        private final Looks looks = new Looks();
        private boolean allSent;

        Threshold(final int pageSize) {
            this.pageSize = pageSize;
        }

        @Override
        public void passed(final long bytes, final double seconds, final int batches) {
            final var pace = new BatchPace(bytes / batches, 0, seconds / batches);
            int left = batches - looks.pass(pace, batches);
            while (left > 0) {
                looks.look();
                left -= looks.pass(pace, left);
            }
        }

        @Override
        public boolean endsRound(final int unsent) {
            if (secondsToNextLook() > 0 && unsent > 0) {
                return false;
            }
            final boolean forced = looks.look();
            allSent = unsent == 0 && looks.threshold == 0;
            return pending(unsent) < looks.threshold || forced;
        }

        @Override
        public double secondsToNextLook() {
            return looks.secondsToNext();
        }

        @Override
        public int batchesToNextLook(final BatchPace pace, final int unsent, final int most) {
            final Looks ahead = new Looks(looks);
            int batches = ahead.pass(pace, most);
            while (batches < most && !ahead.look() && pending(unsent - batches * pace.pages()) >= ahead.threshold) {
                batches += ahead.pass(pace, most - batches);
            }
            return batches;
        }

        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds) {
            if (rounds.isEmpty()) {
                return Optional.empty();
            }
            looks.synced();
            final RoundTally last = rounds.get(rounds.size() - 1);
            if (allSent) {
                return Optional.of(StopReason.ALL_SENT);
            }
            final boolean fits = last.left() == 0 || version.fits(pending(last.left()), looks.threshold);
            return fits ? Optional.of(StopReason.DOWNTIME_LIMIT) : Optional.empty();
        }

        @Override
        public boolean limitDowntime(final double seconds) {
            looks.limitSeconds = seconds;
            return true;
        }

        private double pending(final int pages) {
            return (double) pages * pageSize;
        }
    }

    /** The looks between iterations, and what comes of them. */
    private final class Looks {
        private double limitSeconds = downtimeSeconds;
        private double threshold;
        private double iterationSeconds;
        private double windowSeconds;
        private long windowBytes;
        private double secondsSinceForcing;
        private int syncs = 1;
        private int syncsAtForcing;

        Looks() {}

        Looks(final Looks other) {
            limitSeconds = other.limitSeconds;
            threshold = other.threshold;
            iterationSeconds = other.iterationSeconds;
            windowSeconds = other.windowSeconds;
            windowBytes = other.windowBytes;
            secondsSinceForcing = other.secondsSinceForcing;
            syncs = other.syncs;
            syncsAtForcing = other.syncsAtForcing;
        }

        double secondsToNext() {
            return ITERATION_SECONDS - ROUNDING - iterationSeconds;
        }

        /** Lets batches pass, so many at most, up to the next look. {@return how many} */
        int pass(final BatchPace pace, final int most) {
            final int batches = pace.batchesIn(secondsToNext(), most);
            iterationSeconds += pace.seconds() * batches;
            windowSeconds += pace.seconds() * batches;
            windowBytes += pace.bytes() * batches;
            secondsSinceForcing += pace.seconds() * batches;
            return batches;
        }

        /** Looks at the bandwidth. {@return whether a sync is forced} */
        boolean look() {
            iterationSeconds = 0;
            if (windowSeconds + ROUNDING >= WINDOW_SECONDS) {
                final double bandwidth = reckonedBytesPerSecond(windowBytes / windowSeconds);
                threshold = bandwidth == 0 ? 0 : bandwidth * limitSeconds;
                windowSeconds = 0;
                windowBytes = 0;
            }
            return forcesSync();
        }

        private boolean forcesSync() {
            if (secondsSinceForcing < forcedSyncSeconds) {
                return false;
            }
            secondsSinceForcing = 0;
            final boolean missing = syncs > 1 && syncs == syncsAtForcing;
            syncsAtForcing = missing ? syncs + 1 : syncs; // the one it forces is none to be seen next time
            return missing;
        }

        void synced() {
            iterationSeconds = 0;
            syncs++;
        }
    }
}
