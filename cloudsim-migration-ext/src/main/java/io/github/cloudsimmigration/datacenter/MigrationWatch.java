package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.orchestration.Supervisor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the {@link Supervisor} of a migration how that goes, by the time since it began, and has it looked after when something is due. */
final class MigrationWatch {
    private final SimulationClock clock;
    private final AlarmClock alarms;
    private final Supervisor supervisor;
    private final Runnable look;
    private final double startSeconds;
    private @Nullable Alarm alarm;

    /**
     * Creates a watch over a migration that begins now.
     *
     * @param look looks after the migration
     */
    MigrationWatch(
            final SimulationClock clock, final AlarmClock alarms, final Supervisor supervisor, final Runnable look) {
        this.clock = clock;
        this.alarms = alarms;
        this.supervisor = supervisor;
        this.look = look;
        startSeconds = clock.now();
    }

    /** Has the migration looked after when it next has to be, if it ever has. */
    void lookLater() {
        final double next = startSeconds + supervisor.nextLookSeconds();
        if (next < Double.POSITIVE_INFINITY) {
            alarm = alarms.set(next, look);
        }
    }

    /** Looks at the migration, of whose step so much has been sent. {@return how it ends, if it is to be called off} */
    Optional<Ending> look(final double sentBytes) {
        return supervisor.look(seconds(), sentBytes);
    }

    /** Sees how much of a step has been sent. */
    void noteSending(final double sentBytes) {
        supervisor.noteSending(seconds(), sentBytes);
    }

    void roundEnded() {
        supervisor.roundEnded(seconds());
    }

    void vmStopped() {
        supervisor.vmStopped(seconds());
    }

    /** Ends with the migration. */
    void stop() {
        alarms.cancel(alarm);
    }

    private double seconds() {
        return clock.now() - startSeconds;
    }
}
