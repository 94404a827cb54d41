package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.Flow;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.cloudsimplus.hosts.Host;
import org.jspecify.annotations.Nullable;

/**
 * Charges migrations' CPU time to the hosts at both ends. Where there is not enough for them and for what the VMs want, all get the same
 * fraction of it: the VMs as {@link ReducedShares}, migrations as the pace at which they can use the network.
 */
final class HostCpuCharges {
    /** Changes of a migration's CPU use below this part of it are not worth the trouble. */
    private static final double NOTICEABLE = 0.01;

    /** Nor are changes of what migrations get of a host below this part of its CPU. */
    private static final double NOTICEABLE_ON_HOST = 0.02;

    /** For so long, in all, a host overlooks that a migration uses more or less than it has noticed: that is accounted for, but nobody feels it. */
    private static final double UNNOTICED_SECONDS = 0.010;

    private final SimulationClock clock;
    private final HostUpdates updates;
    private final IdentityHashMap<Host, Account> accounts = new IdentityHashMap<>();
    private MigrationCpu cpu = MigrationCpu.DEFAULT;

    /** What one migration uses now at both ends, in processors, and what the hosts have noticed of it. */
    static final class Use {
        private final End source;
        private final End target;
        private final DoubleConsumer goAt;
        private double pace = 1;

        /**
         * Begins with nothing.
         *
         * @param goAt told at what part of its rate the migration can go from now on
         */
        Use(final Host source, final Host target, final DoubleConsumer goAt) {
            this.source = new End(this, source);
            this.target = new End(this, target);
            this.goAt = goAt;
        }
    }

    /** One end of a migration. */
    private static final class End {
        private final Use use;
        private final Host host;
        private double used;
        private double noticed;
        private double wanted;
        private double since;
        private boolean differs;
        private double unnoticedSeconds = UNNOTICED_SECONDS; // the beginning is noticed

        End(final Use use, final Host host) {
            this.use = use;
            this.host = host;
        }

        /** {@return whether what it uses now, or wants, is noticeably another than is noticed} */
        boolean differs(final double wantedNow) {
            return differ(used, noticed) || differ(wantedNow, wanted);
        }

        private static boolean differ(final double value, final double before) {
            final double difference = Math.abs(value - before);
            return value == 0 ? difference > 0 : difference > NOTICEABLE * value;
        }
    }

    /** What all migrations use on a host, and what they would if they had the CPU for it. */
    private static final class Account {
        private final Set<Use> users = new LinkedHashSet<>();
        private double processors;
        private double wanted;
        private double fraction = 1;
        private double usedSeconds;
        private double since;

        double usedSeconds(final double now) {
            return usedSeconds + processors * (now - since);
        }

        void change(final Use use, final double more, final double wantsMore, final boolean uses, final double now) {
            usedSeconds = usedSeconds(now);
            since = now;
            if (uses) {
                users.add(use);
            } else {
                users.remove(use);
            }
            final boolean none = users.isEmpty(); // nothing is left of a sum of fractions
            processors = none ? 0 : Math.max(0, processors + more);
            wanted = none ? 0 : Math.max(0, wanted + wantsMore);
        }

        void add(final double seconds) {
            usedSeconds += seconds;
        }
    }

    /**
     * What is wanted of a host's CPU, and what there is, in MIPS.
     *
     * @param vms what VMs want
     * @param migrations what migrations want
     * @param capacity what there is
     */
    private record Wanted(double vms, double migrations, double capacity) {
        double all() {
            return vms + migrations;
        }

        boolean isTooMuch() {
            return all() > capacity;
        }
    }

    HostCpuCharges(final SimulationClock clock, final HostUpdates updates) {
        this.clock = clock;
        this.updates = updates;
    }

    void setCpu(final MigrationCpu newCpu) {
        this.cpu = newCpu;
    }

    MigrationCpu cpu() {
        return cpu;
    }

    /** {@return the CPU time that migrations have used on a host up to now, in seconds of one processor} */
    double usedSeconds(final Host host) {
        return usedSeconds(host, now());
    }

    /** {@return the same up to a time between the last event and the next} */
    double usedSeconds(final Host host, final double seconds) {
        final Account account = accounts.get(host);
        return account == null ? 0 : account.usedSeconds(seconds);
    }

    /**
     * Takes note of how fast a migration sends now.
     *
     * @param use what it uses so far
     * @param seconds how much longer the step will take; infinite if that is not known
     * @param flow what it sends by
     * @param encodingSecondsPerByte what its encoding costs at the source
     */
    void sends(final Use use, final double seconds, final Flow flow, final double encodingSecondsPerByte) {
        final double sending = cpu.sourceSecondsPerByte() + encodingSecondsPerByte;
        final double receiving = cpu.targetSecondsPerByte();
        final double rate = flow.bytesPerSecond();
        final double share = flow.shareBytesPerSecond();
        use(use.source, seconds, rate * sending, share * fraction(use.target) * sending);
        use(use.target, seconds, rate * receiving, share * fraction(use.source) * receiving);
    }

