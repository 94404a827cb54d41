package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.core.Simulation;

/**
 * The time of a simulation, up to its end. When a simulation has been terminated, CloudSim Plus tells nobody, and its own clock runs on: the end
 * then is the last moment at which something was still to happen.
 */
final class SimulationClock {
    private final Simulation simulation;
    private double lastSeconds;
    private boolean terminated;

    SimulationClock(final Simulation simulation) {
        this.simulation = simulation;
    }

    /** Begins to follow the simulation, as it starts. */
    void start() {
        simulation.addOnClockTickListener(tick -> {
            if (simulation.isRunning()) {
                lastSeconds = simulation.clock();
            }
        });
    }

    /** {@return the time, in seconds} */
    double now() {
        return terminated ? lastSeconds : simulation.clock();
    }

    /** Takes note that the simulation was terminated some time ago. */
    void stopAtLastTick() {
        terminated = true;
    }
}
