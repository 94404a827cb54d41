package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationAbstract;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationBestFitStaticThreshold;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationFirstFitStaticThreshold;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationWorstFitStaticThreshold;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudSim Plus's own migration policies, on a host that is overloaded from 5 s on. */
final class StockPoliciesTest {
    private static final double OVERLOAD = 0.7;
    private static final double WORK_SECONDS = 60;

    static Stream<Named<Supplier<VmAllocationPolicyMigrationAbstract>>> policies() {
        final var selection = new VmSelectionPolicyMinimumUtilization();
        return Stream.of(
                Named.of(
                        "first fit", () -> new VmAllocationPolicyMigrationFirstFitStaticThreshold(selection, OVERLOAD)),
                Named.of("best fit", () -> new VmAllocationPolicyMigrationBestFitStaticThreshold(selection, OVERLOAD)),
                Named.of(
                        "worst fit",
                        () -> new VmAllocationPolicyMigrationWorstFitStaticThreshold(selection, OVERLOAD)));
    }

    /** Four VMs of a processor each on one host of four, and what is on their way checked at every event. */
    private static final class Overload {
        private final VmAllocationPolicyMigrationAbstract policy;
        private final Lab lab;
        private final List<Vm> vms = new ArrayList<>();
        private final List<Cloudlet> cloudlets = new ArrayList<>();
        private final Set<Vm> stopped = new HashSet<>();
        private int checksOfStoppedVms;
        private int mostAtATime;

        Overload(final VmAllocationPolicyMigrationAbstract policy, final String technique) {
            this.policy = policy;
            this.lab = Lab.with(policy, Lab.hosts(3)).technique(Techniques.byName(technique));
            policy.setUnderUtilizationThreshold(0.01);
            policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.hosts.get(0)));
            lab.datacenter.setSchedulingInterval(0.5);
            lab.datacenter.disableMigrations();
            for (int i = 0; i < 4; i++) {
                final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0);
                vms.add(vm);
                cloudlets.add(lab.cloudlet(vm, WORK_SECONDS));
            }
            lab.at(5, () -> {
                policy.setFindHostForVmFunction(null);
                lab.datacenter.enableMigrations();
            });
            lab.datacenter
                    .addOnVmStopListener(event -> stopped.add(event.getVm()))
                    .addOnVmResumeListener(event -> stopped.remove(event.getVm()));
            lab.simulation.addOnEventProcessingListener(event -> check());
        }

        private void check() {
            mostAtATime = Math.max(mostAtATime, lab.datacenter.getRunningMigrations());
            for (final Vm vm : stopped) {
                checksOfStoppedVms++;
                assertThat(vm.isInMigration()).isTrue();
                assertThat(vm.getHost().getVmScheduler().getTotalAllocatedMipsForVm(vm))
                        .isZero();
            }
            for (final Vm vm : vms) {
                if (vm.isCreated()) {
                    assertThat(lab.hosts.stream()
                                    .filter(host -> host.getVmList().contains(vm)))
                            .containsExactly(vm.getHost());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void overloadIsRelievedByMigrationsWithRecords(final Supplier<VmAllocationPolicyMigrationAbstract> policy) {
        final var overload = new Overload(policy.get(), "xen-precopy");
        final Lab lab = overload.lab;
        lab.at(50, () -> {
            assertThat(lab.hosts.get(0).getVmList()).hasSizeLessThan(4).isNotEmpty();
            assertThat(overload.policy.isOverloaded(lab.hosts.get(0))).isFalse();
            lab.hosts.forEach(host -> assertThat(host.getVmsMigratingOut()).isEmpty());
            assertThat(overload.vms).noneMatch(Vm::isInMigration);
        });
        lab.run();
        assertThat(lab.records()).isNotEmpty().allMatch(MigrationRecord::completed);
        assertThat(overload.cloudlets).allMatch(Cloudlet::isFinished);
    }

    /** The policy takes the allocation apart and puts it together again every half second while VMs are stopped for seconds. */
    @ParameterizedTest
    @MethodSource("policies")
    void stoppedVmStaysStoppedWhileThePolicyTriesPlacementsOut(
            final Supplier<VmAllocationPolicyMigrationAbstract> policy) {
        final var overload = new Overload(policy.get(), "stop-and-copy");
        final Lab lab = overload.lab;
        lab.run();
        assertThat(overload.checksOfStoppedVms).isGreaterThan(10);
        assertThat(lab.records()).isNotEmpty().allMatch(MigrationRecord::completed);
        for (int i = 0; i < overload.vms.size(); i++) {
            final String name = overload.vms.get(i).toString();
            final double blackout = lab.records().stream()
                    .filter(record -> record.id().vm().equals(name))
                    .mapToDouble(MigrationRecord::blackoutSeconds)
                    .sum();
            assertThat(overload.cloudlets.get(i).getFinishTime())
                    .isCloseTo(0.01 + WORK_SECONDS + blackout, within(1e-3));
        }
    }

    /**
     * Two overloaded hosts: plans are made again and again while VMs of either are stopped. A plan may count on room that a
     * VM on its way has not left yet; then the request is refused and the VM stays.
     */
    @ParameterizedTest
    @MethodSource("policies")
    void twoOverloadedHostsAreRelievedAtTheSameTime(final Supplier<VmAllocationPolicyMigrationAbstract> policy) {
        final var overload = new Overload(policy.get(), "stop-and-copy");
        final Lab lab = overload.lab;
        lab.datacenter.setSchedulingInterval(0.3);
        final List<Vm> others = new ArrayList<>();
        overload.policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.hosts.get(others.contains(vm) ? 1 : 0)));
        for (int i = 0; i < 4; i++) {
            final Vm vm = Lab.newVm(Lab.MIPS, 1, 256);
            lab.broker.submitVm(vm);
            others.add(vm);
            lab.cloudlet(vm, WORK_SECONDS);
        }
        overload.vms.addAll(others);
        lab.run();
        assertThat(overload.checksOfStoppedVms).isGreaterThan(10);
        assertThat(overload.mostAtATime).isGreaterThan(1);
        assertThat(lab.records())
                .filteredOn(MigrationRecord::completed)
                .extracting(record -> record.id().source())
                .contains(lab.hosts.get(0).toString(), lab.hosts.get(1).toString());
        assertThat(lab.records())
                .filteredOn(record -> !record.completed())
                .allMatch(record -> record.ending().stopReason().equals("target-unsuitable")
                        && record.ending().outcome() == Outcome.REFUSED);
    }

    /** Stock, not ours: it puts into an immutable empty map. {@link ConsolidationPolicyTest} shows the policy that does not. */
    @Test
    void stockPolicyBreaksWhenAHostIsUnderloadedAndNoneIsOverloaded() {
        final var policy = new VmAllocationPolicyMigrationFirstFitStaticThreshold(
                new VmSelectionPolicyMinimumUtilization(), OVERLOAD);
        final var lab = UnderloadedHost.with(policy);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(lab::run);
    }
}
