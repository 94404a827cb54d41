package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.core.events.SimEvent;

/** Does things at exact simulated times. */
final class Script extends CloudSimEntity {
    private static final int NOW = 20_001;

    private final List<Scene> scenes = new ArrayList<>();

    private record Scene(double seconds, Runnable action) {}

    Script(final Simulation simulation) {
        super(simulation);
    }

    void at(final double seconds, final Runnable action) {
        scenes.add(new Scene(seconds, action));
    }

    @Override
    protected void startInternal() {
        scenes.forEach(scene -> schedule(scene.seconds(), NOW, scene.action()));
    }

    @Override
    public void processEvent(final SimEvent event) {
        if (event.getTag() == NOW) {
            ((Runnable) event.getData()).run();
        }
    }
}
