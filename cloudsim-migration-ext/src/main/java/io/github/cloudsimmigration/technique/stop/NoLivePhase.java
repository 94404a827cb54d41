package io.github.cloudsimmigration.technique.stop;

import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import java.util.List;
import java.util.Optional;

/** Suspends the VM at once: stop-and-copy, or post-copy without rounds before it. */
public record NoLivePhase() implements StopRule.RoundRule {
    @Override
    public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
        return Optional.of(StopReason.NO_LIVE_PHASE);
    }

    /** {@return 0: nothing is waited for} */
    @Override
    public double downtimeLimitSeconds() {
        return 0;
    }
}
