package io.github.cloudsimmigration.technique;

/** Decision 4: how much CPU time the migrating VM loses, so that it writes less. */
public interface CpuThrottle {
    /** Leaves the VM alone. */
    CpuThrottle NONE = new None();

    /** {@return the throttle at work on one guest} */
    Governor start(MigratingGuest guest);

    /** A throttle at work on one guest. */
    interface Governor {
        /** {@return the share of its CPU time the VM loses now, 0 to below 1} */
        double throttle();

        /**
         * {@return how long reading the dirty log has to wait for the throttled VM at the end of a round, in seconds}
         *
         * @param roundSeconds how long the round has lasted
         */
        default double syncWaitSeconds(final double roundSeconds) {
            return 0;
        }

        /** Sees the end of a round. */
        default void roundEnded(final RoundTally tally) {}
    }

    /** The throttle of {@link #NONE}. */
    record None() implements CpuThrottle {
        @Override
        public Governor start(final MigratingGuest guest) {
            return () -> 0;
        }
    }
}
