package io.github.cloudsimmigration.technique.rate;

import io.github.cloudsimmigration.technique.BatchPace;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;

/**
 * Ends the live phase when another rule says so, and otherwise when a round at the highest rate of an {@link AdaptiveRate} has sent more
 * pages than the one before: the VM writes faster than the migration may send.
 *
 * <p>Source: Xen's legacy {@code xc_domain_save}, built with {@code ADAPTIVE_SAVE}. A function of the rounds alone: a round's rate
 * follows from the round before it.
 *
 * @param rate the rate control that goes with it
 * @param otherwise the rule that is asked first
 */
public record AdaptiveRateStop(AdaptiveRate rate, StopRule otherwise) implements StopRule.Combined {
    @Override
    public StopRule withDowntimeLimit(final double seconds) {
        return new AdaptiveRateStop(rate, otherwise.withDowntimeLimit(seconds));
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        final int pageSize = guest.memory().pageSize();
        final Judge other = otherwise.start(guest);
        return new CombinedJudge() {
            @Override
            public Judge other() {
                return other;
            }

            @Override
            public int batchesToNextLook(final BatchPace pace, final int unsent, final int most) {
                return other.batchesToNextLook(pace, unsent, most);
            }

            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                final Optional<StopReason> reason = other.check(rounds);
                return reason.isEmpty() && gainsNothing(rounds, pageSize)
                        ? Optional.of(StopReason.NOT_CONVERGING)
                        : reason;
            }
        };
    }

    private boolean gainsNothing(final List<RoundTally> rounds, final int pageSize) {
        if (rounds.size() < 2) {
            return false;
        }
        final RoundTally before = rounds.get(rounds.size() - 2);
        final RoundTally last = rounds.get(rounds.size() - 1);
        return rate.after(before, pageSize) >= rate.maxBytesPerSecond() && last.sent() > before.sent();
    }
}
