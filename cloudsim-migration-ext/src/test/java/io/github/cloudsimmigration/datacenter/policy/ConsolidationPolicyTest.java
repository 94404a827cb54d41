package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.LiveMigrationHost;
import io.github.cloudsimmigration.datacenter.UnderloadedHost;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.schedulers.vm.VmSchedulerSpaceShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of four processors; VMs of one or two; a host is overloaded above 80 % and underloaded below 30 %. */
final class ConsolidationPolicyTest {
    private static final double OVER = 0.8;
    private static final double UNDER = 0.3;

    private Lab lab;
    private VmAllocationPolicyConsolidation policy;

    private void start(final int hosts, final double under) {
        start(hosts, OVER, under);
    }

    private void start(final int hosts, final double over, final double under) {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), over, under);
        lab = Lab.with(policy, Lab.hosts(hosts));
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
    }

    private void promiseProcessors(final boolean toOneEach) {
        lab.hosts.forEach(
                host -> host.setVmScheduler(toOneEach ? new VmSchedulerSpaceShared() : new VmSchedulerTimeShared()));
    }

    private Vm vm(final int home, final int pes, final double utilization, final double seconds) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, pes, 128), home);
        for (int i = 0; i < pes; i++) {
            lab.cloudlet(vm, seconds * utilization, utilization);
        }
        return vm;
    }

    private Map<Vm, Host> plan() {
        return policy.getOptimizedAllocationMap(lab.broker.<Vm>getVmExecList());
    }

    @Test
    void overloadedHostIsRelieved() {
        start(2, 0);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 60);
        }
        lab.at(50, () -> {
            assertThat(lab.hosts.get(0).getVmList()).hasSize(3);
            assertThat(lab.hosts.get(1).getVmList()).hasSize(1);
            assertThat(policy.isOverloaded(lab.hosts.get(0))).isFalse();
            assertThat(policy.isUnderOrOverloaded()).isFalse();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void noMoreVmsLeaveThanMust() {
        start(3, 0);
        vm(0, 2, 0.9, 60);
        vm(0, 1, 1, 60);
        vm(0, 1, 0.7, 60);
        lab.at(5, () -> lab.datacenter.disableMigrations());
        lab.run();
        assertThat(lab.records()).hasSize(1);
    }

    @Test
    void vmGoesWhereItRaisesPowerLeast() {
        start(3, 0);
        lab.hosts.get(1).setPowerModel(new PowerModelHostSimple(300, 100));
        lab.hosts.get(2).setPowerModel(new PowerModelHostSimple(200, 100));
        lab.hosts.get(0).setPowerModel(new PowerModelHostSimple(200, 100));
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
        }
        vm(1, 1, 0.5, 30);
        vm(2, 1, 0.5, 30);
        lab.run();
        assertThat(lab.records())
                .first()
                .satisfies(record -> assertThat(record.id().target())
                        .isEqualTo(lab.hosts.get(2).toString()));
    }

    @Test
    void underloadedHostIsClearedAndSwitchesOff() {
        start(2, UNDER);
        lab.hosts.forEach(host -> host.setIdleShutdownDeadline(2));
        final Vm little = vm(0, 1, 0.4, 60);
        vm(1, 2, 1, 60);
        lab.at(40, () -> {
            assertThat(little.getHost()).isEqualTo(lab.hosts.get(1));
            assertThat(lab.hosts.get(0).getVmList()).isEmpty();
            assertThat(lab.hosts.get(0).isActive()).isFalse();
            assertThat(lab.hosts.get(1).isActive()).isTrue();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void underloadWithoutOverloadIsNoException() {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), OVER, UNDER);
        final Lab underloaded = UnderloadedHost.with(policy).run();
        assertThat(underloaded.records()).hasSize(1).allMatch(MigrationRecord::completed);
    }

    @Test
    void hostIsClearedOnlyIfAllItsVmsFindRoom() {
        start(2, UNDER);
        vm(0, 1, 0.4, 40);
        vm(0, 1, 0.4, 40);
        vm(1, 1, 1, 40);
        vm(1, 1, 1, 40);
        vm(1, 1, 0.8, 40);
        lab.at(20, () -> {
            assertThat(policy.isUnderloaded(lab.hosts.get(0))).isTrue();
            assertThat(plan()).isEmpty();
        });
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    /** Host 1 wants little, but has promised all its processors. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vmGoesWhereItCanBePromisedWhatItMayWant(final boolean spaceShared) {
        start(3, 0);
        promiseProcessors(spaceShared);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 60);
            vm(1, 1, 0.1, 60);
        }
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().id().target()).isEqualTo(lab.hosts.get(2).toString());
    }

    /** Host 1 has one processor that is not promised, for two VMs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hostIsClearedOnlyIfAllItsVmsCanBePromisedWhatTheyMayWant(final boolean spaceShared) {
        start(2, UNDER);
        promiseProcessors(spaceShared);
        vm(0, 1, 0.2, 60);
        vm(0, 1, 0.2, 60);
        for (int i = 0; i < 3; i++) {
            vm(1, 1, 0.5, 60);
        }
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    /** 16 processors are left for one VM of 15 and one of 1. */
    @Test
    void hostIsClearedIfItsVmsFitToTheLastProcessor() {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), OVER, UNDER);
        final List<Host> hosts = new ArrayList<>();
        for (final int pes : new int[] {32, 17}) {
            hosts.add(new LiveMigrationHost(Lab.HOST_RAM, 10_000, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, pes))
                    .setVmScheduler(new VmSchedulerTimeShared()));
        }
        lab = Lab.with(policy, hosts);
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
        vm(0, 15, 0.1, 60);
        vm(0, 1, 0.1, 60);
        vm(1, 1, 0.9, 60);
        lab.at(40, () -> assertThat(lab.hosts.get(0).getVmList()).isEmpty());
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
    }

    /** A scheduler that promises no processor more than it has is asked for one VM at a time. */
    @Test
    void schedulerOfItsOwnKindIsAskedForRealVms() {
        start(2, UNDER);
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerTimeShared() {
            @Override
            protected boolean isSuitableForVmInternal(final Vm vm, final MipsShare requested) {
                return requested.mips() <= Lab.MIPS && super.isSuitableForVmInternal(vm, requested);
            }
        }));
        vm(0, 1, 0.2, 60);
        vm(0, 1, 0.2, 60);
        vm(1, 2, 0.7, 60);
        lab.at(40, () -> assertThat(lab.hosts.get(0).getVmList()).isEmpty());
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
    }

    @Test
    void vmWhoseWorkIsThroughWantsNothing() {
        start(2, UNDER);
        vm(0, 1, 0.6, 60);
        for (int i = 0; i < 3; i++) {
            vm(0, 1, 1, 5);
        }
        vm(1, 2, 1, 60);
        vm(1, 1, 0.1, 60);
        lab.at(6.5, () -> {
            assertThat(policy.isOverloaded(lab.hosts.get(0))).isFalse();
            assertThat(policy.isUnderloaded(lab.hosts.get(0))).isTrue();
        });
        lab.run();
    }

    @Test
    void thresholdOfZeroNeverClears() {
        start(2, 0);
        vm(0, 1, 0.01, 40);
        vm(1, 2, 1, 40);
        lab.at(20, () -> {
            assertThat(policy.isUnderloaded(lab.hosts.get(0))).isFalse();
            assertThat(plan()).isEmpty();
        });
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void thresholdCanBeSetToZeroLater() {
        start(2, UNDER);
        policy.setUnderUtilizationThreshold(0);
        vm(0, 1, 0.01, 40);
        vm(1, 2, 1, 40);
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void planIsEmptyWhenThereIsNothingToDo() {
        start(2, UNDER);
        vm(0, 2, 1, 40);
        vm(1, 2, 1, 40);
        lab.at(20, () -> {
            assertThat(plan()).isEmpty();
            assertThat(policy.isUnderOrOverloaded()).isFalse();
        });
        lab.simulation.terminateAt(30);
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void vmsOnTheirWayAreNotPlannedAgain() {
        start(3, UNDER);
        lab.technique(Techniques.stopAndCopy());
        for (int i = 0; i < 4; i++) {
            lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 1, 512), 0), 60);
        }
        vm(1, 1, 0.4, 60);
        final int[] plansUnderWay = new int[1];
        for (double time = 1.1; time < 40; time += 0.5) {
            lab.at(time, () -> {
                final List<Vm> onTheirWay = lab.broker.<Vm>getVmExecList().stream()
                        .filter(Vm::isInMigration)
                        .toList();
                plansUnderWay[0] += onTheirWay.isEmpty() ? 0 : 1;
                assertThat(plan().keySet()).noneMatch(onTheirWay::contains).noneMatch(Lab::isReservation);
                assertThat(lab.broker.<Vm>getVmExecList().stream().filter(Vm::isInMigration))
                        .hasSize(onTheirWay.size());
            });
        }
        lab.run();
        assertThat(plansUnderWay[0]).isGreaterThan(5);
        assertThat(lab.records()).isNotEmpty().allMatch(MigrationRecord::completed);
    }

    @Test
    void failedHostsAreNoTargets() {
        start(3, 0);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
        }
        lab.at(0.005, () -> lab.hosts.get(1).setFailed(true));
        lab.run();
        assertThat(lab.onlyRecord().id().target()).isEqualTo(lab.hosts.get(2).toString());
    }

    @Test
    void noMoreVmsLeaveAHostInOneStepThanAllowed() {
        start(3, UNDER);
        policy.setMaxMigrationsPerHost(1);
        vm(0, 1, 0.2, 60);
        vm(0, 1, 0.2, 60);
        vm(1, 2, 1, 60);
        vm(2, 2, 1, 60);
        final int[] most = new int[1];
        lab.simulation.addOnEventProcessingListener(event ->
                most[0] = Math.max(most[0], (int) lab.hosts.get(0).getVmList().stream()
                        .filter(vm -> vm.isInMigration())
                        .count()));
        lab.at(40, () -> {
            assertThat(lab.hosts.get(0).getVmList()).isEmpty();
            assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        });
        lab.run();
        assertThat(most[0]).isEqualTo(1);
    }

    /** 3 of 4 processors and 1 of 4, with thresholds of 3/4 and 1/4. */
    @Test
    void hostAtAThresholdIsNeitherOverloadedNorUnderloaded() {
        start(2, 0.75, 0.25);
        for (final int home : new int[] {0, 0, 0, 1}) {
            vm(home, 1, 1, 30);
        }
        lab.at(5, () -> {
            assertThat(policy.isOverloaded(lab.hosts.get(0))).isFalse();
            assertThat(policy.isUnderloaded(lab.hosts.get(1))).isFalse();
            assertThat(plan()).isEmpty();
            assertThat(policy.isUnderOrOverloaded()).isFalse();
        });
        lab.simulation.terminateAt(20);
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void hostIsRelievedDownToTheThreshold() {
        assertThat(sizeOfPlan(0.75, Integer.MAX_VALUE)).isEqualTo(1);
        assertThat(sizeOfPlan(0.5, Integer.MAX_VALUE)).isEqualTo(2);
        assertThat(sizeOfPlan(0.5, 1)).as("as many as may leave").isEqualTo(1);
    }

    /** {@return how many of four busy VMs leave a host for two empty ones} */
    private int sizeOfPlan(final double over, final int maxMigrations) {
        start(3, over, 0);
        policy.setMaxMigrationsPerHost(maxMigrations);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
        }
        final List<Integer> sizes = new ArrayList<>();
        lab.at(0.005, () -> sizes.add(plan().size()));
        lab.run();
        return sizes.get(0);
    }

    /** Host 2 is half full: with one more VM it is at 3/4, with two more it would be overloaded. */
    @Test
    void vmsPlannedToComeCountForThoseThatFollow() {
        start(3, 0);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
            vm(1, 1, 1, 30);
        }
        vm(2, 1, 1, 30);
        vm(2, 1, 1, 30);
        lab.at(0.005, () -> assertThat(plan().values()).containsExactly(lab.hosts.get(2)));
        lab.run();
    }

    @Test
    void targetThatIsOffIsSwitchedOn() {
        start(2, 0);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
        }
        lab.at(0.005, () -> {
            lab.hosts.get(1).setActive(false);
            assertThat(plan()).hasSize(1);
            assertThat(lab.hosts.get(1).isActive()).isTrue();
        });
        lab.run();
    }

    @Test
    void leastLoadedHostIsClearedFirst() {
        start(2, UNDER);
        vm(0, 1, 1, 30);
        final Vm little = vm(1, 1, 0.4, 30);
        lab.datacenter.disableMigrations();
        lab.at(5, () -> assertThat(plan()).containsExactly(Map.entry(little, lab.hosts.get(0))));
        lab.run();
    }

    /** A VM would raise the power of the host that is cleared first least. */
    @Test
    void hostThatIsBeingClearedIsNoTarget() {
        start(3, UNDER);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.hosts.get(0).setPowerModel(new PowerModelHostSimple(110, 100));
        final Vm first = vm(0, 1, 0.2, 30);
        vm(1, 1, 1, 30);
        final Vm second = vm(2, 1, 0.6, 30);
        final Host target = lab.hosts.get(1);
        lab.datacenter.disableMigrations();
        lab.at(5, () -> assertThat(plan()).containsExactly(Map.entry(first, target), Map.entry(second, target)));
        lab.run();
    }

    /** The VM of the larger host fits nowhere else, so the smaller one is cleared, though it is loaded more. */
    @Test
    void hostThatCannotBeClearedIsATarget() {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), OVER, UNDER);
        final List<Host> hosts = new ArrayList<>();
        for (final long ram : new long[] {Lab.HOST_RAM, Lab.HOST_RAM / 2}) {
            hosts.add(new LiveMigrationHost(ram, Lab.HOST_BW, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, Lab.HOST_PES))
                    .setVmScheduler(new VmSchedulerTimeShared()));
        }
        lab = Lab.with(policy, hosts);
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS, 1, 10_000), 0), 12, 0.4);
        final Vm small = vm(1, 1, 0.8, 30);
        lab.datacenter.disableMigrations();
        lab.at(5, () -> assertThat(plan()).containsExactly(Map.entry(small, lab.hosts.get(0))));
        lab.run();
    }

    /** Host 1 has room for one processor and draws least; host 2 has room for four tenths of one. */
    @Test
    void vmThatWantsMostIsPlacedFirst() {
        start(3, 0.5, 0);
        roomForOneAndForAFewTenths(0.6);
        final Vm little = vm(0, 1, 0.4, 30);
        final Vm much = vm(0, 1, 1, 30);
        vm(0, 2, 1, 30);
        lab.at(
                5,
                () -> assertThat(plan())
                        .containsExactly(Map.entry(much, lab.hosts.get(1)), Map.entry(little, lab.hosts.get(2))));
        lab.run();
    }

    /** The same with two tenths at host 2, and a host that is cleared. */
    @Test
    void vmThatWantsMostIsPlacedFirstWhenAHostIsCleared() {
        start(3, 0.5, UNDER);
        roomForOneAndForAFewTenths(0.8);
        final Vm little = vm(0, 1, 0.2, 30);
        final Vm much = vm(0, 1, 0.9, 30);
        lab.at(
                5,
                () -> assertThat(plan())
                        .containsExactly(Map.entry(much, lab.hosts.get(1)), Map.entry(little, lab.hosts.get(2))));
        lab.run();
    }

    private void roomForOneAndForAFewTenths(final double useOfSecond) {
        lab.datacenter.disableMigrations();
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.hosts.get(1).setPowerModel(new PowerModelHostSimple(110, 100));
        vm(1, 1, 0.5, 30);
        vm(1, 1, 0.5, 30);
        vm(2, 1, useOfSecond, 30);
        vm(2, 1, 1, 30);
    }

    /** Two hosts to be cleared, and one that both could go to. */
    @Test
    void noMoreVmsOfClearedHostsComeToAHostInOneStepThanAllowed() {
        start(3, UNDER);
        policy.setMaxMigrationsPerHost(1);
        final Vm first = vm(0, 1, 0.4, 30);
        vm(1, 1, 0.8, 30);
        vm(2, 2, 1, 30);
        lab.datacenter.disableMigrations();
        lab.at(5, () -> assertThat(plan()).containsExactly(Map.entry(first, lab.hosts.get(2))));
        lab.run();
    }

    /** Of a quarter of four processors one VM of two; the target has as much as it and the other VM want. */
    @Test
    void vmFitsWhereNothingIsLeftOfAnything() {
        startBesideSmallHost(1, 128 + 128, 100 + 100, 1_000 + 1_000);
        final Vm leaves = vm(0, 2, 0.5, 30);
        lab.at(5, () -> assertThat(plan()).containsExactly(Map.entry(leaves, lab.hosts.get(1))));
        lab.run();
    }

    /** Two VMs would come to one of the same size. */
    @ParameterizedTest
    @CsvSource({"3, 3, 3, 2", "2, 3, 3, 0", "3, 2, 3, 0", "3, 3, 2, 0"})
    void vmsPlannedToComeTakeRamBandwidthAndStorage(
            final int ram, final int bandwidth, final int storage, final int moves) {
        startBesideSmallHost(OVER, ram * 128L, bandwidth * 100L, storage * 1_000L);
        vm(0, 1, 0.2, 30);
        vm(0, 1, 0.2, 30);
        lab.at(5, () -> assertThat(plan()).hasSize(moves));
        lab.run();
    }

    private void startBesideSmallHost(final double over, final long ram, final long bandwidth, final long storage) {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), over, UNDER);
        final List<Host> hosts = Lab.hosts(1);
        hosts.add(new LiveMigrationHost(ram, bandwidth, storage, Lab.pes(Lab.MIPS, 2))
                .setVmScheduler(new VmSchedulerOvercommit(2)));
        lab = Lab.with(policy, hosts);
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.disableMigrations();
        vm(1, 1, 1, 30);
    }

    /** Two overloaded hosts, and an empty one that has room for what both have to send. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noMoreVmsComeToAHostInOneStepThanAllowed(final int allowed) {
        start(3, 0);
        policy.setMaxMigrationsPerHost(allowed);
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 30);
            vm(1, 1, 1, 30);
        }
        lab.at(0.005, () -> assertThat(plan().values()).hasSize(allowed).containsOnly(lab.hosts.get(2)));
        lab.run();
        assertThat(lab.records()).isNotEmpty().allMatch(MigrationRecord::completed);
    }

    /** Three of one processor each fill 75 % of a host: the fourth would overload it. */
    @Test
    void newVmsArePlacedWhereTheyDoNotOverload() {
        policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), OVER, 0);
        lab = Lab.with(policy, Lab.hosts(2));
        for (int i = 0; i < 4; i++) {
            vm(0, 1, 1, 20);
        }
        lab.at(10, () -> {
            assertThat(lab.hosts.get(0).getVmList()).hasSize(3);
            assertThat(lab.hosts.get(1).getVmList()).hasSize(1);
        });
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void thresholdsOutOfRangeAreRejected() {
        final var selection = new VmSelectionPolicyMinimumUtilization();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmAllocationPolicyConsolidation(selection, 0, 0))
                .withMessageContaining("overload threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmAllocationPolicyConsolidation(selection, 0.8, 1))
                .withMessageContaining("underload threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmAllocationPolicyConsolidation(selection, 0.8, -0.1))
                .withMessageContaining("underload threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmAllocationPolicyConsolidation(selection, 0.3, 0.8))
                .withMessage("underload threshold 0.8, expected at most the overload threshold, 0.3");
        final var any = new VmAllocationPolicyConsolidation(selection, 0.8, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> any.setUnderUtilizationThreshold(0.9))
                .withMessage("underload threshold 0.9, expected at most the overload threshold, 0.8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> any.setMaxMigrationsPerHost(0))
                .withMessageContaining("migrations per host");
    }
}
