package io.github.cloudsimmigration.datacenter;

import java.util.IdentityHashMap;
import org.cloudsimplus.hosts.Host;

/**
 * Charges migrations' CPU time to the hosts at both ends. Where there is not enough for them and for what the VMs want, all get the same
 * fraction of it: the VMs as {@link ReducedShares}.
 */
final class HostCpuCharges {
    /** Changes of a migration's CPU use below this part of it are not worth the trouble. */
    private static final double NOTICEABLE = 0.01;

    /** A step as short as this is accounted for, but nobody notices it, unless the one before has gone unnoticed. */
    private static final double SHORT_SECONDS = 0.010;

    private final SimulationClock clock;
    private final HostUpdates updates;
    private final IdentityHashMap<Host, Account> accounts = new IdentityHashMap<>();
    private MigrationCpu cpu = MigrationCpu.DEFAULT;

    /** What one migration uses now at both ends, in processors, and what the hosts have noticed of it. */
    static final class Use {
        private final End source;
        private final End target;
        private Notice notice = Notice.OPEN;
        private Notice noticeBefore = Notice.OPEN;

        Use(final Host source, final Host target) {
            this.source = new End(source);
            this.target = new End(target);
        }

        /**
         * Decides whether the step under way is noticed, as soon as it is known how much longer it will take; one that takes longer than it
         * seemed is.
         */
        private boolean noticed(final double seconds) {
            final boolean brief = seconds <= SHORT_SECONDS;
            if (notice == Notice.OPEN && seconds < Double.POSITIVE_INFINITY) {
                notice = brief && noticeBefore != Notice.UNNOTICED ? Notice.UNNOTICED : Notice.NOTICED;
            } else if (notice == Notice.UNNOTICED && !brief) {
                notice = Notice.NOTICED;
            }
            return notice != Notice.UNNOTICED;
        }
    }

    /** One end of a migration. */
    private static final class End {
        private final Host host;
        private double used;
        private double noticed;
        private double since;

        End(final Host host) {
            this.host = host;
        }
    }

    /** What the hosts notice of a step of a migration. */
    private enum Notice {
        OPEN,
        NOTICED,
        UNNOTICED
    }

    /** What all migrations use on a host. */
    private static final class Account {
        private double processors;
        private int users;
        private double usedSeconds;
        private double since;

        double usedSeconds(final double now) {
            return usedSeconds + processors * (now - since);
        }

        void change(final double before, final double after, final double now) {
            usedSeconds = usedSeconds(now);
            since = now;
            users += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
            processors =
                    users == 0 ? 0 : Math.max(0, processors + after - before); // nothing is left of a sum of fractions
        }

        void add(final double seconds) {
            usedSeconds += seconds;
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

    /** Takes note that a migration's next step begins. */
    void begins(final Use use) {
        use.noticeBefore = use.notice;
        use.notice = Notice.OPEN;
    }

    /**
     * Takes note of how fast a migration sends now.
     *
     * @param use what it uses so far
     * @param seconds how much longer the step will take; infinite if that is not known
     * @param bytesPerSecond its rate
     * @param encodingSecondsPerByte what its encoding costs at the source
     */
    void sends(final Use use, final double seconds, final double bytesPerSecond, final double encodingSecondsPerByte) {
        final boolean noticed = use.noticed(seconds);
        use(use.source, bytesPerSecond * (cpu.sourceSecondsPerByte() + encodingSecondsPerByte), noticed);
        use(use.target, bytesPerSecond * cpu.targetSecondsPerByte(), noticed);
    }

    /**
     * Takes note of a time in which a migration sends nothing.
     *
     * @param use what it uses so far
     * @param seconds the time
     * @param cpuSeconds CPU time of the source meanwhile, to look through the dirty log or to prepare what has no bytes
     */
    void waits(final Use use, final double seconds, final double cpuSeconds) {
        final boolean noticed = use.noticed(seconds);
        use(use.source, cpuSeconds / seconds, noticed);
        use(use.target, 0, noticed);
    }

    /** Takes note that a migration uses nothing any more. */
    void end(final Use use) {
        use(use.source, 0, true);
        use(use.target, 0, true);
    }

    /** Accounts for what nobody has noticed so far, and goes on with another use. */
    private void use(final End end, final double processors, final boolean noticed) {
        account(end.host).add((end.used - end.noticed) * (now() - end.since));
        end.since = now();
        end.used = processors;
        final double difference = Math.abs(processors - end.noticed);
        if (noticed && (processors == 0 ? difference > 0 : difference > NOTICEABLE * processors)) {
            charge(end, processors);
        }
    }

    private void charge(final End end, final double after) {
        final Host host = end.host;
        final double before = end.noticed;
        final boolean felt = isShort(host, Math.max(0, after - before));
        if (felt) {
            updates.bringUpToDate(host);
        }
        final Account account = account(host);
        account.change(before, after, now());
        end.noticed = after;
        if (host instanceof LiveMigrationHost counting) {
            counting.setMigrationMips(account.processors * host.getMips());
        }
        if (felt) {
            updates.bringUpToDate(host);
        }
    }

    /** {@return whether there is not enough for all that VMs and migrations want on a host, and so many processors more, whoever stalls there} */
    boolean isShort(final Host host, final double moreProcessors) {
        final Account account = accounts.get(host);
        final double processors = moreProcessors + (account == null ? 0 : account.processors);
        return CpuDemand.mostOnHost(host) + processors * host.getMips() > host.getTotalMipsCapacity();
    }

    private Account account(final Host host) {
        return accounts.computeIfAbsent(host, unknown -> new Account());
    }

    /** {@return the part that VMs get of what they would get without migrations} */
    double fractionLeft(final Host host) {
        final Account account = accounts.get(host);
        if (account == null || account.processors == 0) {
            return 1;
        }
        final double demand = CpuDemand.onHost(host);
        final double wanted = demand + account.processors * host.getMips();
        final double capacity = host.getTotalMipsCapacity();
        return wanted <= capacity ? 1 : Math.max(capacity, demand) / wanted;
    }

    private double now() {
        return clock.now();
    }
}
