package io.github.cloudsimmigration.technique;

/** Decision 5: how fast the migration may send. */
public interface RateControl {
    /** As fast as the network allows. */
    RateControl UNLIMITED = new Limit(Double.POSITIVE_INFINITY);

    /** {@return the control at work on one guest} */
    Controller start(MigratingGuest guest);

    /** A control at work on one guest. */
    interface Controller {
        /** {@return the highest rate allowed while the VM runs, in bytes per second} */
        double bytesPerSecond();

        /** {@return the highest rate allowed while it is stopped, in bytes per second; unlimited unless a control says otherwise} */
        default double finalBytesPerSecond() {
            return Double.POSITIVE_INFINITY;
        }

        /** Sees the end of a round. */
        default void roundEnded(final RoundTally tally) {}
    }

    /**
     * A fixed limit while the VM runs (QEMU's {@code max-bandwidth}).
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
