package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.engine.MigrationId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHost;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/**
 * Watches a datacenter while it runs and keeps an {@link SlaLedger} of it: samples every host and VM whenever simulated time
 * has gone on by an interval, and asks every migration what it took from its VM: the CPU work it would have done while it stood
 * still, was throttled, or waited for pages, by what it wanted at the time. Migrations are also asked when they start, end a round, stop
 * or resume their VM, and end; but for rounds, their hosts are sampled anew then. It schedules no events, and counts what it saw until
 * it looks again, or the simulation ends.
 *
 * <p>What migrations use of a host's CPU adds to its use and its power; what they keep a VM from running with does not. A host's energy is
 * divided among its VMs by what they run with; what it draws while none runs is nobody's.
 */
public final class SlaMonitor {
    /** All of a host, but for the rounding of sums. */
    private static final double SATURATED = 1 - 1e-9;

    private final DatacenterSimple datacenter;
    private final SimulationClock clock;
    private final SlaLedger ledger = new SlaLedger();
    private final IdentityHashMap<Host, Sample> samples = new IdentityHashMap<>();
    private final Map<MigrationId, Loss> losses = new LinkedHashMap<>();
    private List<Host> watched = List.of();

    /**
     * What was last seen of a VM that migrates.
     *
     * @param vm the VM
     * @param host the host it is on
     * @param seconds CPU time lost so far, in seconds of each of its virtual CPUs
     * @param mips what it wanted
     */
    private record Loss(Vm vm, Host host, double seconds, double mips) {}

    /**
     * How a host was last seen.
     *
     * @param host the host
     * @param seconds when
     * @param mips what it could run its VMs with; 0 if it was off, or had failed
     * @param demands what each of them wanted
     * @param migrationSeconds what migrations had used of it by then, in seconds of one processor
     */
    private record Sample(Host host, double seconds, double mips, List<Demand> demands, double migrationSeconds) {}

    /**
     * What a VM wanted.
     *
     * @param vm the VM
     * @param wanted MIPS
     * @param migration its migration, if it had one
     * @param lostSeconds what that had taken of the time of each of its virtual CPUs by then
     */
    private record Demand(Vm vm, double wanted, @Nullable RunningMigration migration, double lostSeconds) {
        static Demand of(final Vm vm, final double now) {
            final RunningMigration migration = OngoingMigrations.anywhereOf(vm);
            return new Demand(vm, CpuDemand.of(vm, now), migration, lostSeconds(migration, now));
        }

        /** {@return the MIPS that its migration has let it run with in the seconds up to now, on average} */
        double ranWith(final double seconds, final double now) {
            return wanted * Math.max(0, 1 - (lostSeconds(migration, now) - lostSeconds) / seconds);
        }

        private static double lostSeconds(final @Nullable RunningMigration migration, final double now) {
            return migration == null ? 0 : migration.cpu().lostSeconds(now);
        }
    }

    private SlaMonitor(final DatacenterSimple datacenter) {
        this.datacenter = datacenter;
        clock = new SimulationClock(datacenter.getSimulation());
    }

    /**
     * Begins to watch; to be called before the simulation starts.
     *
     * @param datacenter any datacenter; what migrations take is known of a {@link LiveMigrationDatacenter} only
     * @param intervalSeconds simulated time between samples, above 0
     * @return the monitor
     */
    public static SlaMonitor watch(final DatacenterSimple datacenter, final double intervalSeconds) {
        Validate.notNull(datacenter, "datacenter to watch: null, expected a datacenter");
        final var monitor = new SlaMonitor(datacenter);
        monitor.clock.start();
        Sampling.every(datacenter.getSimulation(), intervalSeconds, monitor::look);
        datacenter.getSimulation().addOnEventProcessingListener(monitor::eventProcessed);
        if (datacenter instanceof LiveMigrationDatacenter live) {
            live.addOnMigrationStartListener(monitor::vmGoesOnOtherwise);
            live.addOnRoundFinishListener(monitor::migrationGoesOn);
            live.addOnVmStopListener(monitor::vmGoesOnOtherwise);
            live.addOnVmResumeListener(monitor::vmGoesOnOtherwise);
            live.addOnMigrationRetryListener(monitor::migrationFinished);
            live.addOnMigrationFinishListener(monitor::migrationFinished);
        }
        return monitor;
    }

    /** {@return what the datacenter went through up to the last sample, and to its end once it has ended; a live view} */
    public SlaLedger ledger() {
        return ledger;
    }

    private void look(final double now) {
        accountAll(now);
        watched = List.copyOf(datacenter.getHostList());
        watched.forEach(host -> samples.put(host, sample(host, now)));
        noteLosses(now);
    }

