package io.github.cloudsimmigration.orchestration;

import org.apache.commons.lang3.Validate;

/**
 * Whether a migration that failed is tried again, and when: after a delay that grows from attempt to attempt.
 *
 * @param attempts how many attempts in all, 1 or more
 * @param firstDelaySeconds before the second attempt, 0 or more and finite
 * @param factor how much longer each further delay is, 1 or more and finite
 * @param maxDelaySeconds no delay is longer than this, 0 or more and finite
 */
public record RetryPolicy(int attempts, double firstDelaySeconds, double factor, double maxDelaySeconds) {
    /** One attempt. */
    public static final RetryPolicy NEVER = new RetryPolicy(1, 0, 1, 0);

    public RetryPolicy {
        Validate.isTrue(attempts > 0, "%d attempts, expected 1 or more", attempts);
        Validate.isTrue(
                firstDelaySeconds >= 0 && Double.isFinite(firstDelaySeconds),
                "retry after %s s, expected a finite time of 0 or more",
                firstDelaySeconds);
        Validate.isTrue(
                factor >= 1 && Double.isFinite(factor),
                "back-off factor %s, expected a finite number of 1 or more",
                factor);
        Validate.isTrue(
                maxDelaySeconds >= 0 && Double.isFinite(maxDelaySeconds),
                "retry after at most %s s, expected a finite time of 0 or more",
                maxDelaySeconds);
    }

    /** {@return whether there is another attempt after so many} */
    public boolean allowsAfter(final int attempt) {
        return attempt < attempts;
    }

    /**
     * {@return how long to wait after an attempt, in seconds}
     *
     * @param attempt its number, from 1
     */
    public double delaySecondsAfter(final int attempt) {
        return firstDelaySeconds == 0
                ? 0 // however far the power overflows
                : Math.min(maxDelaySeconds, firstDelaySeconds * Math.pow(factor, attempt - 1));
    }
}
