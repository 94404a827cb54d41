package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.stop.ClassicStop;
import org.apache.commons.lang3.Validate;

/** Decision 1: which of the pending pages are sent in a round. */
public interface PageSelection {
    /** {@return the selection at work on one guest} */
    Selector start(MigratingGuest guest);

    /** {@return whether the live dirty log is read when a batch comes up, and pages found in it are skipped} */
    default boolean peeks() {
        return false;
    }

    /** {@return whether page updates must be counted, since the VM's start} */
    default boolean countsUpdates() {
        return false;
    }

    /**
     * {@return whether free pages are left out: the guest's allocator is asked before every round, and what it has not handed
     * out is never pending}
     */
    default boolean skipsFreePages() {
        return false;
    }

    /**
     * {@return at which interval of time, counted from the start of round 1, the selector is shown what was written, in seconds; 0
     * for never. A selection that peeks cannot sample}
     */
    default double samplingSeconds() {
        return 0;
    }

    /** {@return the stop rule that goes with it, unless a technique has another; that of classic pre-copy if it holds no pages back} */
    default StopRule stopRule() {
        return ClassicStop.XEN;
    }

    /** {@return how long its rounds last at least, in seconds, unless a technique says otherwise; what learns from rounds needs time} */
    default double minRoundSeconds() {
        return 0;
    }

    /** {@return how the guest is watched before round 1} */
    default Observation observation() {
        return Observation.NONE;
    }

    /**
     * A watch over the guest's writes before round 1.
     *
     * @param intervals number of intervals, 0 for no watch
     * @param intervalSeconds guest time of each
     */
    record Observation(int intervals, double intervalSeconds) {
        /** No watch at all. */
        public static final Observation NONE = new Observation(0, 0);

        public Observation {
            Validate.isTrue(intervals >= 0, "observation of %d intervals, expected 0 or more", intervals);
            Validate.isTrue(intervalSeconds >= 0, "observation interval %s s, expected 0 or more", intervalSeconds);
        }
    }

    /** A selection at work on one guest; called in the order of the methods, round after round. */
    interface Selector {
        /**
         * Sees the pages written in one interval of the observation.
         *
         * @param written the pages; not valid after the call
         */
        default void observed(final PageSet written) {}

        /**
         * Chooses the pages of a round.
         *
         * @param round its number, from 1
         * @param pending the pages whose copy at the destination is missing or stale; not to be changed
         * @param send empty; gets the chosen pages, all of them pending. The others are held
         */
        void choose(int round, PageSet pending, PageSet send);

        /**
         * Decides over pages found in the dirty log when their batch came up.
         *
         * @param early the pages; those left in it are skipped, those the selector moves out are held
         */
        default void foundEarly(final PageBatch early) {}

        /**
         * Sees a batch that has left.
         *
         * @param batch its pages; not valid after the call
         */
        default void sent(final PageBatch batch) {}

        /**
         * Sees the end of an interval of {@link PageSelection#samplingSeconds()}. One that ends together with a round comes first.
         *
         * @param written the pages written during the interval; not valid after the call
         */
        default void sampled(final PageSet written) {}

        /**
         * Sees the end of a round.
         *
         * @param tally what the round did
         * @param dirty the pages written during the round; not valid after the call
         */
        default void roundEnded(final RoundTally tally, final PageSet dirty) {}
    }
}
