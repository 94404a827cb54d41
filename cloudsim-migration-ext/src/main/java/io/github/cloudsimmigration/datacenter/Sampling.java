package io.github.cloudsimmigration.datacenter;

import java.util.function.DoubleConsumer;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.listeners.EventInfo;

/**
 * Looks at a simulation now and then while it runs; no more once it has been terminated, though its clock runs on. It schedules no events, so
 * that it changes nothing: what is seen is what all events of a time have left, just before the next ones.
 */
public final class Sampling {
    private final Simulation simulation;
    private final double intervalSeconds;
    private final DoubleConsumer look;
    private double lookedAt = Double.NEGATIVE_INFINITY;

    private Sampling(final Simulation simulation, final double intervalSeconds, final DoubleConsumer look) {
        this.simulation = simulation;
        this.intervalSeconds = intervalSeconds;
        this.look = look;
    }

    /**
     * Begins to look; to be called before the simulation starts.
     *
     * @param simulation what is looked at
     * @param intervalSeconds the least time between two looks, above 0; every state that lasts at least so long is seen
     * @param look told when the state it sees began, in seconds; the simulation's clock is already that of the next events
     */
    public static void every(final Simulation simulation, final double intervalSeconds, final DoubleConsumer look) {
        Validate.isTrue(intervalSeconds > 0, "sampling interval %s s, expected above 0", intervalSeconds);
        simulation.addOnClockTickListener(new Sampling(simulation, intervalSeconds, look)::clockTicked);
    }

    private void clockTicked(final EventInfo tick) {
        if (simulation.isRunning() && simulation.clock() >= lookedAt + intervalSeconds) {
            lookedAt = tick.getTime();
            look.accept(lookedAt);
        }
    }
}
