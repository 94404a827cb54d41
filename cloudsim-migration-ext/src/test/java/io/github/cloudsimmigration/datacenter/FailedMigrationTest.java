package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that begin and cannot be finished. */
final class FailedMigrationTest {
    private static final long RAM = 256;

    /** Takes no more VMs from some moment on. */
    private static final class FickleHost extends LiveMigrationHost {
        private boolean full;

        FickleHost() {
            super(Lab.HOST_RAM, Lab.HOST_BW, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, Lab.HOST_PES));
            setVmScheduler(new VmSchedulerTimeShared());
        }

        @Override
        public HostSuitability createVm(final Vm vm) {
            return full ? new HostSuitability(vm, "full by now") : super.createVm(vm);
        }
    }

    private final FickleHost target = new FickleHost();
    private final Lab lab = new Lab(new CloudSimPlus(0.01), new ArrayList<>(List.of(Lab.host(Lab.MIPS), target)), null);
    private final Vm vm = lab.vm(0, RAM);
    private final Cloudlet cloudlet = lab.cloudlet(vm, 60);

    private void migrateAt10() {
        lab.migrateAt(10, vm, 1);
    }

    private void checkAt(final double time, final Runnable check) {
        lab.at(time, check);
    }

    private void runsAtSource() {
        assertThat(vm.getHost()).isEqualTo(lab.hosts.get(0));
        assertThat(vm.isCreated()).isTrue();
        assertThat(vm.isInMigration()).isFalse();
        assertThat(lab.broker.getVmExecList()).contains(vm);
        assertThat(lab.hosts.get(0).getVmList()).containsExactly(vm);
        assertThat(lab.hosts.get(0).getVmScheduler().getTotalAllocatedMipsForVm(vm))
                .isEqualTo(2 * Lab.MIPS);
        assertThat(lab.hosts.get(0).getRam().getAllocatedResource()).isEqualTo(RAM);
        assertThat(lab.hosts.get(0).getVmsMigratingOut()).isEmpty();
        targetIsFree();
    }

    private void targetIsFree() {
        assertThat(lab.datacenter.getRunningMigrations()).isZero();
        assertThat(target.getVmList()).isEmpty();
        assertThat(target.getVmsMigratingIn()).isEmpty();
        assertThat(target.getRam().getAllocatedResource()).isZero();
        assertThat(target.getBw().getAllocatedResource()).isZero();
        assertThat(target.getStorage().getAllocatedResource()).isZero();
    }

    private MigrationRecord ended(final Outcome outcome, final String stopReason) {
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.ending().outcome()).isEqualTo(outcome);
        assertThat(record.ending().stopReason()).isEqualTo(stopReason);
        return record;
    }

    private void finishesLateBy(final double seconds) {
        assertThat(cloudlet.isFinished()).isTrue();
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + seconds, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void vmTheTargetDoesNotTakeAtSwitchOverRunsOnAtTheSource(final String technique) {
        lab.technique(Techniques.byName(technique));
        migrateAt10();
        checkAt(11, () -> target.full = true);
        checkAt(30, this::runsAtSource);
        lab.run();
        final MigrationRecord record = ended(Outcome.FAILED, "target-unsuitable");
        assertThat(record.blackoutSeconds()).isPositive();
        finishesLateBy(record.blackoutSeconds());
    }

    @Test
    void failedVmCanMigrateAgain() {
        migrateAt10();
        checkAt(11, () -> target.full = true);
        checkAt(29, () -> target.full = false);
        lab.migrateAt(30, vm, 1);
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.ending().outcome())
                .containsExactly(Outcome.FAILED, Outcome.COMPLETED);
        finishesLateBy(lab.records().stream()
                .mapToDouble(MigrationRecord::blackoutSeconds)
                .sum());
    }

    /** The same with the stock datacenter: dropped from the source, not taken by the target. */
    @Test
    void stockDatacenterLosesTheVmInThatSituation() {
        final var simulation = new CloudSimPlus(0.01);
        final Host source = Lab.host(Lab.MIPS);
        final var fickle = new FickleHost();
        final var stock = new DatacenterSimple(
                simulation,
                new ArrayList<>(List.of(source, fickle)),
                new VmAllocationPolicySimple((policy, placed) -> Optional.of(source)));
        final var broker = new DatacenterBrokerSimple(simulation);
        final Vm lost = Lab.newVm(Lab.MIPS, 2, RAM);
        broker.submitVm(lost);
        final var work = new CloudletSimple(60_000, 1, new UtilizationModelFull());
        work.setUtilizationModelRam(UtilizationModel.NULL);
        work.setUtilizationModelBw(UtilizationModel.NULL);
        broker.submitCloudlet(work);
        new Script(simulation).at(10, () -> stock.requestVmMigration(lost, fickle));
        new Script(simulation).at(11, () -> fickle.full = true);
        new Script(simulation).at(1_000, () -> {});
        simulation.start();
        assertThat(work.isFinished()).isFalse();
        assertThat(source.getVmList()).isEmpty();
        assertThat(fickle.getVmList()).isEmpty();
        assertThat(work.getFinishedLengthSoFar()).isLessThan(20_000);
    }

    @Test
    void vmStaysAtTheSourceWhenTheTargetIsSetToFailed() {
        migrateAt10();
        checkAt(12, () -> target.setFailed(true));
        checkAt(20, this::runsAtSource);
        lab.run();
        finishesLateBy(ended(Outcome.FAILED, "target-failed").blackoutSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy"})
    void destroyedVmLeavesOneRecordAndNoReservation(final String technique) {
        lab.technique(Techniques.byName(technique));
        migrateAt10();
        checkAt(12, () -> lab.simulation.sendNow(lab.broker, lab.datacenter, CloudSimTag.VM_DESTROY, vm));
        checkAt(12.5, () -> {
            targetIsFree();
            assertThat(vm.isCreated()).isFalse();
            assertThat(lab.hosts.get(0).getVmList()).isEmpty();
            assertThat(lab.hosts.get(0).getRam().getAllocatedResource()).isZero();
        });
        lab.run();
        final MigrationRecord record = ended(Outcome.CANCELLED, "vm-destroyed");
        assertThat(record.totalSeconds()).isCloseTo(2, within(1e-6));
        assertThat((double) record.bytesSent()).isLessThanOrEqualTo(2 * Lab.MIGRATION_BYTES_PER_SECOND);
        assertThat(record.ramRemainingBytes()).isPositive();
    }

    @Test
    void sourceThatFailsTakesTheVmWithIt() {
        migrateAt10();
        final var faults = faults();
        checkAt(12, () -> faults.generateHostFault(lab.hosts.get(0)));
        checkAt(12.5, () -> {
            targetIsFree();
            assertThat(lab.hosts.get(0).getVmList()).isEmpty();
            assertThat(vm.isCreated()).isFalse();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isFalse();
        assertThat(lab.onlyRecord().totalSeconds()).isCloseTo(2, within(1e-6));
        assertThat(cloudlet.isFinished()).isFalse();
    }

    @Test
    void migrationIsCancelledWhenTheSimulationEnds() {
        lab.simulation.terminateAt(12);
        migrateAt10();
        lab.run();
        final MigrationRecord record = ended(Outcome.CANCELLED, "simulation-ended");
        assertThat(record.totalSeconds()).isCloseTo(2, within(0.2));
        targetIsFree();
    }

    @Test
    void requestForAVmOnItsWayIsRefusedAndDoesNotDisturbIt() {
        migrateAt10();
        lab.migrateAt(11, vm, 1);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        final MigrationRecord refused = lab.records().get(0);
        assertThat(refused.ending().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.ending().stopReason()).isEqualTo("already-migrating");
        assertThat(lab.records().get(1).completed()).isTrue();
        finishesLateBy(lab.records().get(1).blackoutSeconds());
    }

    /** Injects no faults but those asked for. */
    private HostFaultInjection faults() {
        return new Faults(lab.datacenter);
    }

    private static final class Faults extends HostFaultInjection {
        Faults(final Datacenter datacenter) {
            super(datacenter);
        }

        @Override
        protected void startInternal() {}
    }
}
