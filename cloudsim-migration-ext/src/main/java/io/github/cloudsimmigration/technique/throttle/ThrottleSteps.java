package io.github.cloudsimmigration.technique.throttle;

import org.apache.commons.lang3.Validate;

/**
 * How a throttle climbs: to the first step, then by equal steps to the top. QEMU's {@code cpu-throttle-initial}, {@code
 * cpu-throttle-increment} and {@code max-cpu-throttle}, as shares of the CPU time.
 *
 * @param initial the first step, 0 to below 1
 * @param increment each further one, 0 to below 1
 * @param max the top, 0 to below 1
 */
public record ThrottleSteps(double initial, double increment, double max) {
    /** QEMU's 20 %, 10 % and 99 %. */
    public static final ThrottleSteps QEMU = new ThrottleSteps(0.20, 0.10, 0.99);

    public ThrottleSteps {
        check("initial", initial);
        check("increment", increment);
        check("max", max);
        Validate.isTrue(
                initial <= max,
                "initial throttle of %s and max throttle of %s, expected no more than that",
                initial,
                max);
    }

    /** {@return the throttle one step above another; above 0, which is no throttle, is the first step} */
    double above(final double throttle) {
        return Math.min(max, throttle == 0 ? initial : throttle + increment);
    }

    private static void check(final String what, final double share) {
        Validate.isTrue(share >= 0 && share < 1, "%s throttle of %s, expected 0 to below 1", what, share);
    }
}
