package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Goes off when a migration's step ends. A long step is looked into meanwhile, for a host may have failed without a word. */
final class StepTimer {
    private static final double WATCH_SECONDS = 1;

    /** A step that is hardly longer is not worth a look in its midst. */
    private static final double LONG_STEP_SECONDS = 1.5 * WATCH_SECONDS;

    private final SimulationClock clock;
    private final AlarmClock alarms;
    private final BooleanSupplier look;
    private final Runnable ended;

    private double endSeconds;
    private double watchedSeconds;
    private @Nullable Alarm alarm;

    /**
     * Creates a timer.
     *
     * @param look looks after the migration, which may end it, and tells whether it goes on
     * @param ended run at the end of a step
     */
    StepTimer(final SimulationClock clock, final AlarmClock alarms, final BooleanSupplier look, final Runnable ended) {
        this.clock = clock;
        this.alarms = alarms;
        this.look = look;
        this.ended = ended;
        watchedSeconds = clock.now();
    }

    /** Goes off at some time and no other; never if that is infinite. */
    void set(final double seconds) {
        stop();
        endSeconds = seconds;
        if (!isSetToNever()) {
            final boolean isLong = seconds - watchedSeconds > LONG_STEP_SECONDS;
            final double watch = Math.max(clock.now(), watchedSeconds + WATCH_SECONDS);
            alarm = alarms.set(isLong ? watch : seconds, this::goOff);
        }
    }

    /** Has something else done at once, unless the timer is set or stopped before. */
    void instead(final Runnable action) {
        stop();
        alarm = alarms.set(clock.now(), action);
    }

    /** {@return whether the step ends only if something happens from outside} */
    boolean isSetToNever() {
        return endSeconds == Double.POSITIVE_INFINITY;
    }

    /** Does not go off. */
    void stop() {
        alarms.cancel(alarm);
    }

    private void goOff() {
        alarm = null;
        watchedSeconds = clock.now();
        if (!look.getAsBoolean()) {
            return;
        }
        if (clock.now() < endSeconds) {
            set(endSeconds);
        } else {
            ended.run();
        }
    }
}
