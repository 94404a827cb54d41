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
 * Asks for post-copy after some rounds or some time, whichever comes first; before that another rule may end the live phase.
 *
 * <p>Time ends a round behind the batch under way, as QEMU's {@code migrate_start_postcopy} does: the smaller a technique's {@linkplain
 * io.github.cloudsimmigration.technique.Technique#batchPages batches}, the sooner.
 *
 * @param rounds after this round, 0 or more
 * @param seconds after this much live phase, 0 or more; infinite for never
 * @param otherwise the other rule
 */
public record PostCopyAfter(int rounds, double seconds, StopRule otherwise) implements StopRule.Combined {
    public PostCopyAfter {
        Validate.isTrue(rounds >= 0, "post-copy after %d rounds, expected 0 or more", rounds);
        Validate.isTrue(seconds >= 0, "post-copy after %s s, expected 0 or more", seconds);
    }

    /** {@return post-copy after some rounds} */
    public static PostCopyAfter rounds(final int rounds, final StopRule otherwise) {
        return new PostCopyAfter(rounds, Double.POSITIVE_INFINITY, otherwise);
    }

    /** {@return post-copy after some time, in seconds of the live phase} */
    public static PostCopyAfter seconds(final double seconds, final StopRule otherwise) {
        return new PostCopyAfter(Integer.MAX_VALUE, seconds, otherwise);
    }

    @Override
    public boolean asksForPostCopy() {
        return true;
    }

    @Override
    public StopRule withDowntimeLimit(final double limit) {
        return new PostCopyAfter(rounds, seconds, otherwise.withDowntimeLimit(limit));
    }

    @Override
    public Judge start(final MigratingGuest guest) {
        final Judge other = otherwise.start(guest);
        return new CombinedJudge() {
            private double passedSeconds;

            @Override
            public Judge other() {
                return other;
            }

            @Override
            public Optional<StopReason> check(final List<RoundTally> tallies) {
                return isDue(tallies.size()) ? Optional.of(StopReason.POSTCOPY_REQUESTED) : other.check(tallies);
            }

            @Override
            public boolean endsRound(final int unsent) {
                return passedSeconds >= seconds || other.endsRound(unsent);
            }

            @Override
            public double secondsToNextLook() {
                return Math.min(seconds - passedSeconds, other.secondsToNextLook());
            }

            @Override
            public int batchesToNextLook(final BatchPace pace, final int unsent, final int most) {
                return other.batchesToNextLook(pace, unsent, pace.batchesIn(seconds - passedSeconds, most));
            }

            @Override
            public void passed(final long bytes, final double newSeconds, final int batches) {
                passedSeconds += newSeconds;
                other.passed(bytes, newSeconds, batches);
            }

            private boolean isDue(final int roundsSoFar) {
                return roundsSoFar >= rounds || passedSeconds >= seconds;
            }
        };
    }
}
