package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.LinearEnergy;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.cost.Prices;
import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.datacenter.VmSchedulerOvercommit;
import io.github.cloudsimmigration.datacenter.VmTraffic;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationAbstract;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationBestFitStaticThreshold;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationStaticThreshold;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumMigrationTime;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyRandomSelection;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any selection policy with any allocation policy, vetoed or not, with techniques chosen by traffic: stock ones and ours. */
final class CombinedPoliciesTest {
    private static final double OVER = 0.7;
    private static final Prices PRICES = new Prices(0.3, 0.01, 0.01, 1e-3);
    private static final long SEED = 20170701;

    private static Stream<Named<Supplier<VmSelectionPolicy>>> selections() {
        return Stream.of(
                Named.of("minimum downtime", VmSelectionPolicyMinimumDowntime::new),
                Named.of("minimum cost", VmSelectionPolicyMinimumMigrationCost::new),
                Named.of("minimum bytes", VmSelectionPolicyMinimumBytes::new),
                Named.of("stock minimum utilization", VmSelectionPolicyMinimumUtilization::new),
                Named.of("stock minimum migration time", VmSelectionPolicyMinimumMigrationTime::new),
                Named.of("stock random", VmSelectionPolicyRandomSelection::new));
    }

    private static Stream<Named<Function<VmSelectionPolicy, VmAllocationPolicyMigrationAbstract>>> allocations() {
        return Stream.of(
                Named.of("consolidation", selection -> new VmAllocationPolicyConsolidation(selection, OVER, 0.2)),
                Named.of(
                        "load balancing",
                        selection -> new VmAllocationPolicyLoadBalancing(selection, 0.1, 0.05).setMaxMigrations(3)),
                Named.of(
                        "stock threshold",
                        selection -> stock(new VmAllocationPolicyMigrationStaticThreshold(selection, OVER))),
                Named.of(
                        "stock best fit",
                        selection -> stock(new VmAllocationPolicyMigrationBestFitStaticThreshold(selection, OVER))));
    }

    /** Without the underload part, which is broken. */
    private static VmAllocationPolicyMigrationAbstract stock(final VmAllocationPolicyMigrationAbstract policy) {
        policy.setUnderUtilizationThreshold(1e-9);
        return policy;
    }

    private static Stream<Named<Function<VmAllocationPolicy, VmAllocationPolicy>>> vetoes() {
        return Stream.of(
                Named.of("no veto", policy -> policy),
                Named.of("energy", policy -> VmAllocationPolicyVeto.byEnergy(policy, 60)),
                Named.of("money", policy -> VmAllocationPolicyVeto.byMoney(policy, 60, PRICES)));
    }

    static Stream<Arguments> combinations() {
        return allocations()
                .flatMap(allocation -> selections()
                        .flatMap(selection -> vetoes().map(veto -> Arguments.of(allocation, selection, veto))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void vmsAreWhereTheyShouldBeAndEveryRequestHasARecord(
            final Function<VmSelectionPolicy, VmAllocationPolicyMigrationAbstract> allocation,
            final Supplier<VmSelectionPolicy> selection,
            final Function<VmAllocationPolicy, VmAllocationPolicy> veto) {
        final VmAllocationPolicyMigrationAbstract inner = allocation.apply(selection.get());
        final VmAllocationPolicy policy = veto.apply(inner);
        final var random = new SplittableRandom(SEED);
        final Lab lab = Lab.with(policy, Lab.hosts(4));
        inner.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.hosts.forEach(host -> host.setIdleShutdownDeadline(5)
                .setVmScheduler(new VmSchedulerOvercommit(2))
                .setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.datacenter
                .setCostEstimator(MigrationCostEstimator.of(new CostModel(LinearEnergy.LIU_2011, PRICES)))
                .setTechniqueChooser(new TrafficSensitiveChooser(
                        vm -> new VmTraffic(vm.getId() % 2 == 0 ? 80e6 : 0, vm.getId() % 2 == 0 ? 0 : 80e6)))
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 500))
                .setSchedulingInterval(1);
        lab.datacenter.disableMigrations();
        final List<Vm> vms = Stream.generate(() ->
                        lab.submit(Lab.newVm(Lab.MIPS, 1, 16L << random.nextInt(3)), random.nextInt(3) == 0 ? 1 : 0))
                .limit(10)
                .toList();
        final List<Cloudlet> cloudlets = vms.stream()
                .map(vm -> lab.cloudlet(vm, 20, 0.25 + 0.25 * random.nextInt(4)))
                .toList();
        final int[] started = new int[1];
        final Set<String> stopped = new HashSet<>();
        lab.datacenter
                .addOnMigrationStartListener(event -> started[0]++)
                .addOnVmStopListener(event -> stopped.add(event.getVm().toString()))
                .addOnVmResumeListener(event -> stopped.remove(event.getVm().toString()));
        lab.simulation.addOnEventProcessingListener(event -> vms.stream()
                .filter(Vm::isCreated)
                .forEach(vm -> assertThat(lab.hosts.stream()
                                .filter(host -> host.getVmList().contains(vm)))
                        .containsExactly(vm.getHost())));
        lab.at(5, () -> {
            inner.setFindHostForVmFunction(null);
            lab.datacenter.enableMigrations();
        });
        lab.run();

        assertThat(cloudlets).allMatch(Cloudlet::isFinished);
        assertThat(stopped).isEmpty();
        assertThat(lab.datacenter.getRunningMigrations()).isZero();
        assertThat(lab.records()).filteredOn(record -> !isRefused(record)).hasSize(started[0]);
        assertThat(lab.records())
                .extracting(record -> record.id().number())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0L, i -> i + 1)
                        .limit(lab.records().size())
                        .toList());
        assertThat(lab.records())
                .allMatch(record -> Set.of("postcopy", "xen-precopy").contains(record.technique()));
        if (policy instanceof VmAllocationPolicyVeto vetoing) {
            assertThat(lab.records().size() + vetoing.getVetoes().size()).isPositive();
        } else {
            assertThat(lab.records()).isNotEmpty();
            assertThat(lab.records().stream().filter(MigrationRecord::completed))
                    .isNotEmpty();
        }
    }

    private static boolean isRefused(final MigrationRecord record) {
        return record.ending().outcome() == Outcome.REFUSED;
    }
}
