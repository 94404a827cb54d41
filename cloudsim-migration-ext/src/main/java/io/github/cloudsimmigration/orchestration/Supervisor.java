package io.github.cloudsimmigration.orchestration;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import java.util.Optional;

/**
 * Watches over one migration: raises its downtime limit step by step, and acts, once, when it takes too long. It watches until the VM has left
 * the source; once the VM is stopped, all that is left to do is to call the migration off.
 */
public final class Supervisor {
    private static final double CLOCK_ROUNDING_SECONDS = 1e-6;

    private final Orchestration orchestration;
    private final LiveMigration migration;
    private final long bytes;
    private double leastAfterRound = Double.POSITIVE_INFINITY;
    private double leastInRound;
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
        this.leastInRound = migration.remainingBytes();
    }

    /**
     * Looks at the migration.
     *
     * @param seconds how long it has been going on
     * @param sentBytes how much of the step under way has been sent
     * @return how it ends, if it is to be called off
     */
    public Optional<Ending> look(final double seconds, final double sentBytes) {
        raiseDowntimeLimit(seconds);
        noteSending(seconds, sentBytes);
        if (!mayAct()) {
            return Optional.empty();
        }
        if (isDue(completionSeconds(), seconds)) {
            return act("completion-timeout", "it took longer than " + completionSeconds() + " s");
        }
        return isDue(progressDueSeconds(), seconds)
                ? act(
                        "progress-timeout",
                        "it has made no progress for "
                                + orchestration.timeouts().progressSeconds() + " s")
                : Optional.empty();
    }

    /** Sees that a round has ended, so long after the start. */
    public void roundEnded(final double seconds) {
        final double remaining = migration.remainingBytes();
        final boolean less = remaining < leastAfterRound;
        if (less || sendingIsProgress()) {
            lastProgress = seconds;
        }
        leastInRound = less ? remaining : Double.NEGATIVE_INFINITY;
        leastAfterRound = Math.min(remaining, leastAfterRound);
    }

    /** {@return whether what is sent in the round under way counts} */
    private boolean sendingIsProgress() {
        return leastInRound > Double.NEGATIVE_INFINITY;
    }

    /** Sees that the VM has been stopped, so long after the start: from now on nothing is written any more. */
    public void vmStopped(final double seconds) {
        leastInRound = migration.remainingBytes();
        lastProgress = seconds;
    }

    /** {@return when to look next, in seconds since the start of the migration; infinite for never} */
    public double nextLookSeconds() {
        final double act = mayAct() ? Math.min(completionSeconds(), progressDueSeconds()) : Double.POSITIVE_INFINITY;
        return Math.min(act, nextStepSeconds());
    }

    private double nextStepSeconds() {
        return orchestration
                .downtimeSteps()
                .filter(steps -> downtimeStep < steps.steps() && migration.vmRunning() && !migration.switchedOver())
                .map(steps -> steps.startSeconds(downtimeStep + 1, bytes))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private boolean mayAct() {
        return !acted
                && !migration.switchedOver()
                && (migration.vmRunning() || orchestration.onTimeout() == OnTimeout.ABORT);
    }

    private double completionSeconds() {
        return orchestration.timeouts().completionSeconds(bytes);
    }

    private double progressDueSeconds() {
        return lastProgress + orchestration.timeouts().progressSeconds();
    }

    private static boolean isDue(final double dueSeconds, final double seconds) {
        return dueSeconds <= seconds + CLOCK_ROUNDING_SECONDS;
    }

    /**
     * Sees how far the step under way has come; to be called whenever it goes faster or slower from then on.
     *
     * @param seconds how long the migration has been going on
     * @param sentBytes how much of the step has been sent
     */
    public void noteSending(final double seconds, final double sentBytes) {
        if (orchestration.timeouts().progressSeconds() == Double.POSITIVE_INFINITY || !sendingIsProgress()) {
            return;
        }
        final double remaining = migration.remainingBytes() - sentBytes;
        if (remaining < leastInRound) {
            leastInRound = remaining;
            lastProgress = seconds;
        }
    }

    private void raiseDowntimeLimit(final double seconds) {
        orchestration.downtimeSteps().ifPresent(steps -> {
            int step = downtimeStep;
            while (step < steps.steps() && isDue(steps.startSeconds(step + 1, bytes), seconds)) {
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
                if (migration.technique().encoding().needs(Need.FINAL_ROUND)) {
                    migration.forceStop();
                } else {
                    migration.requestPostCopy(orchestration.postCopy());
                }
            }
        }
        return Optional.empty();
    }
}
