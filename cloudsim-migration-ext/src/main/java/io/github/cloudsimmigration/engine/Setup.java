package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageSelection;
import org.jspecify.annotations.Nullable;

/** What comes before round 1: the set-up, and the intervals in which a selection that wants to watches the VM write. */
final class Setup implements Phase {
    private final Decisions decisions;
    private final RunningGuest guest;
    private final MemoryTransfer transfer;
    private final MigrationLedger ledger;
    private final Runnable whenOver;
    private final double setupSeconds;
    private final PageSelection.Observation watch;
    private boolean settingUp;
    private int observedIntervals;
    private int intervalsOfStep;

    Setup(final PhaseContext context, final Runnable whenOver) {
        decisions = context.decisions();
        guest = context.guest();
        transfer = context.transfer();
        ledger = context.ledger();
        this.whenOver = whenOver;
        setupSeconds = context.technique().setupSeconds();
        watch = context.technique().selection().observation();
        settingUp = setupSeconds > 0;
    }

    @Override
    public CopyPhase copyPhase() {
        return CopyPhase.LIVE;
    }

    @Override
    public double lostCpuShare() {
        return decisions.throttle();
    }

    @Override
    public @Nullable Step next() {
        if (settingUp) {
            return new Step.Wait(setupSeconds);
        }
        if (observedIntervals < watch.intervals()
                && decisions.judge().check(ledger.tallies()).isEmpty()) {
            final int most = Math.max(1, (int) (LONGEST_STEP_SECONDS / watch.intervalSeconds()));
            intervalsOfStep = Math.min(watch.intervals() - observedIntervals, most);
            return new Step.Wait(intervalsOfStep * watch.intervalSeconds());
        }
        whenOver.run();
        return null;
    }

    @Override
    public void done(final double seconds, final double bytes, final boolean steadily) {
        if (settingUp) {
            pass(seconds);
            settingUp = false;
            return;
        }
        for (int i = 0; i < intervalsOfStep; i++) {
            decisions.selector().observed(pass(seconds / intervalsOfStep));
        }
        observedIntervals += intervalsOfStep;
    }

    /** Lets the VM run on. {@return the pages written meanwhile} */
    private PageSet pass(final double seconds) {
        ledger.passSetup(seconds);
        ledger.lostCpu(seconds * lostCpuShare());
        guest.pass(seconds, lostCpuShare());
        return transfer.sync();
    }

    @Override
    public void abort(final double seconds, final double bytes) {
        ledger.passSetup(seconds);
    }
}
