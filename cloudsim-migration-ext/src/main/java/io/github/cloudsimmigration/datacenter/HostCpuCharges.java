package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * Charges migrations' CPU time to the hosts at both ends. Where there is not enough for them and for what the VMs want, all get the same
 * fraction of it, whatever the host's scheduler has promised.
 */
final class HostCpuCharges {
    /** Changes of a migration's CPU use below this part of it are not worth the trouble. */
    private static final double NOTICEABLE = 0.01;

    /** A pause as short as this is accounted for, but nobody notices it. */
    private static final double SHORT_SECONDS = 0.010;

    private final LiveMigrationDatacenter datacenter;
    private final Map<Host, Account> accounts = new HashMap<>();
    private final Set<MipsShare> reductions =
            Collections.newSetFromMap(new IdentityHashMap<>()); // an update may cause another
    private MigrationCpu cpu = MigrationCpu.DEFAULT;

    /** What one migration uses now at both ends, in processors. */
    static final class Use {
        private final Host source;
        private final Host target;
        private double atSource;
        private double atTarget;

        Use(final Host source, final Host target) {
            this.source = source;
            this.target = target;
        }
    }

    /** What all migrations use on a host. */
    private static final class Account {
        private double processors;
        private double usedSeconds;
        private double since;

        double usedSeconds(final double now) {
            return usedSeconds + processors * (now - since);
        }

        void change(final double moreProcessors, final double now) {
            usedSeconds = usedSeconds(now);
            since = now;
            processors = Math.max(0, processors + moreProcessors);
        }

        void add(final double seconds) {
            usedSeconds += seconds;
        }
    }

    /** What a VM has during an update, and what it has otherwise. */
    private record Reduced(VmSimple vm, MipsShare promised, MipsShare share) {}

    HostCpuCharges(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    void setCpu(final MigrationCpu newCpu) {
        this.cpu = newCpu;
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
     * @param bytesPerSecond its rate
     * @param encodingSecondsPerByte what its encoding costs at the source
     */
    void sends(final Use use, final double bytesPerSecond, final double encodingSecondsPerByte) {
        use(
                use,
                bytesPerSecond * (cpu.sourceSecondsPerByte() + encodingSecondsPerByte),
                bytesPerSecond * cpu.targetSecondsPerByte());
    }

    /**
     * Takes note of a time in which a migration sends nothing.
     *
     * @param use what it uses so far
     * @param seconds the time
     * @param cpuSeconds CPU time of the source meanwhile, to look through the dirty log or to prepare what has no bytes
     */
    void waits(final Use use, final double seconds, final double cpuSeconds) {
        if (seconds > SHORT_SECONDS) {
            use(use, cpuSeconds / seconds, 0);
            return;
        }
        account(use.source).add(cpuSeconds - use.atSource * seconds);
        account(use.target).add(-use.atTarget * seconds);
    }

    /** Takes note that a migration uses nothing any more. */
    void end(final Use use) {
        use(use, 0, 0);
    }

    private void use(final Use use, final double atSource, final double atTarget) {
        use.atSource = charge(use.source, use.atSource, atSource);
        use.atTarget = charge(use.target, use.atTarget, atTarget);
    }

    /** {@return what is charged from now on} */
    private double charge(final Host host, final double before, final double after) {
        final boolean noticeable = after == 0 ? before > 0 : Math.abs(after - before) > NOTICEABLE * after;
        if (!noticeable) {
            return before;
        }
        final Account account = account(host);
        final double most = Math.max(account.processors, account.processors + after - before);
        final boolean felt = CpuDemand.onHost(host) + most * host.getMips() > host.getTotalMipsCapacity();
        if (felt) {
            datacenter.bringUpToDate(host);
        }
        account.change(after - before, now());
        if (host instanceof LiveMigrationHost counting) {
            counting.setMigrationMips(account.processors * host.getMips());
        }
        if (felt) {
            datacenter.bringUpToDate(host);
        }
        return after;
    }

    private Account account(final Host host) {
        return accounts.computeIfAbsent(host, unknown -> new Account());
    }

    /** Lets the VMs of some hosts have what migrations leave them during an update. */
    void around(final List<? extends Host> hosts, final Runnable update) {
        final List<Reduced> reduced = new ArrayList<>();
        for (final Host host : hosts) {
            final double fraction = fractionLeft(host);
            if (fraction < 1) {
                reduce(host, fraction, reduced);
            }
        }
        update.run();
        for (final Reduced vm : reduced) {
            reductions.remove(vm.share());
            if (vm.vm().getAllocatedMips() == vm.share()) {
                vm.vm().setAllocatedMips(vm.promised());
            }
        }
    }

    private void reduce(final Host host, final double fraction, final List<Reduced> reduced) {
        for (final Vm any : host.getVmList()) {
            final VmSimple vm = (VmSimple) any;
            final MipsShare promised = vm.getAllocatedMips();
            if (!reductions.contains(promised)) {
                final var share = new MipsShare(promised.pes(), promised.mips() * fraction);
                reductions.add(share);
                vm.setAllocatedMips(share);
                reduced.add(new Reduced(vm, promised, share));
            }
        }
    }

    /** {@return the part that VMs get of what they would get without migrations} */
    private double fractionLeft(final Host host) {
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
        return datacenter.getSimulation().clock();
    }
}
