package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.SlaLedger;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.EventInfo;
import org.cloudsimplus.power.models.PowerModelHost;
import org.cloudsimplus.vms.Vm;

/**
 * Watches a datacenter while it runs and keeps an {@link SlaLedger} of it: samples every host and VM whenever simulated time
 * has gone on by an interval, and asks every finished migration what it took from its VM: the CPU work it would have done while it stood
 * still, was throttled, or waited for pages. It schedules no events.
 *
 * <p>What migrations use of a host's CPU adds to its use and its power. A host's energy is divided among its VMs by what they want; what it draws while none wants anything is nobody's.
 */
public final class SlaMonitor {
    private static final double SATURATED = 1.0;

    private final DatacenterSimple datacenter;
    private final double intervalSeconds;
    private final SlaLedger ledger = new SlaLedger();
    private final Map<Host, Sample> samples = new HashMap<>();
    private double sampledAt = -1;

    /** How a host was last seen, and what migrations had used of it by then, in seconds of one processor. */
    private record Sample(double utilization, boolean active, double migrationSeconds) {
        private static final Sample OFF = new Sample(0, false, 0);
    }

    private SlaMonitor(final DatacenterSimple datacenter, final double intervalSeconds) {
        this.datacenter = datacenter;
        this.intervalSeconds = intervalSeconds;
    }

    /**
     * Begins to watch; to be called before the simulation starts.
     *
     * @param datacenter any datacenter; what migrations take is known of a {@link LiveMigrationDatacenter} only
     * @param intervalSeconds simulated time between samples, above 0
     * @return the monitor
     */
    public static SlaMonitor watch(final DatacenterSimple datacenter, final double intervalSeconds) {
        Validate.isTrue(intervalSeconds > 0, "sampling interval %s s, expected above 0", intervalSeconds);
        final var monitor = new SlaMonitor(datacenter, intervalSeconds);
        datacenter.getSimulation().addOnClockTickListener(monitor::clockTicked);
        if (datacenter instanceof LiveMigrationDatacenter live) {
            live.addOnMigrationRetryListener(monitor::migrationFinished);
            live.addOnMigrationFinishListener(monitor::migrationFinished);
        }
        return monitor;
    }

    /** {@return what the datacenter went through up to the last sample} */
    public SlaLedger ledger() {
        return ledger;
    }

    private void clockTicked(final EventInfo tick) {
        final double now = datacenter.getSimulation().clock();
        if (sampledAt >= 0 && now < sampledAt + intervalSeconds) {
            return;
        }
        final double seconds = sampledAt < 0 ? 0 : now - sampledAt;
        for (final Host host : datacenter.getHostList()) {
            account(host, seconds);
        }
        sampledAt = now;
    }

    private void account(final Host host, final double seconds) {
        final Sample last = samples.getOrDefault(host, Sample.OFF);
        final boolean active = last.active();
        final double migrationSeconds = migrationSeconds(host);
        final double migrating =
                seconds > 0 ? (migrationSeconds - last.migrationSeconds()) / (seconds * host.getPesNumber()) : 0;
        final double utilization = last.utilization() + migrating;
        final boolean saturated = active && utilization >= SATURATED;
        final double watts = active ? powerOf(host, utilization) : 0;
        if (active) {
            ledger.hostActive(host, seconds, saturated, watts);
        }
        final double demand = CpuDemand.onHost(host);
        samples.put(host, new Sample(demand / host.getTotalMipsCapacity(), host.isActive(), migrationSeconds));
        for (final Vm vm : host.getVmList()) {
            if (!vm.getCloudletScheduler().isEmpty()) {
                final double mips = CpuDemand.of(vm);
                ledger.vmActive(vm, seconds, saturated, demand > 0 ? watts * mips / demand : 0);
                ledger.vmWanted(vm, host, mips * seconds);
            }
        }
    }

    private double migrationSeconds(final Host host) {
        return datacenter instanceof LiveMigrationDatacenter live ? live.getMigrationCpuSeconds(host) : 0;
    }

    private static double powerOf(final Host host, final double utilization) {
        final PowerModelHost power = host.getPowerModel();
        return power == PowerModelHost.NULL ? 0 : power.getPower(Math.min(1, utilization));
    }

    private void migrationFinished(final LiveMigrationEventInfo event) {
        final Vm vm = event.getVm();
        event.getMigration()
                .ifPresent(record ->
                        ledger.vmLost(vm, event.getSourceHost(), CpuDemand.of(vm) * record.slowdownSeconds()));
    }
}
