package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.technique.stop.DowntimeLimitStop;
import java.util.List;
import java.util.Optional;

/** Decision 6: when a round ends before all its pages are sent, and when the live phase ends. */
public interface StopRule {
    /** {@return the rule at work on one guest} */
    Judge start(MigratingGuest guest);

    /** {@return this rule with QEMU's {@code downtime-limit}, in seconds} */
    default StopRule withDowntimeLimit(final double seconds) {
        return new DowntimeLimitStop(seconds, this);
    }

    /** {@return the downtime limit in seconds; QEMU's default of 300 ms if the rule has none} */
    default double downtimeLimitSeconds() {
        return 0.300;
    }

    /**
     * {@return the bandwidth to reckon with for what is left, in bytes/s}
     *
     * @param measured that of the last round that sent anything
     */
    default double reckonedBytesPerSecond(final double measured) {
        return measured;
    }

    /** {@return whether it ends the live phase for post-copy to follow, so that the switch-over must be one} */
    default boolean asksForPostCopy() {
        return false;
    }

    /** A stop rule at work on one guest. */
    @FunctionalInterface
    interface Judge {
        /**
         * {@return why the live phase ends here, or nothing if it goes on}
         *
         * @param rounds the rounds so far, oldest first; none before round 1
         */
        Optional<StopReason> check(List<RoundTally> rounds);

        /**
         * {@return whether the round ends here, with what it has not sent}
         *
         * <p>Asked before every batch, or less often if it says so ({@link #secondsToNextLook}, {@link #batchesToNextLook}).
         *
         * @param unsent pages that were pending when the round began and have not been sent since
         */
        default boolean endsRound(final int unsent) {
            return false;
        }

        /**
         * {@return for how long, in seconds, it can tell already that a round with pages unsent does not end; 0 if it cannot}
         *
         * <p>Asked after {@link #endsRound} has been and has said no. The batch under way after so long is sent to its end.
         */
        default double secondsToNextLook() {
            return 0;
        }

        /**
         * {@return behind how many batches to ask again whether a round ends, if all go at one pace; 1 or more}
         *
         * <p>Asked after {@link #endsRound} has been and has said no. For batches of unknown pace there is {@link #secondsToNextLook}.
         *
         * @param pace what each batch is
         * @param unsent pages that were pending when the round began and have not been sent since
         * @param most how many batches there are, 1 or more
         */
        default int batchesToNextLook(final BatchPace pace, final int unsent, final int most) {
            return pace.batchesIn(secondsToNextLook(), most);
        }

        /**
         * Changes the downtime limit, if the rule has one.
         *
         * @param seconds the limit
         * @return whether it has one
         */
        default boolean limitDowntime(final double seconds) {
            return false;
        }

        /**
         * Sees time pass in the live phase.
         *
         * @param bytes bytes that arrived meanwhile
         * @param seconds how long it took
         * @param batches how many batches they were, of one size and pace, {@linkplain #batchesToNextLook no more than there could be} before
         *     it is asked again; 1 if there was no pace to speak of
         */
        default void passed(final long bytes, final double seconds, final int batches) {}
    }

    /** A rule that asks another one, too: what it does not say itself, the other one does. */
    interface Combined extends StopRule {
        /** {@return the other rule} */
        StopRule otherwise();

        @Override
        StopRule withDowntimeLimit(double seconds);

        @Override
        default double downtimeLimitSeconds() {
            return otherwise().downtimeLimitSeconds();
        }

        @Override
        default double reckonedBytesPerSecond(final double measured) {
            return otherwise().reckonedBytesPerSecond(measured);
        }

        @Override
        default boolean asksForPostCopy() {
            return otherwise().asksForPostCopy();
        }
    }

    /** Such a rule at work on one guest. One with a say of its own in {@link #endsRound} says when it has to be asked, too. */
    interface CombinedJudge extends Judge {
        /** {@return the other rule at work} */
        Judge other();

        @Override
        default boolean endsRound(final int unsent) {
            return other().endsRound(unsent);
        }

        @Override
        default double secondsToNextLook() {
            return other().secondsToNextLook();
        }

        @Override
        default boolean limitDowntime(final double seconds) {
            return other().limitDowntime(seconds);
        }

        @Override
        default void passed(final long bytes, final double seconds, final int batches) {
            other().passed(bytes, seconds, batches);
        }
    }

    /** A rule that looks only at the rounds that have ended, so that every round sends all it has to. */
    interface RoundRule extends StopRule {
        /**
         * {@return why the live phase ends here, or nothing if it goes on}
         *
         * @param rounds the rounds so far, oldest first; none before round 1
         * @param pages the guest's number of pages
         */
        Optional<StopReason> check(List<RoundTally> rounds, int pages);

        @Override
        default Judge start(final MigratingGuest guest) {
            return new Judge() {
                @Override
                public Optional<StopReason> check(final List<RoundTally> rounds) {
                    return RoundRule.this.check(rounds, guest.guestPages());
                }

                @Override
                public double secondsToNextLook() {
                    return Double.POSITIVE_INFINITY;
                }
            };
        }
    }
}
