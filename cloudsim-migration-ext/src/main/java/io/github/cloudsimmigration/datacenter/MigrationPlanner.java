package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Technique;
import java.util.function.Function;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Says how a VM would migrate now: by which technique, with what memory, from which seed, and at what expense of its own. */
final class MigrationPlanner {
    private final SimulationClock clock;
    private final OngoingMigrations ongoing;
    private final TechniqueChoice techniques;
    private final VmHistories histories;
    private Function<Vm, MemoryProfile> memoryProfile = MemoryProfile::byCpuUse;
    private boolean stockOverhead;
    private boolean severalBrokers;

    MigrationPlanner(
            final SimulationClock clock,
            final OngoingMigrations ongoing,
            final TechniqueChoice techniques,
            final VmHistories histories) {
        this.clock = clock;
        this.ongoing = ongoing;
        this.techniques = techniques;
        this.histories = histories;
    }

    /** How a try is to go, once there is room for it. */
    record Plan(MigrationId id, Technique technique, Guest guest, long seed) {
        /** {@return the record of a try that has not started} */
        MigrationRecord refused(final Ending ending) {
            return MigrationRecord.refused(id, technique, guest.memory(), seed, ending);
        }
    }

    void setMemoryProfile(final Function<Vm, MemoryProfile> profile) {
        this.memoryProfile = profile;
    }

    void setStockOverhead(final boolean charged) {
        this.stockOverhead = charged;
    }

    /** {@return how a try is to go; its seed is the VM's next} */
    Plan plan(final Attempt attempt) {
        final Vm vm = attempt.vm();
        final var id = new MigrationId(
                attempt.requestNumber(),
                nameOf(vm),
                vm.getHost().toString(),
                attempt.request().target().toString(),
                clock.now(),
                attempt.requestedSeconds(),
                attempt.number(),
                attempt.request().deadlineSeconds());
        return new Plan(id, techniqueOf(attempt.request()), guest(vm), histories.nextSeed(vm));
    }

    /** {@return what a VM is called in records; with its broker if there are several, or have been, for each counts its VMs from 0} */
    private String nameOf(final Vm vm) {
        severalBrokers |= vm.getSimulation().getEntityList().stream()
                        .filter(DatacenterBroker.class::isInstance)
                        .limit(2)
                        .count()
                > 1;
        return severalBrokers ? vm + " of " + vm.getBroker().getName() : vm.toString();
    }

    Technique techniqueOf(final MigrationRequest request) {
        return techniques.of(request);
    }

    /** {@return a VM as it is now} */
    Guest guest(final Vm vm) {
        final MemoryProfile profile = profileOf(vm);
        return new Guest(
                profile.memory(), profile.access(), histories.upSeconds(vm), () -> unthrottledCpuUtilization(vm), (int)
                        vm.getPesNumber());
    }

    private double unthrottledCpuUtilization(final Vm vm) {
        final RunningMigration migration = ongoing.runningOf(vm);
        final double share = migration == null ? 1 : migration.cpu().share();
        return share > 0 ? vm.getCpuPercentUtilization() / share : 0;
    }

    MemoryProfile profileOf(final Vm vm) {
        return Validate.notNull(memoryProfile.apply(vm), "memory profile of %s: null, expected one", vm);
    }

    /** {@return the memory of a VM, in bytes} */
    long memoryBytes(final Vm vm) {
        return profileOf(vm).memory().bytes();
    }

    /** {@return the part of its MIPS that CloudSim Plus charges to a VM that leaves a host, if it is asked to} */
    double stockOverheadAt(final Host source) {
        return stockOverhead ? source.getVmScheduler().getVmMigrationCpuOverhead() : 0;
    }
}
