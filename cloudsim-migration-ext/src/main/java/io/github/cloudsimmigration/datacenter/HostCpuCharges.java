package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.CpuUse.End;
import io.github.cloudsimmigration.network.Flow;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cloudsimplus.hosts.Host;
import org.jspecify.annotations.Nullable;

/**
 * Charges migrations' CPU time to the hosts at both ends. Where there is not enough for them and for what the VMs want, all get the same
 * fraction of it: the VMs as {@link ReducedShares}, migrations as the pace at which they can use the network.
 */
final class HostCpuCharges {
    /** To slow migrations down is not worth the trouble if it saves less than this part of a host's CPU. */
    private static final double WORTH_SAVING = 0.02;

    /** Nor is it to change their pace by less than this part of it. */
    private static final double NOTICEABLE = 0.02;

    /**
     * So often a host may change their pace within one moment. What migrations want of a host depends on what they get at the other end, and so on
     * round a circle of hosts, which may never come to rest.
     */
    private static final int MOST_CHANGES = 8;

    private final SimulationClock clock;
    private final AlarmClock alarms;
    private final HostUpdates updates;
    private final IdentityHashMap<Host, Account> accounts = new IdentityHashMap<>();
    private MigrationCpu cpu = MigrationCpu.DEFAULT;

    /** What all migrations use on a host, what it has noticed of that, and what they would use if they had the CPU for it. In processors. */
    private static final class Account {
        private final Set<CpuUse> users = new LinkedHashSet<>();
        private double used;
        private double noticed;
        private double wanted;
        private double fraction = 1;
        private double changedAt = Double.NEGATIVE_INFINITY;
        private int changes;
        private double usedSeconds;
        private double since;

        double usedSeconds(final double now) {
            return usedSeconds + used * (now - since);
        }

        /** Uses more from now on. */
        void use(final double more, final double now) {
            usedSeconds = usedSeconds(now);
            since = now;
            used = Math.max(0, used + more);
        }

        /** {@return whether the fraction is another one now, which it does not become too often within a moment} */
        boolean takeFraction(final double newFraction, final double now) {
            changes = now > changedAt ? 0 : changes;
            if (newFraction == fraction || changes == MOST_CHANGES) {
                return false;
            }
            fraction = newFraction;
            changedAt = now;
            changes++;
            return true;
        }

        /** Notices what a migration uses, and wants. */
        void notice(final End end) {
            if (end.wantsAny()) {
                users.add(end.use());
            } else {
                users.remove(end.use());
            }
            final boolean none = users.isEmpty(); // nothing is left of a sum of fractions
            noticed = none ? 0 : Math.max(0, noticed + end.usesMore());
            wanted = none ? 0 : Math.max(0, wanted + end.wantsMore());
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

    HostCpuCharges(final SimulationClock clock, final AlarmClock alarms, final HostUpdates updates) {
        this.clock = clock;
        this.alarms = alarms;
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
     * @param flow what it sends by
     * @param encodingSecondsPerByte what its encoding costs at the source
     */
    void sends(final CpuUse use, final Flow flow, final double encodingSecondsPerByte) {
        final double sending = cpu.sourceSecondsPerByte() + encodingSecondsPerByte;
        final double receiving = cpu.targetSecondsPerByte();
        final double rate = flow.bytesPerSecond();
        final double share = flow.shareBytesPerSecond();
        use(use.source(), rate * sending, share * fraction(use.target()) * sending);
        use(use.target(), rate * receiving, share * fraction(use.source()) * receiving);
    }

    /**
     * Takes note of a time in which a migration sends nothing.
     *
     * @param use what it uses so far
     * @param processors what it uses of the source meanwhile, to look through the dirty log or to prepare what has no bytes
     */
    void waits(final CpuUse use, final double processors) {
        use(use.source(), processors, processors);
        use(use.target(), 0, 0);
    }

    /** Takes note that a migration uses nothing any more. */
    void end(final CpuUse use) {
        use.watch();
        waits(use, 0);
    }

    /** Goes on with another use, which the host will notice unless it changes before. */
    private void use(final End end, final double processors, final double wanted) {
        alarms.cancel(end.takeAlarm());
        account(end.host()).use(end.change(processors, wanted, now()), now());
        final double seconds = end.secondsToNotice();
        if (seconds <= 0) {
            notice(end);
        } else if (seconds < Double.POSITIVE_INFINITY) {
            end.setAlarm(alarms.set(now() + seconds, () -> notice(end)));
        }
    }

    private void notice(final End end) {
        final Host host = end.host();
        final boolean felt = isShort(host, Math.max(0, end.wantsMore()));
        if (felt) {
            updates.catchUp(host);
        }
        final Account account = account(host);
        account.notice(end);
        end.notice();
        if (host instanceof LiveMigrationHost counting) {
            counting.setMigrationMips(account.noticed * HostMips.ofOne(host));
        }
        if (felt) {
            updates.bringUpToDate(host);
        } else if (account.fraction < 1) {
            pace(host);
        }
        pace(end.use());
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
        if (account.takeFraction(fraction, now())) {
            List.copyOf(account.users).forEach(this::pace);
        }
    }

    private void pace(final CpuUse use) {
        use.goAt(fraction(use.source()) * fraction(use.target()));
    }

    /** {@return the part of what it wants that a migration gets at an end; what the other end keeps it from it does not want} */
    private double fraction(final End end) {
        return end.isNoticedToWant() ? account(end.host()).fraction : 1;
    }

    /**
     * {@return the part of the CPU they want that migrations would get on a host beside a further one: all of it if less would hardly save
     * anything, and what they get already if the difference is not worth the trouble}
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
        if ((1 - fraction) * wanted.migrations() <= WORTH_SAVING * wanted.capacity()) {
            return 1;
        }
        final double before = account == null ? 1 : account.fraction;
        return Math.abs(fraction - before) <= NOTICEABLE * fraction ? before : fraction;
    }

    private double now() {
        return clock.now();
    }
}
