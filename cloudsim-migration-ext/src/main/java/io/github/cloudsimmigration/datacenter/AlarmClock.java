package io.github.cloudsimmigration.datacenter;

import java.util.Comparator;
import java.util.TreeSet;
import org.cloudsimplus.core.events.CloudSimEvent;
import org.cloudsimplus.core.events.SimEvent;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a datacenter up at given times. However many alarms are set, one event stands for the first of them, and one that is cancelled leaves
 * nothing behind that would keep the simulation going.
 *
 * <p>Cost: O(log n) to set or cancel one of n alarms.
 */
final class AlarmClock {
    private static final Comparator<Alarm> BY_TIME =
            Comparator.comparingDouble(Alarm::seconds).thenComparingLong(Alarm::number);

    private final LiveMigrationDatacenter datacenter;
    private final TreeSet<Alarm> alarms = new TreeSet<>(BY_TIME);
    private long numbers;
    private @Nullable SimEvent event;
    private boolean ringing;

    /** Something to do at some time; those of the same time in the order in which they were set. */
    record Alarm(double seconds, long number, Runnable action) {}

    AlarmClock(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    /** Sets an alarm. {@return the alarm, to cancel it} */
    Alarm set(final double seconds, final Runnable action) {
        final var alarm = new Alarm(seconds, numbers++, action);
        alarms.add(alarm);
        plan();
        return alarm;
    }

    /** Cancels an alarm, if there is one and it has not gone off. */
    void cancel(final @Nullable Alarm alarm) {
        if (alarm != null && alarms.remove(alarm) && alarms.isEmpty()) {
            forgetEvent();
        }
    }

    /** {@return whether no alarm is set} */
    boolean isEmpty() {
        return alarms.isEmpty();
    }

    /** Lets the alarms go off that are due; those set meanwhile later, with an event of their own. */
    void ring(final double now) {
        event = null;
        ringing = true;
        final long coming = numbers;
        while (!alarms.isEmpty()
                && alarms.first().seconds() <= now
                && alarms.first().number() < coming) {
            alarms.pollFirst().action().run();
        }
        ringing = false;
        plan();
    }

    /** Cancels all alarms. */
    void clear() {
        alarms.clear();
        forgetEvent();
    }

    private void plan() {
        if (ringing || alarms.isEmpty()) {
            return;
        }
        final double first = alarms.first().seconds();
        if (event != null && event.getTime() <= first) {
            return;
        }
        forgetEvent();
        final double delay = Math.max(0, first - datacenter.getSimulation().clock());
        final var next = new CloudSimEvent(delay, datacenter, datacenter, LiveMigrationDatacenter.ALARM, null);
        datacenter.schedule(next);
        event = next;
    }

    private void forgetEvent() {
        final SimEvent planned = event;
        if (planned != null) {
            datacenter.getSimulation().cancel(datacenter, other -> other == planned);
            event = null;
        }
    }
}
