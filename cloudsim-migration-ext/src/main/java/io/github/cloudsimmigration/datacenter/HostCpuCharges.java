package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.hosts.Host;

/** Charges migrations' CPU time to the {@link LiveMigrationHost}s at both ends while they send. */
final class HostCpuCharges {
    /** Changes of a migration's CPU use below this part of it are not worth bringing a host up to date. */
    private static final double NOTICEABLE = 0.01;

    private final LiveMigrationDatacenter datacenter;
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

    HostCpuCharges(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    void setCpu(final MigrationCpu newCpu) {
        this.cpu = newCpu;
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
        if (!noticeable || !(host instanceof LiveMigrationHost charged)) {
            return before;
        }
        datacenter.bringUpToDate(host);
        charged.useForMigrations((after - before) * host.getMips());
        datacenter.bringUpToDate(host);
        return after;
    }
}