    private void eventProcessed(final SimEvent event) {
        if (event.getTag() == CloudSimTag.SIMULATION_END) {
            if (!datacenter.getSimulation().isRunning()) {
                clock.stopAtLastTick();
            }
            accountAll(clock.now());
            noteLosses(clock.now());
        }
    }

    private Sample sample(final Host host, final double now) {
        final List<Demand> demands = new ArrayList<>();
        for (final Vm vm : host.getVmList()) {
            if (CpuDemand.works(vm)) {
                demands.add(Demand.of(vm, now));
            }
        }
        final double mips = host.isActive() ? host.getTotalMipsCapacity() : 0;
        return new Sample(host, now, mips, demands, migrationSeconds(host, now));
    }

    /** Looks at a host before the others' turn comes. */
    private void lookAt(final Host host, final double now) {
        if (settle(host, now)) {
            samples.put(host, sample(host, now));
        }
    }

    private void accountAll(final double now) {
        watched.forEach(host -> settle(host, now));
        watched = List.of();
    }

    /** Accounts for a host up to now. {@return whether it was watched} */
    private boolean settle(final Host host, final double now) {
        final Sample before = samples.remove(host);
        if (before != null) {
            account(before, now);
        }
        return before != null;
    }

    /** Accounts for what was seen last, as if it had stayed like that until now, but for what migrations have taken meanwhile. */
    private void account(final Sample sample, final double now) {
        final double seconds = now - sample.seconds();
        if (sample.mips() == 0 || seconds <= 0) {
            return;
        }
        final Host host = sample.host();
        double ranWith = 0;
        for (final Demand demand : sample.demands()) {
            ranWith += demand.ranWith(seconds, now);
        }
        final double migrationSeconds = Math.max(0, migrationSeconds(host, now) - sample.migrationSeconds());
        final double migrating = migrationSeconds / (seconds * host.getPesNumber());
        final double utilization = ranWith / sample.mips() + migrating;
        final boolean saturated = utilization >= SATURATED;
        final double watts = powerOf(host, utilization);
        ledger.hostActive(host, seconds, saturated, watts);
        for (final Demand demand : sample.demands()) {
            final double wattsOfVm = ranWith == 0 ? 0 : watts * demand.ranWith(seconds, now) / ranWith;
            ledger.vmActive(demand.vm(), seconds, saturated, wattsOfVm);
            ledger.vmWanted(demand.vm(), host, demand.wanted() * seconds);
        }
    }

    private double migrationSeconds(final Host host, final double now) {
        return datacenter instanceof LiveMigrationDatacenter live
                ? live.updates().charges().usedSeconds(host, now)
                : 0;
    }

    private static double powerOf(final Host host, final double utilization) {
        final PowerModelHost power = host.getPowerModel();
        return power == PowerModelHost.NULL ? 0 : power.getPower(Math.min(1, utilization));
    }

    private void vmGoesOnOtherwise(final LiveMigrationEventInfo event) {
        lookAtBoth(event);
        migrationGoesOn(event);
    }

    private void lookAtBoth(final LiveMigrationEventInfo event) {
        lookAt(event.getSourceHost(), event.getTime());
        lookAt(event.getTargetHost(), event.getTime());
    }

    private void migrationGoesOn(final LiveMigrationEventInfo event) {
        noteLoss(event.getVm(), event.getTime());
    }

    private void noteLosses(final double now) {
        List.copyOf(losses.values()).forEach(seen -> noteLoss(seen.vm(), now));
    }

    private void noteLoss(final Vm vm, final double now) {
        if (datacenter instanceof LiveMigrationDatacenter live) {
            final RunningMigration migration = live.ongoing().runningOf(vm);
            if (migration != null) {
                final double seconds = migration.cpu().lostSeconds(now);
                lose(migration.id(), seconds);
                final Host host = migration.arrived() ? migration.target() : migration.source();
                losses.put(migration.id(), new Loss(vm, host, seconds, wanted(vm, now)));
            }
        }
    }

    private void migrationFinished(final LiveMigrationEventInfo event) {
        lookAtBoth(event);
        event.getMigration().ifPresent(record -> {
            lose(record.id(), record.slowdownSeconds());
            losses.remove(record.id());
        });
    }

    /** Accounts for what a VM has lost to a migration since it was last seen, as if it had wanted the same all the time. */
    private void lose(final MigrationId migration, final double seconds) {
        final Loss before = losses.get(migration);
        if (before != null && seconds != before.seconds()) {
            ledger.vmLost(before.vm(), before.host(), before.mips() * (seconds - before.seconds()));
        }
    }

    private static double wanted(final Vm vm, final double now) {
        return CpuDemand.works(vm) ? CpuDemand.of(vm, now) : 0;
    }
}
