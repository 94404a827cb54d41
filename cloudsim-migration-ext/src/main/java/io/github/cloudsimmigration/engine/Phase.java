package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.technique.CopyPhase;
import org.jspecify.annotations.Nullable;

/** A part of a migration, which gives it its steps. When it is over it says so to whoever began it, who begins the next one. */
interface Phase {
    /** The longest step made because the rate is steady: whoever carries it out may have to look at something meanwhile. */
    double LONGEST_STEP_SECONDS = 1;

    /** {@return what the VM does meanwhile} */
    CopyPhase copyPhase();

    /** {@return the next step; null if there is none, and another phase has begun} */
    @Nullable
    Step next();

    /**
     * Says how the step under way went.
     *
     * @param seconds how long it took
     * @param bytes how much was sent
     * @param steadily whether at one rate all along
     */
    void done(double seconds, double bytes, boolean steadily);

    /**
     * Ends in the midst of the step under way.
     *
     * @param seconds how much of it has passed
     * @param bytes how much has been sent
     */
    void abort(double seconds, double bytes);

    /** {@return whether all of the VM has been sent, and it only has to be resumed} */
    default boolean sentWhole() {
        return false;
    }

    /** {@return whether a stream that breaks pauses the VM, which has left the source, until it is mended} */
    default boolean recovers() {
        return false;
    }

    /** {@return what post-copy did, if the rounds of this phase lasted so long} */
    default PostCopyResult result(final double seconds) {
        return PostCopyResult.NONE;
    }

    /**
     * Ends the step under way before its time, if the phase is to end anyway and can without the rest of it.
     *
     * @param seconds how long it has taken, 0 or more
     * @param bytes how much of it has been sent
     * @return whether it has ended
     */
    default boolean interrupt(final double seconds, final double bytes) {
        return false;
    }

    /**
     * Ends if there is nothing left to do.
     *
     * @param seconds how long after the last step
     * @return whether it has ended
     */
    default boolean endIfDone(final double seconds) {
        return false;
    }

    /** {@return the share of its CPU time the VM loses all through the step under way, 0 to 1} */
    double lostCpuShare();

    /** {@return how long each processor of the VM has stood still for faults, on average, when so much of the step under way has passed} */
    default double stalledCpuSeconds(final double seconds) {
        return 0;
    }

    /**
     * Says at what rate the step that is just beginning sends.
     *
     * @param send the step
     * @param bytesPerSecond the rate, 0 or more
     * @return the step that is under way then
     */
    default Step.Send goesAt(final Step.Send send, final double bytesPerSecond) {
        return send;
    }

    /**
     * Leaves behind what has been sent to its end of the step under way, whose rate changes.
     *
     * @param send the step
     * @param seconds how long it has taken so far
     * @param bytes how much of it has been sent
     * @return the step that is under way then
     */
    default Remainder rateChanges(final Step.Send send, final double seconds, final double bytes) {
        return new Remainder(new Step.Passed(0, 0), send);
    }

    /**
     * What is left of a step.
     *
     * @param passed what has been left behind
     * @param send the rest
     */
    record Remainder(Step.Passed passed, Step.Send send) {}
}
