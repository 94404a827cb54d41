package io.github.cloudsimmigration.datacenter;

import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.cloudsimplus.core.events.CloudSimEvent;
import org.cloudsimplus.core.events.SimEvent;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a datacenter up at given times. However many alarms are set, one event stands for the first of them, and one that is cancelled leaves
 * nothing behind that would keep the simulation going.
 *
 * <p>Cost: O(log n) to set one of n alarms or to let it go off, O(1) on average to cancel it.
 */
final class AlarmClock {
    private static final Comparator<Alarm> BY_TIME = (one, other) -> one.seconds == other.seconds
            ? Long.compare(one.number, other.number)
            : Double.compare(one.seconds, other.seconds);

    private final LiveMigrationDatacenter datacenter;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(BY_TIME);
    private int cancelled;
    private long numbers;
    private @Nullable SimEvent event;
    private boolean ringing;

    /** Something to do at some time; those of the same time in the order in which they were set. */
    static final class Alarm {
        private final double seconds;
        private final long number;
        private @Nullable Runnable action; // none once it has gone off or has been cancelled

        private Alarm(final double seconds, final long number, final Runnable action) {
            this.seconds = seconds;
            this.number = number;
            this.action = action;
        }

        /** {@return what is to be done, which nobody will be told again} */
        private @Nullable Runnable takeAction() {
            final Runnable taken = action;
            action = null;
            return taken;
        }
    }

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
        if (alarm == null || alarm.takeAction() == null) {
            return;
        }
        cancelled++;
        if (isEmpty()) {
            clear();
        } else if (cancelled > alarms.size() / 2) {
            alarms.removeIf(each -> each.action == null);
            cancelled = 0;
        }
    }

    /** {@return whether no alarm is set} */
    boolean isEmpty() {
        return alarms.size() == cancelled;
    }

    /** Lets the alarms go off that are due; those set meanwhile later, with an event of their own. */
    void ring(final double now) {
        event = null;
        ringing = true;
        final long coming = numbers;
        for (Alarm first = first(); first != null && first.seconds <= now && first.number < coming; first = first()) {
            alarms.remove();
            Objects.requireNonNull(first.takeAction()).run();
        }
        ringing = false;
        plan();
    }

    private @Nullable Alarm first() {
        Alarm first = alarms.peek();
        while (first != null && first.action == null) {
            alarms.remove();
            cancelled--;
            first = alarms.peek();
        }
        return first;
    }

    /** Cancels all alarms. */
    void clear() {
        alarms.clear();
        cancelled = 0;
        forgetEvent();
    }

    private void plan() {
        final Alarm first = first();
        if (ringing || first == null || (event != null && event.getTime() <= first.seconds)) {
            return;
        }
        forgetEvent();
        final double delay =
                Math.max(0, first.seconds - datacenter.getSimulation().clock());
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
