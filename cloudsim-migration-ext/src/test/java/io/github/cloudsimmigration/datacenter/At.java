package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.core.events.SimEvent;

/** Does something at an exact simulated time. */
final class At extends CloudSimEntity {
    private static final int NOW = 20_000;

    private final double seconds;
    private final Runnable action;

    At(final Simulation simulation, final double seconds, final Runnable action) {
        super(simulation);
        this.seconds = seconds;
        this.action = action;
    }

    @Override
    protected void startInternal() {
        schedule(seconds, NOW);
    }

    @Override
    public void processEvent(final SimEvent event) {
        if (event.getTag() == NOW) {
            action.run();
        }
    }
}
