package io.github.cloudsimmigration.technique;

import java.util.List;
import java.util.Optional;

/** Decision 6: when the live phase ends. */
@FunctionalInterface
public interface StopRule {
    /** Suspends the VM at once. */
    StopRule NO_LIVE_PHASE = new NoLivePhase();

    /**
     * {@return why the live phase ends here, or nothing if it goes on}
     *
     * @param rounds the rounds so far, oldest first; none before round 1
     * @param pages the guest's number of pages
     */
    Optional<StopReason> check(List<RoundTally> rounds, int pages);

    /** The rule of {@link #NO_LIVE_PHASE}. */
    record NoLivePhase() implements StopRule {
        @Override
        public Optional<StopReason> check(final List<RoundTally> rounds, final int pages) {
            return Optional.of(StopReason.NO_LIVE_PHASE);
        }
    }
}
