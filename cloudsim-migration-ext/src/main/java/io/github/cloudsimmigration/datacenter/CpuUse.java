package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import java.util.function.DoubleConsumer;
import org.cloudsimplus.hosts.Host;
import org.jspecify.annotations.Nullable;

/** What one migration uses of the CPUs of both its hosts, and at what part of its rate they let it go. */
final class CpuUse {
    private final End source;
    private final End target;
    private final DoubleConsumer goAt;
    private double pace = 1;

    /**
     * Begins with nothing.
     *
     * @param goAt told at what part of its rate the migration can go from now on
     */
    CpuUse(final Host source, final Host target, final DoubleConsumer goAt) {
        this.source = new End(this, source);
        this.target = new End(this, target);
        this.goAt = goAt;
    }

    End source() {
        return source;
    }

    End target() {
        return target;
    }

    /** Goes at a part of its rate. What it uses then is noticed at once if it sends now. */
    void goAt(final double newPace) {
        if (newPace != pace) {
            pace = newPace;
            if (source.wantsAny() || target.wantsAny()) {
                watch();
            }
            goAt.accept(newPace);
        }
    }

    /** Has both hosts notice the next change at once. */
    void watch() {
        source.watched = true;
        target.watched = true;
    }

    /**
     * One end of a migration: how many processors it uses, how many it would if its host had enough of them, and what the host has noticed of
     * both.
     *
     * <p>Key idea: rounds of a few milliseconds, and neighbours with such rounds, change what a migration uses all the time. A host notices once
     * it has overlooked enough of it.
     */
    static final class End {
        /** Processor time by which a host may be wrong about a migration. What it overlooks is accounted for, but nobody feels it. */
        static final double OVERLOOKED_SECONDS = 0.005;

        /** However little it is, a host notices once it has not changed for so long. */
        static final double LONGEST_SECONDS = 1;

        private final CpuUse use;
        private final Host host;
        private final Figure used = new Figure();
        private final Figure wanted = new Figure();
        private double since;
        private boolean watched = true; // the beginning is noticed
        private @Nullable Alarm alarm;

        private End(final CpuUse use, final Host host) {
            this.use = use;
            this.host = host;
        }

        CpuUse use() {
            return use;
        }

        Host host() {
            return host;
        }

        /** Uses, and wants, another number of processors from now on. {@return how many more it uses than up to now} */
        double change(final double usedNow, final double wantedNow, final double now) {
            final double before = used.current;
            used.change(usedNow, now - since);
            wanted.change(wantedNow, now - since);
            since = now;
            return usedNow - before;
        }

        /** {@return when the host will notice if nothing changes, in seconds from now; infinity if there is nothing to notice} */
        double secondsToNotice() {
            if (used.difference() == 0 && wanted.difference() == 0) {
                return Double.POSITIVE_INFINITY;
            }
            return watched
                    ? 0
                    : Math.min(LONGEST_SECONDS, Math.min(used.secondsToOverlook(), wanted.secondsToOverlook()));
        }

        /** The host notices what it uses now, and wants. */
        void notice() {
            used.notice();
            wanted.notice();
            watched = false;
        }

        /** {@return by how much more than the host has noticed it uses now} */
        double usesMore() {
            return used.difference();
        }

        /** {@return by how much more than the host has noticed it wants now} */
        double wantsMore() {
            return wanted.difference();
        }

        boolean wantsAny() {
            return wanted.current > 0;
        }

        boolean isNoticedToWant() {
            return wanted.noticed > 0;
        }

        /** Takes the alarm that goes off when the host is to notice. */
        void setAlarm(final Alarm newAlarm) {
            alarm = newAlarm;
        }

        @Nullable
        Alarm takeAlarm() {
            final Alarm taken = alarm;
            alarm = null;
            return taken;
        }
    }

    /** A number of processors, and what a host knows of it. */
    private static final class Figure {
        private double current;
        private double noticed;
        private double overlookedSeconds;

        double difference() {
            return current - noticed;
        }

        /** Becomes another one after so many seconds. */
        void change(final double next, final double seconds) {
            overlookedSeconds += difference() * seconds;
            current = next;
        }

        /** {@return for how much longer it can be overlooked; infinity if there is nothing to overlook} */
        double secondsToOverlook() {
            final double difference = difference();
            if (difference == 0) {
                return Double.POSITIVE_INFINITY;
            }
            final double soFar = Math.signum(difference) * overlookedSeconds;
            return Math.max(0, End.OVERLOOKED_SECONDS - soFar) / Math.abs(difference);
        }

        void notice() {
            noticed = current;
            overlookedSeconds = 0;
        }
    }
}
