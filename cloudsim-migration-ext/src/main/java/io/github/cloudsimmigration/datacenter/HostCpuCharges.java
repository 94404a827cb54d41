package io.github.cloudsimmigration.datacenter;

import java.util.HashMap;
import java.util.Map;
import org.cloudsimplus.hosts.Host;

/**
 * Charges migrations' CPU time to the hosts at both ends while they send. A {@link LiveMigrationHost} counts it as use of its own; the VMs of
 * one with {@link VmSchedulerOvercommit} get less when there is not enough for all.
 */
final class HostCpuCharges {
    /** Changes of a migration's CPU use below this part of it are not worth the trouble. */
    private static final double NOTICEABLE = 0.01;

    private final LiveMigrationDatacenter datacenter;
    private final Map<Host, Account> accounts = new HashMap<>();
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
    }

    HostCpuCharges(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    void setCpu(final MigrationCpu newCpu) {
        this.cpu = newCpu;
    }

    /** {@return the CPU time that migrations have used on a host up to now, in seconds of one processor} */
    double usedSeconds(final Host host) {
        final Account account = accounts.get(host);
        return account == null ? 0 : account.usedSeconds(now());
    }

    /**
     * Takes note of how fast a migration sends now.
     *
     * @param use what it uses so far
     * @param bytesPerSecond its rate
     * @param encodingSecondsPerByte what its encoding costs at the source
     */
    void sends(final Use use, final double bytesPerSecond, final double encodingSecondsPerByte) {
        use.atSource = charge(
                use.source, use.atSource, bytesPerSecond * (cpu.sourceSecondsPerByte() + encodingSecondsPerByte));
        use.atTarget = charge(use.target, use.atTarget, bytesPerSecond * cpu.targetSecondsPerByte());
    }

    /** {@return what is charged from now on} */
    private double charge(final Host host, final double before, final double after) {
        final boolean noticeable = after == 0 ? before > 0 : Math.abs(after - before) > NOTICEABLE * after;
        if (!noticeable) {
            return before;
        }
        final Account account = accounts.computeIfAbsent(host, unknown -> new Account());
        account.change(after - before, now());
        if (host instanceof LiveMigrationHost charged) {
            use(charged, account.processors * host.getMips());
        }
        return after;
    }

    /** Its VMs are brought up to date only if they notice: if there is less than they want, before or after. */
    private void use(final LiveMigrationHost host, final double mips) {
        final boolean felt = host.getVmScheduler() instanceof VmSchedulerOvercommit scheduler
                && scheduler.wanted() + Math.max(0, mips - host.getMigrationMips()) > host.getTotalMipsCapacity();
        if (felt) {
            datacenter.bringUpToDate(host);
        }
        host.setMigrationMips(mips);
        if (felt) {
            datacenter.bringUpToDate(host);
        }
    }

    private double now() {
        return datacenter.getSimulation().clock();
    }
}