    /**
     * Takes note of a time in which a migration sends nothing.
     *
     * @param use what it uses so far
     * @param seconds the time
     * @param cpuSeconds CPU time of the source meanwhile, to look through the dirty log or to prepare what has no bytes
     */
    void waits(final Use use, final double seconds, final double cpuSeconds) {
        use(use.source, seconds, cpuSeconds / seconds, cpuSeconds / seconds);
        use(use.target, seconds, 0, 0);
    }

    /** Takes note that a migration uses nothing any more. */
    void end(final Use use) {
        use(use.source, Double.POSITIVE_INFINITY, 0, 0);
        use(use.target, Double.POSITIVE_INFINITY, 0, 0);
    }

    /** Accounts for what nobody has noticed so far, and goes on with another use for some seconds. */
    private void use(final End end, final double seconds, final double processors, final double wanted) {
        final double passed = now() - end.since;
        account(end.host).add((end.used - end.noticed) * passed);
        end.unnoticedSeconds += end.differs ? passed : 0;
        end.since = now();
        end.used = processors;
        end.differs = end.differs(wanted);
        if (end.differs && end.unnoticedSeconds + seconds > UNNOTICED_SECONDS) {
            end.differs = false;
            end.unnoticedSeconds = 0;
            charge(end, processors, wanted);
        }
    }

    private void charge(final End end, final double processors, final double wanted) {
        final Host host = end.host;
        final boolean felt = isShort(host, Math.max(0, wanted - end.wanted));
        if (felt) {
            updates.catchUp(host);
        }
        final Account account = account(host);
        account.change(end.use, processors - end.noticed, wanted - end.wanted, wanted > 0, now());
        end.noticed = processors;
        end.wanted = wanted;
        if (host instanceof LiveMigrationHost counting) {
            counting.setMigrationMips(account.processors * HostMips.ofOne(host));
        }
        if (felt) {
            updates.bringUpToDate(host);
        } else if (account.fraction < 1) {
            pace(host);
        }
        pace(end.use);
    }

    /** {@return whether there is not enough for all that VMs and migrations want on a host, and so many processors more, whoever stalls there} */
    boolean isShort(final Host host, final double moreProcessors) {
        return wanted(host, accounts.get(host), CpuDemand.mostOnHost(host), moreProcessors)
                .isTooMuch();
    }

    private static Wanted wanted(
            final Host host, final @Nullable Account account, final double mipsOfVms, final double moreProcessors) {
        final double processors = moreProcessors + (account == null ? 0 : account.wanted);
        return new Wanted(mipsOfVms, processors * HostMips.ofOne(host), HostMips.ofAll(host));
    }

    private Account account(final Host host) {
        return accounts.computeIfAbsent(host, unknown -> new Account());
    }

    /** {@return the part that VMs get of what they would get without migrations} */
    double fractionLeft(final Host host) {
        final Account account = accounts.get(host);
        if (account == null || account.wanted == 0) {
            return 1;
        }
        final Wanted wanted = wanted(host, account, CpuDemand.onHost(host), 0);
        return wanted.isTooMuch() ? Math.max(wanted.capacity(), wanted.vms()) / wanted.all() : 1;
    }

    /** Lets the migrations of a host go as fast as the CPU is enough for, which may be another one than before. */
    void pace(final Host host) {
        final Account account = accounts.get(host);
        if (account == null) {
            return;
        }
        final double fraction = account.wanted == 0 ? 1 : fractionWithOneMore(host, 0, 0);
        if (fraction != account.fraction) {
            account.fraction = fraction;
            List.copyOf(account.users).forEach(this::pace);
        }
    }

    private void pace(final Use use) {
        final double pace = fraction(use.source) * fraction(use.target);
        if (pace != use.pace) {
            use.pace = pace;
            use.goAt.accept(pace);
        }
    }

    /** {@return the part of what it wants that a migration gets at an end; what the other end keeps it from it does not want} */
    private double fraction(final End end) {
        return end.wanted > 0 ? account(end.host).fraction : 1;
    }

    /**
     * {@return the part of the CPU they want that migrations would get on a host beside a further one; what they get already if the difference is
     * not worth the trouble}
     *
     * @param moreProcessors how much the further one would want
     * @param moreMips how much more its VMs would want then, or less
     */
    double fractionWithOneMore(final Host host, final double moreProcessors, final double moreMips) {
        final Account account = accounts.get(host);
        final Wanted wanted = wanted(host, account, CpuDemand.onHost(host) + moreMips, moreProcessors);
        if (!wanted.isTooMuch() || wanted.capacity() <= 0) {
            return 1;
        }
        final double fraction = wanted.capacity() / wanted.all();
        final double before = account == null ? 1 : account.fraction;
        final double difference = Math.abs(fraction - before) * wanted.migrations();
        return difference > NOTICEABLE_ON_HOST * wanted.capacity() ? fraction : before;
    }

    private double now() {
        return clock.now();
    }
}
