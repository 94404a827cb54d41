package io.github.cloudsimmigration.technique.throttle;

/** A throttle that takes a step each time something has happened so many times. */
final class CountingThrottle {
    private final int times;
    private final ThrottleSteps steps;
    private int counted;
    private double throttle;

    CountingThrottle(final int times, final ThrottleSteps steps) {
        this.times = times;
        this.steps = steps;
    }

    double now() {
        return throttle;
    }

    void count() {
        counted++;
        if (counted >= times) {
            counted = 0;
            throttle = steps.above(throttle);
        }
    }
}
