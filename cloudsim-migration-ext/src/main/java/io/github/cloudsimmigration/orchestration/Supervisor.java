package io.github.cloudsimmigration.orchestration;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.Optional;

/** Watches over one migration: raises its downtime limit step by step, and acts when it takes too long. */
public final class Supervisor {
    private final Orchestration orchestration;
    private final LiveMigration migration;
    private final long bytes;
    private long leastRemaining = Long.MAX_VALUE;
    private double lastProgress;
    private int downtimeStep = -1;
    private boolean acted;

    /**
     * Begins to watch when the migration begins.
     *
     * @param orchestration what to do
     * @param migration the migration
     * @param bytes the VM's memory
     */
    public Supervisor(final Orchestration orchestration, final LiveMigration migration, final long bytes) {
        this.orchestration = orchestration;
        this.migration = migration;
        this.bytes = bytes;
    }

    /**
     * Looks at the migration.
     *
     * @param seconds how long it has been going on
     * @return how it ends, if it is to be called off
     */
    public Optional<Ending> look(final double seconds) {
        raiseDowntimeLimit(seconds);
        noteProgress(seconds);
        if (acted || migration.switchedOver() || !migration.vmRunning()) {
            return Optional.empty();
        }
        if (seconds >= completionSeconds()) {
            return act("completion-timeout", "it took longer than " + completionSeconds() + " s");
        }
        return seconds >= progressDueSeconds()
                ? act(
                        "progress-timeout",
                        "what is left has not become less for "
                                + orchestration.timeouts().progressSeconds() + " s")
                : Optional.empty();
    }

    /** Sees that a round has ended, so long after the start. */
    public void noteProgress(final double seconds) {
        final long remaining = migration.remainingBytes();
        if (remaining < leastRemaining) {
            leastRemaining = remaining;
            lastProgress = seconds;
        }
    }

    /** {@return when to look next, in seconds since the start of the migration; infinite for never} */
    public double nextLookSeconds() {
        final double nextStep = orchestration
                .downtimeSteps()
                .filter(steps -> downtimeStep < steps.steps())
                .map(steps -> steps.startSeconds(downtimeStep + 1, bytes))
                .orElse(Double.POSITIVE_INFINITY);
        return acted ? nextStep : Math.min(nextStep, Math.min(completionSeconds(), progressDueSeconds()));
    }

    private double completionSeconds() {
        return orchestration.timeouts().completionSeconds(bytes);
    }

    private double progressDueSeconds() {
        return lastProgress + orchestration.timeouts().progressSeconds();
    }

    private void raiseDowntimeLimit(final double seconds) {
        orchestration.downtimeSteps().ifPresent(steps -> {
            int step = downtimeStep;
            while (step < steps.steps() && steps.startSeconds(step + 1, bytes) <= seconds) {
                step++;
            }
            if (step > downtimeStep) {
                downtimeStep = step;
                migration.setDowntimeLimit(steps.limitSeconds(step));
            }
        });
    }

    private Optional<Ending> act(final String reason, final String explanation) {
        acted = true;
        switch (orchestration.onTimeout()) {
            case ABORT -> {
                return Optional.of(new Ending(Outcome.FAILED, reason, explanation + "; the VM runs on at the source"));
            }
            case FORCE_STOP -> migration.forceStop();
            case SWITCH_TO_POSTCOPY -> {
                if (migration.technique().encoding().needsFinalRound()) {
                    migration.forceStop();
                } else {
                    migration.requestPostCopy(orchestration.postCopy());
                }
            }
        }
        return Optional.empty();
    }
}
