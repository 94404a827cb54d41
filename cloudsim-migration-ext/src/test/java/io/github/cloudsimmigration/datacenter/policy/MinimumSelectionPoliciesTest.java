package io.github.cloudsimmigration.datacenter.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.datacenter.Lab;
import io.github.cloudsimmigration.datacenter.MemoryProfile;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.migration.VmAllocationPolicyMigrationFirstFitStaticThreshold;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicy;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumMigrationTime;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/**
 * Three VMs on a host. The small one (128 MB) is stopped and copied: 128 MB, 2.06 s of downtime. The large one (512 MB) writes
 * nothing and goes by pre-copy: 512 MB, hardly any downtime. The busy one (256 MB) goes by pre-copy, too, and writes half of it all the time, so
 * that half comes last: 256 MB, 2.06 s of downtime.
 */
final class MinimumSelectionPoliciesTest {
    private final Lab lab = new Lab(3);
    private final Vm busy = lab.busyVm(0, 256, 60);
    private final Vm small = lab.vm(0, 128);
    private final Vm large = lab.vm(1, 512);

    MinimumSelectionPoliciesTest() {
        lab.datacenter.setTechnique(small, Techniques.stopAndCopy());
        lab.datacenter.setMemoryProfile(
                vm -> vm.equals(busy) ? MemoryProfile.uniform(vm, 0.5, 1e6) : MemoryProfile.idle(vm));
    }

    private MigrationCost estimate(final Vm vm) {
        return lab.datacenter.estimateMigration(vm, lab.hosts.get(2));
    }

    @Test
    void estimatesAreWhatTheMigrationsTake() {
        final MigrationCost[] costs = new MigrationCost[2];
        lab.at(5, () -> {
            costs[0] = estimate(small);
            assertThat(costs[0].bytes()).isEqualTo((long) Lab.copyBytes(128));
            assertThat(costs[0].downtimeSeconds())
                    .isCloseTo(Lab.copySeconds(128, Lab.MIGRATION_BYTES_PER_SECOND), within(1e-9));
            lab.datacenter.requestVmMigration(small, lab.hosts.get(2));
        });
        lab.at(20, () -> {
            costs[1] = estimate(large);
            lab.datacenter.requestVmMigration(large, lab.hosts.get(2));
        });
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        for (int i = 0; i < 2; i++) {
            assertThat(lab.records().get(i).bytesSent()).isEqualTo(costs[i].bytes());
            assertThat(lab.records().get(i).totalSeconds()).isCloseTo(costs[i].totalSeconds(), within(1e-6));
            assertThat(lab.records().get(i).downtimeSeconds()).isCloseTo(costs[i].downtimeSeconds(), within(1e-6));
        }
    }

    /** The NIC of the target is shared with another migration; that of the source, where the target is not known, is not. */
    @Test
    void estimatesCountWithTheBandwidthThatIsThere() {
        lab.at(5, () -> {
            lab.datacenter.requestVmMigration(large, lab.hosts.get(2));
            assertThat(estimate(small).downtimeSeconds())
                    .isCloseTo(Lab.copySeconds(128, Lab.MIGRATION_BYTES_PER_SECOND / 2), within(1e-9));
            assertThat(lab.datacenter.estimateMigration(small, Host.NULL).downtimeSeconds())
                    .isCloseTo(Lab.copySeconds(128, Lab.MIGRATION_BYTES_PER_SECOND), within(1e-9));
        });
        lab.run();
    }

    /** The link between the hosts is slower than their NICs; a migration across it that is cut never ends. */
    @Test
    void estimatesCountWithTheTopology() {
        final double slow = Lab.MIGRATION_BYTES_PER_SECOND / 4;
        final Topology.Builder star = Topology.builder().node("switch");
        for (final Host host : lab.hosts) {
            star.node(host.toString()).link(host.toString(), "switch", slow, 0);
        }
        lab.datacenter.setTopology(star.build(), Host::toString);
        lab.at(5, () -> {
            assertThat(estimate(small).downtimeSeconds()).isCloseTo(Lab.copySeconds(128, slow), within(1e-9));
            lab.datacenter.cutLink("switch", lab.hosts.get(2).toString());
            assertThat(estimate(small).completed()).isFalse();
        });
        lab.run();
    }

