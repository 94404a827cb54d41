package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A VM that has changed hosts is the one it was, though CloudSim Plus creates it anew. */
final class MovedVmTest {
    private static final Offset<Double> EXACTLY = Offset.offset(0.002);

    private final Lab lab = new Lab(2);

    private double slowdown() {
        return lab.records().stream()
                .mapToDouble(MigrationRecord::slowdownSeconds)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "postcopy"})
    void doesNotBootAgain(final String technique) {
        lab.technique(Techniques.byName(technique)).datacenter.setSchedulingInterval(1);
        final Vm vm = lab.vm(0, 256);
        vm.setStartupDelay(20);
        final Cloudlet cloudlet = lab.cloudlet(vm, 40);
        lab.migrateAt(50, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + slowdown(), EXACTLY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void livesNoLonger(final double submissionDelay) {
        lab.datacenter.setSchedulingInterval(1);
        final Vm vm = Lab.newVm(Lab.MIPS, 1, 256);
        vm.setLifeTime(100);
        vm.setSubmissionDelay(submissionDelay);
        lab.submit(vm, 0);
        final Cloudlet cloudlet = lab.cloudlet(vm, 1000);
        lab.migrateAt(50, vm, 1);
        lab.migrateAt(70, vm, 0);
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        assertThat(cloudlet.getFinishTime()).isCloseTo(100 + submissionDelay, Offset.offset(1.1));
        assertThat(vm.getTotalExecutionTime()).isCloseTo(100, Offset.offset(1.1));
    }

    /** It begins to shut down at 50 s, which takes a minute in which it does nothing. */
    @Test
    void goesOnShuttingDown() {
        lab.technique(Techniques.stopAndCopy()).datacenter.setSchedulingInterval(1);
        final Vm vm = Lab.newVm(Lab.MIPS, 1, 1024);
        vm.setShutDownDelay(60);
        lab.submit(vm, 0);
        final Cloudlet cloudlet = lab.cloudlet(vm, 1000);
        lab.busyVm(0, 64, 400);
        lab.at(50, vm::shutdown);
        lab.migrateAt(55, vm, 1);
        lab.at(80, () -> assertThat(vm.getHost()).isEqualTo(lab.hosts.get(1)));
        lab.run();
        assertThat(vm.isCreated()).isFalse();
        assertThat(cloudlet.getFinishedLengthSoFar()).isBetween(48_900L, 50_000L);
    }

    /** Its work ends at 5 s; one that is idle for a minute is destroyed. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void hasBeenIdleSinceItsWorkEnded(final double submissionDelay) {
        lab.technique(Techniques.stopAndCopy()).datacenter.setSchedulingInterval(1);
        lab.broker.setVmDestructionDelay(60);
        lab.busyVm(0, 64, 400);
        final Vm vm = Lab.newVm(Lab.MIPS, 1, 64);
        vm.setSubmissionDelay(submissionDelay);
        lab.submit(vm, 0);
        lab.cloudlet(vm, 5);
        lab.migrateAt(50, vm, 1);
        lab.at(64 + submissionDelay, () -> assertThat(vm.isCreated()).isTrue());
        lab.at(67.5 + submissionDelay, () -> assertThat(vm.isCreated()).isFalse());
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void hasRunSinceItWasCreated() {
        final Vm vm = lab.busyVm(0, 256, 100);
        final List<Double> told = new ArrayList<>();
        lab.migrateAt(50, vm, 1);
        lab.migrateAt(70, vm, 0);
        lab.at(
                90,
                () -> told.addAll(List.of(
                        vm.getStartTime(), vm.getFinishTime(), vm.getTotalExecutionTime(), vm.getCreationTime())));
        lab.run();
        assertThat(told).hasSize(4);
        assertThat(told.get(0)).isLessThan(0.1);
        assertThat(told.get(1)).as("not finished").isNegative();
        assertThat(told.get(2)).isCloseTo(90, Offset.offset(0.1));
        assertThat(told.get(3)).isLessThan(0.1);
    }

    /** A listener that hears that it leaves asks for another VM to the same host, where there is room for one of them. */
    @Test
    void takesTheRoomThatWasKeptForIt() {
        final var crowded = new Lab(3).technique(Techniques.stopAndCopy());
        final Vm vm = crowded.busyVm(0, 9_000, 400);
        final Vm other = crowded.busyVm(2, 9_000, 400);
        crowded.at(
                5,
                () -> vm.addOnHostDeallocationListener(
                        event -> crowded.datacenter.requestVmMigration(other, crowded.hosts.get(1))));
        crowded.migrateAt(10, vm, 1);
        crowded.run();
        assertThat(vm.getHost()).isEqualTo(crowded.hosts.get(1));
        assertThat(crowded.records().get(0).ending().stopReason()).isEqualTo("target-unsuitable");
        assertThat(crowded.records().get(0).id().vm()).isEqualTo(other.toString());
        assertThat(crowded.records().get(1).completed()).isTrue();
    }
}
