package io.github.cloudsimmigration.scenarios.validation;

/** QEMU's CPU throttle in time: a virtual CPU runs for 10 ms, then sleeps as long as the throttle takes. */
final class ThrottleCycle {
    private static final double RUN_SECONDS = 0.010;

    private ThrottleCycle() {}

    /**
     * {@return how long it runs between two times, in seconds}
     *
     * @param throttle share of the time it sleeps, 0 to below 1
     * @param from a time, counted from the start of a cycle
     * @param to a later one
     */
    static double runningSeconds(final double throttle, final double from, final double to) {
        return throttle > 0 ? runningSeconds(throttle, to) - runningSeconds(throttle, from) : to - from;
    }

    private static double runningSeconds(final double throttle, final double time) {
        final double cycle = RUN_SECONDS / (1 - throttle);
        final double cycles = Math.floor(time / cycle);
        return cycles * RUN_SECONDS + Math.min(time - cycles * cycle, RUN_SECONDS);
    }

    /** {@return how long it still runs, at a time at which it does} */
    static double runningSecondsLeft(final double throttle, final double time) {
        return RUN_SECONDS - time % (RUN_SECONDS / (1 - throttle));
    }

    /** {@return how long after a time it runs again; 0 if it does} */
    static double sleepingSeconds(final double throttle, final double time) {
        if (throttle <= 0) {
            return 0;
        }
        final double cycle = RUN_SECONDS / (1 - throttle);
        final double phase = time % cycle;
        return phase < RUN_SECONDS ? 0 : cycle - phase;
    }
}