    @Test
    void sameQuestionAtTheSameMomentIsAnsweredOnce() {
        final List<Double> rehearsed = new ArrayList<>();
        lab.datacenter.setMemoryProfile(vm -> {
            rehearsed.add(lab.simulation.clock());
            return MemoryProfile.idle(vm);
        });
        final List<MigrationCost> answers = new ArrayList<>();
        for (final double seconds : new double[] {5, 6}) {
            lab.at(seconds, () -> {
                answers.add(estimate(small));
                answers.add(estimate(small));
            });
        }
        lab.run();
        assertThat(rehearsed).containsExactly(5.0, 6.0);
        assertThat(answers).containsOnly(answers.get(0));
    }

    @Test
    void estimatesLeaveNoTrace() {
        lab.at(5, () -> {
            estimate(small);
            estimate(busy);
        });
        lab.migrateAt(6, small, 2);
        lab.run();
        assertThat(lab.onlyRecord().id().number()).isZero();
        final var other = new MinimumSelectionPoliciesTest();
        other.lab.migrateAt(6, other.small, 2);
        assertThat(other.lab.run().onlyRecord().seed())
                .isEqualTo(lab.onlyRecord().seed());
    }

    @Test
    void onlyVmsOfTheDatacenterAreEstimated() {
        lab.at(
                5,
                () -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> lab.datacenter.estimateMigration(Lab.newVm(Lab.MIPS, 1, 128), Host.NULL))
                        .withMessageContaining("expected a host of"));
        lab.run();
    }

    @Test
    void stockDatacenterForeseesNothing() {
        final var datacenter = new DatacenterSimple(new CloudSimPlus(), Lab.hosts(1));
        final Host host = datacenter.getHost(0);
        host.createVm(Lab.newVm(Lab.MIPS, 1, 128));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmSelectionPolicyMinimumDowntime().getVmToMigrate(host))
                .withMessageContaining("expected a LiveMigrationDatacenter");
    }

    @Test
    void hostWithoutVmsHasNoneToMigrate() {
        assertThat(new VmSelectionPolicyMinimumBytes().getVmToMigrate(lab.hosts.get(2)))
                .isEmpty();
    }

    @Test
    void fewestBytesAreThoseOfTheSmallest() {
        assertThat(picks(new VmSelectionPolicyMinimumBytes())).isEqualTo("small");
    }

    @Test
    void shortestDowntimeIsThatOfTheOneThatWritesNothing() {
        assertThat(picks(new VmSelectionPolicyMinimumDowntime())).isEqualTo("large");
    }

    @Test
    void leastMoneyIsThatOfTheSmallest() {
        assertThat(picks(new VmSelectionPolicyMinimumMigrationCost())).isEqualTo("small");
    }

    @Test
    void anyOrderWillDo() {
        final var mostBytes = new VmSelectionPolicyMinimumMigrationCost(
                MigrationPredictor.ofDatacenter(),
                Comparator.comparingLong(MigrationCost::bytes).reversed());
        assertThat(picks(mostBytes)).isEqualTo("large");
    }

    @Test
    void stockPolicyLooksAtRamOnly() {
        assertThat(picks(new VmSelectionPolicyMinimumMigrationTime())).isEqualTo("small");
    }

    /** The three VMs overload their host from 5 s on; CloudSim Plus's own policy asks which of them is to leave. */
    private static String picks(final VmSelectionPolicy selection) {
        final var policy = new VmAllocationPolicyMigrationFirstFitStaticThreshold(selection, 0.7);
        policy.setUnderUtilizationThreshold(0.01);
        final var lab = Lab.with(policy, Lab.hosts(2));
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.hosts.get(0)));
        lab.datacenter.setSchedulingInterval(1).disableMigrations();
        final List<Vm> vms = List.of(
                lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0),
                lab.submit(Lab.newVm(Lab.MIPS, 1, 128), 0),
                lab.submit(Lab.newVm(Lab.MIPS, 1, 512), 0));
        vms.forEach(vm -> lab.cloudlet(vm, 40));
        lab.datacenter.setTechnique(vms.get(1), Techniques.stopAndCopy());
        lab.datacenter.setMemoryProfile(
                vm -> vm.equals(vms.get(0)) ? MemoryProfile.uniform(vm, 0.5, 1e6) : MemoryProfile.idle(vm));
        lab.at(5, () -> {
            policy.setFindHostForVmFunction(null);
            lab.datacenter.enableMigrations();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        final List<String> names = List.of("busy", "small", "large");
        return names.get(vms.stream()
                .map(Vm::toString)
                .toList()
                .indexOf(lab.onlyRecord().id().vm()));
    }
}
