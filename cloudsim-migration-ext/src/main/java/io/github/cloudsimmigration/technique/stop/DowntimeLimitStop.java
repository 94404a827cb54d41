package io.github.cloudsimmigration.technique.stop;

import io.github.cloudsimmigration.technique.BatchPace;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * Ends the live phase as soon as what is left can be sent, as whole pages at the bandwidth of the last round that sent anything, within a downtime
 * limit (QEMU's {@code downtime-limit}); and otherwise when another rule says so.
 *
 * @param seconds the limit
 * @param otherwise the other rule
 */
public record DowntimeLimitStop(double seconds, StopRule otherwise) implements StopRule.Combined {
    public DowntimeLimitStop {
        Validate.isTrue(seconds >= 0, "downtime limit of %s s, expected 0 or more", seconds);
    }

    @Override
    public StopRule withDowntimeLimit(final double newSeconds) {
        final StopRule limited = otherwise.withDowntimeLimit(newSeconds);
        return limited instanceof DowntimeLimitStop ? limited : new DowntimeLimitStop(newSeconds, limited);
    }

    @Override
    public double downtimeLimitSeconds() {
        return seconds;
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        final Judge other = otherwise.start(guest);
        final int pageSize = guest.memory().pageSize();
        return new CombinedJudge() {
            private double limit = seconds;

            @Override
            public Judge other() {
                return other;
            }

            @Override
            public boolean limitDowntime(final double newSeconds) {
                limit = newSeconds;
                other.limitDowntime(newSeconds);
                return true;
            }

            @Override
            public int batchesToNextLook(final BatchPace pace, final int unsent, final int most) {
                return other.batchesToNextLook(pace, unsent, most);
            }

            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                if (!rounds.isEmpty() && RoundTally.secondsToSendTheRest(rounds, pageSize) <= limit) {
                    return Optional.of(StopReason.DOWNTIME_LIMIT);
                }
                return other.check(rounds);
            }
        };
    }
}
