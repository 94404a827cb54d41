package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageLog;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.function.Consumer;

/**
 * Reads the dirty log between the ends of rounds, at a fixed interval of time, without taking from the round what it has to know at its
 * end.
 */
final class WriteSamples {
    private final PageLog log;
    private final double interval;
    private final Consumer<PageSet> listener;
    private final PageSet sample;
    private final PageSet round;
    private final PageSet drained;
    private double sinceLast;

    /**
     * Starts sampling.
     *
     * @param log the dirty log
     * @param interval the interval in seconds, above 0
     * @param listener shown every sample
     */
    WriteSamples(final PageLog log, final double interval, final Consumer<PageSet> listener) {
        this.log = log;
        this.interval = interval;
        this.listener = listener;
        this.sample = new PageSet(log.pages().capacity());
        this.round = new PageSet(log.pages().capacity());
        this.drained = new PageSet(log.pages().capacity());
    }

    /** {@return how long until the next sample is due, in seconds} */
    double untilNext() {
        return interval - sinceLast;
    }

    /** Lets time pass, no further than to the next sample. */
    void pass(final double seconds) {
        sinceLast += seconds;
        if (sinceLast >= interval) {
            drain();
            listener.accept(sample);
            sample.clear();
            sinceLast = 0;
        }
    }

    /** Moves all pages written in the round into {@code target}. */
    void endRound(final PageSet target) {
        drain();
        target.set(round);
        round.clear();
    }

    private void drain() {
        log.drainTo(drained);
        sample.addAll(drained);
        round.addAll(drained);
    }
}
