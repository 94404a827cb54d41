package io.github.cloudsimmigration.technique;

/** Decision 5: how fast the migration may send while the VM runs. The stop-and-copy is never held back. */
public interface RateControl {
    /** As fast as the network allows. */
    RateControl UNLIMITED = new Limit(Double.POSITIVE_INFINITY);

    /** {@return the control at work on one guest} */
    Controller start(MigratingGuest guest);

    /** A control at work on one guest. */
    interface Controller {
        /** {@return the highest rate allowed now, in bytes per second} */
        double bytesPerSecond();

        /** Sees the end of a round. */
        default void roundEnded(final RoundTally tally) {}
    }

    /**
     * A fixed limit (QEMU's {@code max-bandwidth}).
     *
     * <p>What it does not claim: QEMU's bursts. QEMU sends a tenth of a second's worth as fast as it can and sleeps for the rest of 100 ms; here
     * every slice goes at the limit.
     *
     * @param bytesPerSecond bytes per second, above 0
     */
    record Limit(double bytesPerSecond) implements RateControl {
        public Limit {
            if (!(bytesPerSecond > 0)) {
                throw new IllegalArgumentException(
                        "rate limit of " + bytesPerSecond + " bytes/s, expected more than 0");
            }
        }

        @Override
        public Controller start(final MigratingGuest guest) {
            return () -> bytesPerSecond;
        }
    }
}
