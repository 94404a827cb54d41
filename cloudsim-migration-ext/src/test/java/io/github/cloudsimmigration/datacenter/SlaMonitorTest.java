package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts draw 100 W idle and 200 W when fully used; experiments take 200 s. */
final class SlaMonitorTest {
    private static final double SECONDS = 200;
    private static final double JOULES_PER_KWH = 3.6e6;
    private static final Percentage ALMOST = Percentage.withPercentage(2);

    private static Lab lab(final int hosts) {
        final var lab = new Lab(hosts);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.datacenter.setSchedulingInterval(1);
        return lab;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void energyOfConstantPowerOverConstantTime(final double interval) {
        final var lab = lab(1);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, interval).ledger();
        lab.busyVm(0, 128, SECONDS);
        lab.run();
        assertThat(ledger.energyKwh()).isCloseTo(150 * SECONDS / JOULES_PER_KWH, ALMOST);
        assertThat(ledger.slatah()).isZero();
        assertThat(ledger.pdm()).isZero();
        assertThat(ledger.esv()).isZero();
    }

    /** It is idle, and then has no processors any more; a host is off if told that it has failed, but stays on if its last processor fails. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failedHostUsesNoEnergy(final boolean wholeHost) {
        final var lab = lab(2);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Host failing = lab.hosts.get(1);
        lab.busyVm(0, 128, SECONDS);
        lab.at(SECONDS / 4, () -> {
            if (wholeHost) {
                failing.setFailed(true);
            } else {
                ((HostAbstract) failing).setPeStatus(failing.getPeList(), Pe.Status.FAILED);
            }
        });
        lab.run();
        assertThat(ledger.host(failing).energyKwh()).isCloseTo(100 * SECONDS / 4 / JOULES_PER_KWH, ALMOST);
        assertThat(ledger.host(failing).violatedSeconds()).isZero();
        assertThat(ledger.energyKwh()).isCloseTo((150 * SECONDS + 100 * SECONDS / 4) / JOULES_PER_KWH, ALMOST);
    }

    /** Nothing happens between the VM's creation and the end of its work. */
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 100})
    void longestSilenceIsAccountedFor(final double interval) {
        final var lab = new Lab(1);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, interval).ledger();
        final Vm vm = lab.busyVm(0, 128, 20);
        lab.run();
        assertThat(ledger.vm(vm).activeSeconds()).isCloseTo(20, within(0.05));
        assertThat(ledger.vm(vm).wantedWork()).isCloseTo(2 * 20 * Lab.MIPS, within(0.05 * 2 * Lab.MIPS));
        assertThat(ledger.vm(vm).energyKwh() * JOULES_PER_KWH).isCloseTo(150 * 20, within(0.05 * 150));
    }

    /** Full for 30 s, half full for 20 s more; a migration of the second VM, which stands still for some 4 s. */
    @Test
    void figuresAreThoseCountedByHand() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm stays = lab.busyVm(0, 128, 30);
        final Vm leaves = lab.busyVm(0, 256, 50);
        lab.migrateAt(40, leaves, 1);
        lab.run();
        final double blackout = lab.onlyRecord().blackoutSeconds();
        assertThat(blackout).isBetween(4.0, 5.0);
        assertThat(ledger.vm(stays).slatah()).isCloseTo(1, within(1e-3));
        assertThat(ledger.vm(leaves).activeSeconds()).isCloseTo(50 + blackout, within(0.02));
        assertThat(ledger.vm(leaves).slatah()).isCloseTo(30 / (50 + blackout), within(1e-3));
        assertThat(ledger.vm(leaves).pdm()).isCloseTo(blackout / (50 + blackout), within(1e-3));
        assertThat(ledger.slav())
                .isCloseTo(ledger.slatah() * ledger.pdm(), within(1e-12))
                .isPositive();
    }

    /** The hosts of a migration are looked at when it stops the VM and resumes it, however rarely they are otherwise. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 60})
    void hostsOfAMigrationAreAccountedForToTheMoment(final double interval) {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, interval).ledger();
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, Lab.HOST_PES, 1_024), 0);
        for (int i = 0; i < Lab.HOST_PES; i++) {
            lab.cloudlet(vm, SECONDS);
        }
        lab.migrateAt(35, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        final double begun = 0.01;
        final double resumed = 35 + record.blackoutSeconds();
        final double end = lab.simulation.clock();
        assertThat(ledger.host(lab.hosts.get(0)).violatedSeconds()).isCloseTo(35 - begun, within(0.02));
        assertThat(ledger.host(lab.hosts.get(0)).energyKwh() * JOULES_PER_KWH)
                .isCloseTo(200 * 35 + 100 * (end - 35), within(10.0));
        assertThat(ledger.host(lab.hosts.get(1)).violatedSeconds())
                .isCloseTo(SECONDS - (35 - begun), within(interval < 1 ? 0.05 : 0.3));
        assertThat(ledger.host(lab.hosts.get(1)).energyKwh() * JOULES_PER_KWH)
                .isCloseTo(100 * resumed + 200 * (end - resumed), within(interval < 1 ? 10.0 : 60.0));
    }

    /** A look through the dirty log of 7 ms is accounted for when it begins. */
    @Test
    void samplesCloserThanAPauseOfAMigrationDoNotSeeItUseLessThanNothing() {
        final var lab = lab(2).technique(Techniques.xenPrecopy().toBuilder()
                .scanSecondsPerPage(1e-7)
                .build());
        final double perByte = 1 / Lab.MIGRATION_BYTES_PER_SECOND;
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(perByte, perByte))
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 0.002).ledger();
        final Vm vm = lab.vm(0, 256);
        lab.cloudlet(lab.vm(1, 64), 0.1);
        for (int i = 0; i < 8_000; i++) {
            lab.at(10 + i * 1e-3, () -> {});
        }
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(ledger.energyKwh()).isPositive();
    }

    @Test
    void energyOfAllHostsIsAddedUp() {
        final var lab = lab(2);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.busyVm(0, 128, SECONDS);
        lab.run();
        assertThat(ledger.energyKwh()).isCloseTo((150 + 100) * SECONDS / JOULES_PER_KWH, ALMOST);
    }

    @Test
    void hostWithoutAPowerModelDrawsNothing() {
        final var lab = new Lab(1);
        lab.datacenter.setSchedulingInterval(1);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.busyVm(0, 128, 20);
        lab.run();
        assertThat(ledger.energyKwh()).isZero();
    }

    @Test
    void hostWhoseVmsWantAllItHasIsSaturated() {
        final var lab = lab(2);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.busyVm(0, 128, SECONDS);
        lab.busyVm(0, 128, SECONDS / 2);
        lab.run();
        assertThat(ledger.slatah()).isCloseTo(0.5 / 2, within(0.02));
    }

    @Test
    void migrationTakesItsBlackoutFromItsVm() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 1_024, SECONDS);
        lab.busyVm(0, 128, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.run();
        final double blackout = lab.onlyRecord().blackoutSeconds();
        assertThat(blackout).isGreaterThan(16);
        assertThat(ledger.pdm()).isCloseTo(blackout / (SECONDS + blackout) / 2, within(0.002));
    }

    @Test
    void requestThatIsRefusedMeanwhileTakesNothingBack() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 1_024, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.migrateAt(60, vm, 1);
        lab.run();
        final MigrationRecord record = lab.records().get(1);
        assertThat(lab.records().get(0).ending().stopReason()).isEqualTo("already-migrating");
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(record.slowdownSeconds() * 2 * Lab.MIPS, ALMOST);
    }

    /** One listener after another hears of the end of a migration; the first one asks for the next. */
    @Test
    void migrationThatBeginsWhereOneEndsHasAnAccountOfItsOwn() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final Vm vm = lab.busyVm(0, 256, SECONDS);
        lab.datacenter.addOnMigrationFinishListener(event -> {
            if (vm.getHost() == lab.hosts.get(1)) {
                lab.datacenter.requestVmMigration(vm, lab.hosts.get(0));
            }
        });
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.migrateAt(50, vm, 1);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        final double lost = lab.records().stream()
                .mapToDouble(MigrationRecord::slowdownSeconds)
                .sum();
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(lost * 2 * Lab.MIPS, ALMOST);
    }

    /** 0.01 + 0.03 + 0.96 of a processor are all of it, in whatever order they are summed up. */
    @ParameterizedTest
    @CsvSource({"0.01, 0.03, 0.96", "0.96, 0.01, 0.03", "0.57, 0.43, 0", "0.06, 0.94, 0"})
    void fullHostIsSaturatedHoweverItsSumIsRounded(final double one, final double other, final double third) {
        final Host host = Lab.stockHost(1_860);
        host.setVmScheduler(new VmSchedulerOvercommit(3));
        final var lab = Lab.with(null, new ArrayList<>(List.of(host)));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        for (final double share : new double[] {one, other, third}) {
            final Vm vm = lab.submit(Lab.newVm(1_860, Lab.HOST_PES, 128), 0);
            for (int i = 0; i < Lab.HOST_PES && share > 0; i++) {
                lab.cloudlet(vm, 100, share);
            }
        }
        lab.simulation.terminateAt(50);
        lab.run();
        assertThat(ledger.slatah()).isCloseTo(1, within(0.05));
    }

    @Test
    void migrationIsChargedToItsVmAndTheHostItLeft() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 1_024, SECONDS);
        final Vm other = lab.busyVm(0, 128, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.run();
        final double blackout = lab.onlyRecord().blackoutSeconds();
        final double lost = blackout * 2 * Lab.MIPS;
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(lost, ALMOST);
        assertThat(ledger.vm(vm).pdm()).isCloseTo(blackout / (SECONDS + blackout), within(0.002));
        assertThat(ledger.vm(other).pdm()).isZero();
        assertThat(ledger.host(lab.hosts.get(0)).lostWork()).isCloseTo(lost, ALMOST);
        assertThat(ledger.host(lab.hosts.get(1)).lostWork()).isZero();
    }

    /** The blackout is some 10 ms; what post-copy takes is the waiting for pages. */
    @Test
    void migrationTakesItsStallsFromItsVm() {
        final var lab = lab(2).technique(Techniques.postcopy());
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 4_000));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 512, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.postCopy().stalledCpuSeconds()).isGreaterThan(0.1);
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(record.slowdownSeconds() * 2 * Lab.MIPS, ALMOST);
    }

    /** Half of a host for 200 s, whenever that is; what it draws beside that depends on the time it is on. However often hosts are updated. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 1})
    void processorsThatStallDrawNothingAndUseUpNothing(final double schedulingInterval) {
        final var lab = lab(2).technique(Techniques.postcopy());
        lab.datacenter
                .setMigrationCpu(MigrationCpu.FREE)
                .setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.9, 20_000))
                .setSchedulingInterval(schedulingInterval);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.busyVm(1, 128, SECONDS);
        lab.migrateAt(50, lab.busyVm(0, 512, SECONDS), 1);
        lab.run();
        final double stalls = lab.onlyRecord().postCopy().stalledCpuSeconds() / 2;
        assertThat(stalls).isGreaterThan(1);
        double active = 0;
        double joules = 0;
        for (final Host host : lab.hosts) {
            active += ledger.host(host).activeSeconds();
            joules += ledger.host(host).joules();
        }
        assertThat(joules).isCloseTo(100 * active + 100 * 2 * SECONDS / 2, within(2.0));
        assertThat(ledger.host(lab.hosts.get(1)).violatedSeconds())
                .as("full from the arrival to the end of the other VM, but for the stalls")
                .isLessThan(SECONDS - 50);
    }

    @Test
    void terminatedSimulationIsAccountedForUpToItsEnd() {
        final var lab = lab(1);
        lab.datacenter.setSchedulingInterval(0);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 128, SECONDS);
        lab.at(60, lab.simulation::terminate);
        lab.run();
        assertThat(ledger.host(lab.hosts.get(0)).activeSeconds()).isCloseTo(60, within(0.1));
        assertThat(ledger.vm(vm).wantedWork()).isCloseTo(60 * 2 * Lab.MIPS, within(0.1 * 2 * Lab.MIPS));
    }

    /** It has hardly been at the source, where it stands still for some 10 ms, when it goes on to wait for pages at the target. */
    @Test
    void stallsOfPostCopyAreTheTargets() {
        final var lab = lab(2).technique(Techniques.postcopy());
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.9, 20_000));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm vm = lab.busyVm(0, 512, SECONDS);
        lab.migrateAt(0.5, vm, 1);
        lab.run();
        final double lost = ledger.vm(vm).lostWork();
        assertThat(ledger.host(lab.hosts.get(0)).lostWork()).isLessThan(0.03 * 2 * Lab.MIPS);
        assertThat(ledger.host(lab.hosts.get(1)).lostWork())
                .isGreaterThan(0.9 * lost)
                .isLessThan(lost);
        assertThat(ledger.host(lab.hosts.get(0)).pdm()).isLessThan(1);
    }

    /** A migration from 10 s to some 63 s that throttles its VM; from 60 s on the VM wants a hundredth. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.01})
    void workLostIsWhatTheVmWantedWhileItLostIt(final double later) {
        final var lab = lab(2).technique(Techniques.byName("slowdown"));
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.5, 60_000));
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        final Cloudlet work = lab.cloudlet(vm, 200);
        work.setUtilizationModelCpu(
                new UtilizationModelDynamic(1).setUtilizationUpdateFunction(model -> lab.clock() < 60 ? 1 : later));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 0.5).ledger();
        lab.migrateAt(10, vm, 1);
        final double[] lostBy60 = {0};
        lab.at(59.9, () -> {
            lab.datacenter.updates().bringUpToDate(vm.getHost());
            lostBy60[0] = 59.89 * Lab.MIPS - work.getFinishedLengthSoFar();
        });
        lab.simulation.terminateAt(400);
        lab.run();
        final double lost = lab.onlyRecord().slowdownSeconds() * Lab.MIPS;
        assertThat(lostBy60[0]).isBetween(14_500.0, 15_500.0);
        assertThat(lost).isBetween(17_000.0, 18_000.0);
        assertThat(ledger.vm(vm).lostWork())
                .isCloseTo(
                        later == 1 ? lost : lostBy60[0] + later * (lost - lostBy60[0]),
                        later == 1 ? within(1e-6) : within(0.6 * Lab.MIPS));
    }

    /** The VM stands still from 40 s to some 44 s; another of its cloudlets is called off at 43.9 s, and it wants nothing then. */
    @Test
    void workIsLostThoughNoneIsLeftWhenTheMigrationEnds() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final Vm vm = lab.vm(0, 256);
        final Cloudlet work = lab.cloudlet(vm, 100);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 0.5).ledger();
        lab.migrateAt(40, vm, 1);
        lab.at(43.9, () -> vm.getCloudletScheduler().cloudletCancel(work));
        lab.at(43.95, () -> {});
        lab.run();
        assertThat(lab.onlyRecord().blackoutSeconds()).isBetween(4.0, 5.0);
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(3.9 * Lab.MIPS, within(0.6 * Lab.MIPS));
    }

    /** Nobody looks between the beginning and the end. */
    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "slowdown", "postcopy"})
    void lossBetweenTwoSamplesIsAccountedFor(final String technique) {
        final var lab = lab(2).technique(Techniques.byName(technique));
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.5, 20_000));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1_000).ledger();
        final Vm vm = lab.busyVm(0, 256, SECONDS);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().slowdownSeconds()).isGreaterThan(0.01);
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(lab.onlyRecord().slowdownSeconds() * 2 * Lab.MIPS, within(1e-6));
    }

    /** The VM is stopped at 50 s and called off at 52 s; nobody looks between the beginning and the end. */
    @Test
    void whatAMigrationTookUntilItIsCalledOffIsAccountedFor() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1_000).ledger();
        final Vm vm = lab.busyVm(0, 256, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.at(52, () -> lab.datacenter.cancelMigration(vm));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isFalse();
        assertThat(ledger.vm(vm).lostWork()).isCloseTo(2 * 2 * Lab.MIPS, within(1e-6));
    }

    /** Half of a host of 100 to 200 W for 200 s; what the host draws while its only VM stands still, for some 16 s, is nobody's. */
    @Test
    void vmThatStandsStillAloneDrawsNothing() {
        final var lab = lab(2).technique(Techniques.stopAndCopy());
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 0.1).ledger();
        final Vm vm = lab.busyVm(0, 1_024, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().blackoutSeconds()).isGreaterThan(16);
        assertThat(ledger.vm(vm).energyKwh()).isCloseTo(150 * SECONDS / JOULES_PER_KWH, ALMOST);
    }

    /** Both VMs want as much: half of 200 W each while the host is full. */
    @Test
    void vmsShareTheEnergyOfTheirHost() {
        final var lab = lab(1);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm one = lab.busyVm(0, 128, SECONDS);
        final Vm two = lab.busyVm(0, 128, SECONDS);
        lab.run();
        assertThat(ledger.vm(one).energyKwh()).isCloseTo(100 * SECONDS / JOULES_PER_KWH, ALMOST);
        assertThat(ledger.vm(two).energyKwh()).isCloseTo(100 * SECONDS / JOULES_PER_KWH, ALMOST);
        assertThat(ledger.vm(one).slatah()).isCloseTo(1, within(0.02));
        assertThat(ledger.host(lab.hosts.get(0)).energyKwh()).isCloseTo(ledger.energyKwh(), within(1e-12));
    }

    @Test
    void intervalIsAboveZero() {
        final var lab = new Lab(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlaMonitor.watch(lab.datacenter, 0))
                .withMessageContaining("sampling interval");
    }

    /** Half of a host of 100 to 200 W for so long, whenever that is. */
    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "slowdown", "postcopy"})
    void energyIsDrawnForWorkThatIsDone(final String technique) {
        final var lab = lab(2).technique(Techniques.byName(technique));
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.5, 20_000));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 0.1).ledger();
        final Vm vm = lab.busyVm(0, 1_024, SECONDS);
        lab.migrateAt(50, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().slowdownSeconds()).isGreaterThan(3);
        final double idle = 2 * 100 * lab.clock();
        assertThat(ledger.energyKwh() * JOULES_PER_KWH - idle).isCloseTo(50 * SECONDS, ALMOST);
    }
}
