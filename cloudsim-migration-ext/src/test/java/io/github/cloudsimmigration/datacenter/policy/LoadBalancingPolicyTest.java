package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.LiveMigrationHost;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.Orchestration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of four processors; VMs of one processor that use it fully are a quarter of a host's load. */
final class LoadBalancingPolicyTest {
    private static final double MIB = 1024 * 1024;

    private Lab lab;
    private VmAllocationPolicyLoadBalancing policy;

    private void start(final int hosts, final double startImbalance, final double stopImbalance) {
        start(hosts, startImbalance, stopImbalance, new VmSelectionPolicyMinimumUtilization());
    }

    private void start(
            final int hosts,
            final double startImbalance,
            final double stopImbalance,
            final VmSelectionPolicy selection) {
        policy = new VmAllocationPolicyLoadBalancing(selection, startImbalance, stopImbalance);
        lab = Lab.with(policy, Lab.hosts(hosts));
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
    }

    private Vm vm(final int home, final double utilization) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 128), home);
        lab.cloudlet(vm, 60 * utilization, utilization);
        return vm;
    }

    private List<Double> loads() {
        return lab.hosts.stream().map(policy::getLoad).toList();
    }

    /** Two moves would balance best, but host 1 has one processor that is not promised. */
    @Test
    void noMoreVmsAreSentInOneStepThanCanBePromisedWhatTheyMayWant() {
        start(2, 0.05, 0);
        policy.setMaxMigrations(4);
        for (int i = 0; i < 4; i++) {
            vm(0, 1);
        }
        for (int i = 0; i < 3; i++) {
            vm(1, 0.01);
        }
        lab.run();
        assertThat(lab.records()).isNotEmpty().allMatch(MigrationRecord::completed);
    }

    /** 1, 0, 0: 2/3 above the mean. Then 3/4, 1/4, 0. Then 1/2, 1/4, 1/4: another move would only swap two hosts. */
    @Test
    void balanceIsReachedInTwoMoves() {
        start(3, 0.2, 0.1);
        for (int i = 0; i < 4; i++) {
            vm(0, 1);
        }
        lab.at(0.005, () -> {
            assertThat(loads()).containsExactly(1.0, 0.0, 0.0);
            assertThat(policy.getImbalance()).isCloseTo(2.0 / 3, within(1e-9));
            assertThat(policy.isOverloaded(lab.hosts.get(0))).isTrue();
            assertThat(policy.isUnderloaded(lab.hosts.get(1))).isTrue();
        });
        lab.at(50, () -> assertThat(loads()).containsExactly(0.5, 0.25, 0.25));
        lab.run();
        assertThat(lab.records())
                .hasSize(2)
                .allMatch(MigrationRecord::completed)
                .extracting(record -> record.id().target())
                .containsExactly(lab.hosts.get(1).toString(), lab.hosts.get(2).toString());
    }

    /** The second move is planned while the first VM is on its way: loads are counted as they will be. */
    @Test
    void oneMoveAStepUnlessMoreAreAllowed() {
        assertThat(startsOfMoves(1)).doesNotHaveDuplicates().hasSize(2);
        assertThat(startsOfMoves(5))
                .hasSize(2)
                .first()
                .isEqualTo(startsOfMoves(5).get(1));
    }

    private List<Double> startsOfMoves(final int max) {
        start(3, 0.2, 0.1);
        policy.setMaxMigrations(max);
        for (int i = 0; i < 4; i++) {
            vm(0, 1);
        }
        lab.run();
        return lab.records().stream().map(record -> record.id().startSeconds()).toList();
    }

    /** 3/4, 1/4: 1/4 above the mean. */
    @Test
    void balancingBeginsAboveTheThreshold() {
        assertThat(movesAt(0.25)).isEmpty();
        assertThat(movesAt(0.24)).hasSize(1);
    }

    private List<MigrationRecord> movesAt(final double startImbalance) {
        start(2, startImbalance, 0);
        vm(0, 1);
        vm(0, 1);
        vm(0, 1);
        vm(1, 1);
        return lab.run().records();
    }

    /**
     * 1, 0 with VMs of a tenth of a host each. From an imbalance of 1/2 every move takes a tenth; balancing that begins above 0.45 goes on
     * below it, to 0.1, in four moves.
     */
    @Test
    void balancingGoesOnUntilTheSecondThreshold() {
        assertThat(movesOfTenths(0.45, 0.1)).hasSize(4);
        assertThat(movesOfTenths(0.45, 0.45)).hasSize(1);
    }

    private List<MigrationRecord> movesOfTenths(final double startImbalance, final double stopImbalance) {
        policy = new VmAllocationPolicyLoadBalancing(
                new VmSelectionPolicyMinimumUtilization(), startImbalance, stopImbalance);
        final var hosts = new ArrayList<Host>();
        for (int i = 0; i < 2; i++) {
            final var host = new LiveMigrationHost(Lab.HOST_RAM, Lab.HOST_BW, Lab.HOST_STORAGE, Lab.pes(Lab.MIPS, 10));
            host.setVmScheduler(new VmSchedulerTimeShared());
            hosts.add(host);
        }
        lab = Lab.with(policy, hosts);
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
        for (int i = 0; i < 10; i++) {
            lab.submit(Lab.newVm(Lab.MIPS, 1, 128).setBw(10), 0);
            lab.cloudlet(lab.broker.getVmWaitingList().get(i), 40);
        }
        return lab.run().records();
    }

    /** 3/4, 1/4: 1/4 from the mean. */
    @Test
    void hostAtTheThresholdIsNeitherOverloadedNorUnderloaded() {
        start(2, 0.25, 0);
        for (final int home : new int[] {0, 0, 0, 1}) {
            vm(home, 1);
        }
        lab.at(5, () -> {
            assertThat(policy.getOverUtilizationThreshold(lab.hosts.get(0))).isEqualTo(0.75);
            assertThat(policy.isOverloaded(lab.hosts.get(0))).isFalse();
            assertThat(policy.isUnderloaded(lab.hosts.get(1))).isFalse();
            assertThat(policy.isUnderOrOverloaded()).isFalse();
        });
        lab.run();
    }

    /** 1, 0, an imbalance of 1/2; one move makes it 1/4. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.2})
    void balancingIsUnderWayUntilTheImbalanceIsAtTheSecondThreshold(final double stopImbalance) {
        start(2, 0.3, stopImbalance);
        lab.datacenter.disableMigrations();
        for (int i = 0; i < 4; i++) {
            vm(0, 1);
        }
        lab.at(5, () -> {
            lab.hosts.get(1).setActive(false);
            assertThat(policy.getOptimizedAllocationMap(lab.broker.<Vm>getVmExecList()))
                    .hasSize(1);
            assertThat(policy.isUnderOrOverloaded()).isEqualTo(stopImbalance < 0.25);
            assertThat(lab.hosts.get(1).isActive()).isTrue();
        });
        lab.run();
    }

    /** CPU is balanced; memory traffic is not: 600 and 200 of 1000 MiB/s. The writer that moves is the one of 200. */
    @Test
    void memoryTrafficIsBalanced() {
        start(2, 0.1, 0.05, host -> host.getMigratableVms().stream().min(Comparator.comparingLong(Vm::getId)));
        final List<Vm> vms = List.of(vm(0, 0.5), vm(0, 0.5), vm(1, 0.5), vm(1, 0.5));
        final List<Double> traffic = List.of(400 * MIB, 200 * MIB, 100 * MIB, 100 * MIB);
        policy.setMemoryBandwidth(vm -> traffic.get(vms.indexOf(vm)), host -> 1000 * MIB)
                .setWeights(0, 1);
        lab.at(0.005, () -> assertThat(loads()).containsExactly(0.6, 0.2));
        lab.at(25, () -> assertThat(loads()).containsExactly(0.4, 0.4));
        lab.run();
        assertThat(lab.onlyRecord().id().vm()).isEqualTo(vms.get(1).toString());
    }

    /** Eight writers of 100 MB/s on the first of four hosts of 800 MB/s; with limits, most of what is planned has to wait. */
    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void memoryTrafficOfVmsThatWaitCountsWhereTheyGo(final int limit) {
        start(4, 0.15, 0.1);
        policy.setMemoryBandwidth(vm -> 100e6, host -> 800e6);
        lab.datacenter.setOrchestration(Orchestration.NONE.withLimits(new MigrationLimits(limit, limit, limit)));
        for (int i = 0; i < 8; i++) {
            lab.cloudlet(lab.submit(Lab.newVm(500, 1, 1_024), 0), 15, 0.05);
        }
        lab.at(
                290,
                () -> assertThat(lab.hosts).allMatch(host -> host.getVmList().size() == 2));
        lab.run();
        assertThat(lab.records()).hasSize(6).allMatch(MigrationRecord::completed);
    }

    /** 2000 pages of 4 KiB a second for a fully used processor, 8 000 KiB/s; half of that at half use. */
    @Test
    void memoryTrafficIsWhatTheProfileWrites() {
        start(2, 1, 1);
        lab.datacenter.setMemoryProfile(MemoryProfile::byCpuUse);
        policy.setMemoryBandwidth(host -> 16_000 * 1024.0).setWeights(0, 1);
        vm(0, 1);
        vm(1, 0.5);
        lab.at(5, () -> assertThat(loads()).containsExactly(0.5, 0.25));
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    @Test
    void weightsSayWhatCounts() {
        start(2, 1, 1);
        policy.setMemoryBandwidth(vm -> 200 * MIB, host -> 1000 * MIB);
        vm(0, 1);
        lab.at(5, () -> {
            assertThat(policy.getLoad(lab.hosts.get(0))).isEqualTo(0.25);
            policy.setWeights(0, 1);
            assertThat(policy.getLoad(lab.hosts.get(0))).isEqualTo(0.2);
            policy.setWeights(1, 2);
            assertThat(policy.getLoad(lab.hosts.get(0))).isEqualTo(0.4);
        });
        lab.run();
    }

    /** Stock placement and consolidation would fill a host first. */
    @Test
    void newVmsAreSpread() {
        policy = new VmAllocationPolicyLoadBalancing(new VmSelectionPolicyMinimumUtilization(), 0.5, 0.5);
        lab = Lab.with(policy, Lab.hosts(3));
        for (int i = 0; i < 6; i++) {
            vm(0, 1);
        }
        lab.at(10, () -> lab.hosts.forEach(host -> assertThat(host.getVmList()).hasSize(2)));
        lab.run();
        assertThat(lab.records()).isEmpty();
    }

    /** The smallest VM does no harm where it is; the policy is asked for the next one. */
    @Test
    void vmThatHelpsNobodyIsPassedOver() {
        start(2, 0.1, 0.05);
        final Vm idle = vm(0, 0.1);
        final Vm busy = vm(0, 1);
        vm(0, 1);
        policy.setMemoryBandwidth(vm -> vm.equals(idle) ? 0 : 300 * MIB, host -> 1000 * MIB);
        policy.setWeights(0, 1);
        lab.run();
        assertThat(lab.onlyRecord().id().vm()).isEqualTo(busy.toString());
    }

    @Test
    void failedHostsNeitherCountNorReceive() {
        start(3, 0.2, 0.1);
        for (int i = 0; i < 4; i++) {
            vm(0, 1);
        }
        lab.at(0.005, () -> lab.hosts.get(1).setFailed(true));
        lab.at(40, () -> assertThat(policy.getImbalance()).isZero());
        lab.run();
        assertThat(lab.records())
                .hasSize(2)
                .allMatch(record -> record.id().target().equals(lab.hosts.get(2).toString()));
    }

    @Test
    void valuesOutOfRangeAreRejected() {
        final var selection = new VmSelectionPolicyMinimumUtilization();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmAllocationPolicyLoadBalancing(selection, 0.1, 0.2))
                .withMessageContaining("imbalance");
        final var any = new VmAllocationPolicyLoadBalancing(selection, 0.2, 0.1);
        assertThatIllegalArgumentException().isThrownBy(() -> any.setMaxMigrations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> any.setWeights(0, 0));
    }
}
