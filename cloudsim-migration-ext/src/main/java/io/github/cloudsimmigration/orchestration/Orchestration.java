package io.github.cloudsimmigration.orchestration;

import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * How a datacenter runs its migrations.
 *
 * <pre>{@code
 * var orchestration = Orchestration.NONE
 *         .withLimits(MigrationLimits.KUBEVIRT)
 *         .withTimeouts(Timeouts.KUBEVIRT, OnTimeout.SWITCH_TO_POSTCOPY);
 * }</pre>
 *
 * @param limits how many at once
 * @param order which first
 * @param timeouts how long each may take
 * @param onTimeout what becomes of one that takes longer
 * @param postCopy how pages follow after {@link OnTimeout#SWITCH_TO_POSTCOPY}
 * @param downtimeSteps a downtime limit that rises in steps, if there is one
 * @param retry whether one that failed is tried again
 */
public record Orchestration(
        MigrationLimits limits,
        QueueOrder order,
        Timeouts timeouts,
        OnTimeout onTimeout,
        PostCopy postCopy,
        Optional<DowntimeSteps> downtimeSteps,
        RetryPolicy retry) {
    /** Every request at once, as long as it takes, once. */
    public static final Orchestration NONE = new Orchestration(
            MigrationLimits.NONE,
            QueueOrder.FIFO,
            Timeouts.NONE,
            OnTimeout.ABORT,
            PostCopy.DEFAULT,
            Optional.empty(),
            RetryPolicy.NEVER);

    public Orchestration {
        Validate.notNull(limits, "limits: null, expected some, or MigrationLimits.NONE");
        Validate.notNull(order, "order of the queue: null, expected one of %s", List.of(QueueOrder.values()));
        Validate.notNull(timeouts, "timeouts: null, expected some, or Timeouts.NONE");
        Validate.notNull(onTimeout, "what timeouts do: null, expected one of %s", List.of(OnTimeout.values()));
        Validate.notNull(postCopy, "post-copy after timeouts: null, expected one, or PostCopy.DEFAULT");
        Validate.notNull(downtimeSteps, "steps of the downtime limit: null, expected some, or an empty Optional");
        Validate.notNull(retry, "retry policy: null, expected one, or RetryPolicy.NEVER");
    }

    public Orchestration withLimits(final MigrationLimits newLimits) {
        return new Orchestration(newLimits, order, timeouts, onTimeout, postCopy, downtimeSteps, retry);
    }

    public Orchestration withOrder(final QueueOrder newOrder) {
        return new Orchestration(limits, newOrder, timeouts, onTimeout, postCopy, downtimeSteps, retry);
    }

    public Orchestration withTimeouts(final Timeouts newTimeouts, final OnTimeout newOnTimeout) {
        return new Orchestration(limits, order, newTimeouts, newOnTimeout, postCopy, downtimeSteps, retry);
    }

    public Orchestration withPostCopy(final PostCopy newPostCopy) {
        return new Orchestration(limits, order, timeouts, onTimeout, newPostCopy, downtimeSteps, retry);
    }

    public Orchestration withDowntimeSteps(final DowntimeSteps steps) {
        return new Orchestration(limits, order, timeouts, onTimeout, postCopy, Optional.of(steps), retry);
    }

    public Orchestration withRetry(final RetryPolicy newRetry) {
        return new Orchestration(limits, order, timeouts, onTimeout, postCopy, downtimeSteps, newRetry);
    }
}
