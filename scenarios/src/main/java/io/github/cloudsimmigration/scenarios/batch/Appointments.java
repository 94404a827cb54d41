package io.github.cloudsimmigration.scenarios.batch;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.core.events.SimEvent;

/** Does things at given times of a simulation. */
public final class Appointments extends CloudSimEntity {
    private static final int NOW = 20_000;

    private final List<Appointment> appointments = new ArrayList<>();

    private record Appointment(double seconds, Runnable action) {}

    /** Creates an empty one. */
    public Appointments(final Simulation simulation) {
        super(simulation);
    }

    /**
     * Lets something happen. To be called before the simulation starts.
     *
     * @param seconds when, in simulated seconds, 0 or more
     * @param action what
     */
    public void at(final double seconds, final Runnable action) {
        appointments.add(new Appointment(seconds, action));
    }

    @Override
    protected void startInternal() {
        appointments.forEach(appointment -> schedule(appointment.seconds(), NOW, appointment.action()));
    }

    @Override
    public void processEvent(final SimEvent event) {
        if (event.getTag() == NOW) {
            ((Runnable) event.getData()).run();
        }
    }
}
