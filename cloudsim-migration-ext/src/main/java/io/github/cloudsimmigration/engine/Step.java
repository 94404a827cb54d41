package io.github.cloudsimmigration.engine;

/** What a migration does next; whoever drives it says how long that took. */
public sealed interface Step {
    /**
     * Send bytes.
     *
     * @param bytes how many, 0 or more
     * @param pieceBytes how many of them make a piece, which is always sent to its end; 0 if the transfer may end anywhere
     * @param maxBytesPerSecond no faster than this; infinite if only the network limits
     * @param untilSeconds after so long no other piece is begun, even if some are left; infinite if all of it is to be sent
     * @param cpuSeconds CPU time the source spends on all of it
     */
    record Send(long bytes, long pieceBytes, double maxBytesPerSecond, double untilSeconds, double cpuSeconds)
            implements Step {
        private static final double ROUNDING_BYTES = 0.5;

        Send(final long bytes, final double maxBytesPerSecond) {
            this(bytes, bytes, maxBytesPerSecond, Double.POSITIVE_INFINITY, 0);
        }

        /** {@return whether it can end before all has been sent, behind a piece} */
        public boolean isInPieces() {
            return pieceBytes > 0 && pieceBytes < bytes;
        }

        /**
         * {@return how many bytes have been sent when it ends, which is at the end of a piece}
         *
         * @param sent how many have been sent after {@link #untilSeconds}, or when the piece under way then is not through yet
         */
        public double bytesAtEnd(final double sent) {
            if (sent >= bytes || pieceBytes == 0) {
                return Math.min(sent, (double) bytes);
            }
            final double pieces = Math.max(1, Math.ceil((sent - ROUNDING_BYTES) / pieceBytes));
            return Math.min(pieces * pieceBytes, (double) bytes);
        }
    }

    /**
     * The part of a step that has been sent whole.
     *
     * @param bytes how much
     * @param seconds how long that took, in seconds
     */
    record Passed(long bytes, double seconds) {
        /** {@return some of the bytes that were sent at one rate, with their share of the seconds that all of them took} */
        static Passed of(final long some, final double bytes, final double seconds) {
            return new Passed(some, some == 0 ? 0 : seconds * Math.min(1, some / bytes));
        }
    }

    /**
     * Let time pass without sending.
     *
     * @param seconds how long, 0 or more
     * @param cpuSeconds CPU time the source spends meanwhile, at most as long
     */
    record Wait(double seconds, double cpuSeconds) implements Step {
        Wait(final double seconds) {
            this(seconds, 0);
        }
    }

    /**
     * Nothing more.
     *
     * @param record what is left of the migration
     */
    record Finished(MigrationRecord record) implements Step {}
}
