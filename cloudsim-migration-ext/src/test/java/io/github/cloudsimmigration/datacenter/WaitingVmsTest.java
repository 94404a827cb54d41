package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.AccessLog;
import io.github.cloudsimmigration.access.AccessProcess;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyConsolidation;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyLoadBalancing;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.RetryPolicy;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyFirstFit;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VMs whose migrations wait for their turn, and what becomes of requests meanwhile. */
final class WaitingVmsTest {
    private static final MigrationLimits ONE = new MigrationLimits(1, 1, 1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void policyDoesNotPlanTwiceWhatWaits(final boolean consolidation) {
        final Lab lab = underPolicy(consolidation, Orchestration.NONE.withLimits(ONE));
        assertThat(lab.records())
                .isNotEmpty()
                .extracting(record -> record.ending().stopReason())
                .doesNotContain("already-migrating", "target-unsuitable");
    }

    /** Twelve VMs that want little of four hosts, but for those of the first one after a while. */
    private static Lab underPolicy(final boolean consolidation, final Orchestration orchestration) {
        final VmAllocationPolicy policy = consolidation
                ? new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), 0.9, 0.4)
                : new VmAllocationPolicyLoadBalancing(new VmSelectionPolicyMinimumUtilization(), 0.1, 0.05);
        final List<Host> hosts = Lab.hosts(4);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(4)));
        final Lab lab = Lab.with(policy, hosts);
        lab.datacenter.setOrchestration(orchestration).setSchedulingInterval(5);
        for (int i = 0; i < 12; i++) {
            final Vm vm = Lab.newVm(Lab.MIPS, 1, 512);
            lab.broker.submitVm(vm);
            lab.cloudlet(vm, 10, 0.05);
        }
        final Host first = hosts.get(0);
        lab.at(12, () -> List.copyOf(first.<Vm>getVmList()).forEach(vm -> lab.cloudlet(vm, 100, 0.9)));
        lab.run();
        return lab;
    }

    /** One migration is under way between other hosts; what would leave host 1 or come to it is called off, and nothing else. */
    @Test
    void hostThatLeavesTakesOnlyItsOwnRequestsFromTheQueue() {
        final var lab = new Lab(5);
        lab.datacenter.setOrchestration(Orchestration.NONE.withLimits(ONE));
        final int[][] ways = {{3, 4}, {0, 1}, {1, 0}, {2, 0}};
        for (final int[] way : ways) {
            final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), way[0]);
            lab.cloudlet(vm, 120);
            lab.migrateAt(10, vm, way[1]);
        }
        lab.at(12, () -> lab.datacenter.removeHost(lab.hosts.get(1)));
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.id().vm() + " " + record.ending().stopReason())
                .containsExactlyInAnyOrder("Vm 0 few-pages", "Vm 1 host-left", "Vm 2 host-left", "Vm 3 few-pages");
    }

    /** 512 MB that are written fast take longer than 600 MB at rest. */
    @Test
    void shortestFirstReckonsWithWhatTheVmsWrite() {
        final var lab = new Lab(3);
        final Vm first = lab.submit(Lab.newVm(Lab.MIPS, 1, 64), 0);
        final Vm hot = lab.submit(Lab.newVm(Lab.MIPS, 1, 512), 0);
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, 600), 0);
        lab.datacenter
                .setTechnique(Techniques.xenPrecopy())
                .setMemoryProfile(
                        vm -> vm == hot ? MemoryProfile.hotCold(vm, 0.5, 0.9, 12_000) : MemoryProfile.idle(vm))
                .setOrchestration(Orchestration.NONE.withLimits(ONE).withOrder(QueueOrder.SHORTEST_FIRST));
        List.of(first, hot, idle).forEach(vm -> lab.cloudlet(vm, 120));
        lab.migrateAt(10, first, 1);
        lab.migrateAt(10.1, hot, 1);
        lab.migrateAt(10.2, idle, 1);
        lab.run();
        assertThat(lab.records())
                .extracting(record -> record.id().vm())
                .containsExactly(first.toString(), idle.toString(), hot.toString());
    }

    @Test
    void hostThatWasSwitchedOffMeanwhileIsSwitchedOn() {
        final var lab = new Lab(2);
        final Host target = lab.hosts.get(1);
        final Vm vm = lab.vm(0, 64);
        lab.cloudlet(vm, 60);
        lab.at(5, () -> target.setActive(false));
        lab.migrateAt(10, vm, 1);
        lab.at(30, () -> assertThat(vm.getHost() == target && target.isActive()).isTrue());
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    /** It would be off at 53 s, in the midst of the migration. */
    @Test
    void hostThatShutsDownWhileAVmComesStaysOn() {
        final var lab = new Lab(2);
        final Host target = lab.hosts.get(1);
        target.setShutDownDelay(5);
        final Vm vm = lab.vm(0, 512);
        lab.cloudlet(vm, 100);
        lab.at(48, () -> target.setActive(false));
        lab.migrateAt(50, vm, 1);
        lab.at(54, () -> assertThat(target.isActive()).isTrue());
        lab.at(70, () -> assertThat(vm.getHost() == target && target.isActive()).isTrue());
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void migrationWaitsUntilItsTargetHasStartedUp() {
        final var lab = new Lab(2);
        final Host target = lab.hosts.get(1);
        final Vm vm = lab.vm(0, 64);
        lab.cloudlet(vm, 60);
        lab.at(5, () -> {
            target.setActive(false);
            target.setStartupDelay(7);
        });
        lab.migrateAt(10, vm, 1);
        lab.at(16, () -> assertThat(lab.datacenter.getWaitingMigrations()).isEqualTo(1));
        lab.run();
        assertThat(lab.onlyRecord().id().startSeconds()).isCloseTo(17, within(0.02));
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void terminatedSimulationLeavesARecordOfWhatWasUnderWayAndOfWhatWaited() {
        final var lab = new Lab(2);
        lab.datacenter.setOrchestration(Orchestration.NONE.withLimits(ONE));
        final Vm underWay = lab.vm(0, 1_024);
        final Vm waiting = lab.vm(0, 64);
        lab.cloudlet(underWay, 100);
        lab.cloudlet(waiting, 100);
        lab.migrateAt(10, underWay, 1);
        lab.migrateAt(11, waiting, 1);
        lab.at(15, lab.simulation::terminate);
        lab.run();
        assertThat(lab.datacenter.getMigrations())
                .hasSize(2)
                .allMatch(record -> record.ending().stopReason().equals("simulation-ended"));
        assertThat(lab.datacenter.getRunningMigrations()).isZero();
        assertThat(lab.datacenter.getWaitingMigrations()).isZero();
    }

    @Test
    void requestThatLeadsNowhereIsRefusedAndSwitchesNothingOn() {
        final var lab = new Lab(2);
        final Host target = lab.hosts.get(1);
        lab.datacenter.setTopology(
                Topology.builder().node("one").node("other").build(), host -> host == target ? "other" : "one");
        final Vm vm = lab.vm(0, 64);
        lab.cloudlet(vm, 60);
        lab.at(5, () -> target.setActive(false));
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("no-route");
        assertThat(target.isActive()).isFalse();
    }

    /** It boots at 50 s, so what it wrote in 10 s is what it has written at 60 s, though it was asked about before. */
    @Test
    void lifeOfAVmBeginsWithItsCreation() {
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        final Vm late = Lab.newVm(Lab.MIPS, 1, 64);
        late.setSubmissionDelay(50);
        final List<Double> upSeconds = new ArrayList<>();
        lab.datacenter.setMemoryProfile(vm ->
                new MemoryProfile(MemoryLayout.ofBytes(1 << 26), guest -> new AccessProcess() {
                    @Override
                    public void advance(final double guestSeconds, final AccessLog log) {}

                    @Override
                    public void skip(final double guestSeconds) {
                        upSeconds.add(guestSeconds);
                    }
                }));
        lab.submit(late, 0);
        lab.cloudlet(late, 60);
        lab.migrateAt(10, late, 1);
        lab.migrateAt(60, late, 1);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        assertThat(upSeconds).singleElement().satisfies(up -> assertThat(up).isCloseTo(10, within(0.1)));
    }

    @Test
    void hostsOfAnotherDatacenterAreRefused() {
        final var lab = new Lab(2);
        final List<Host> others = Lab.hosts(2);
        final var other = new LiveMigrationDatacenter(lab.simulation, others);
        final Vm vm = lab.vm(0, 64);
        lab.cloudlet(vm, 60);
        lab.at(10, () -> lab.datacenter.requestVmMigration(vm, others.get(0)));
        lab.at(11, () -> other.requestVmMigration(vm, others.get(1)));
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("target-elsewhere");
        assertThat(other.getMigrations())
                .singleElement()
                .satisfies(record -> assertThat(record.ending().stopReason()).isEqualTo("vm-elsewhere"));
    }

    @Test
    void triesInVainAreKept() {
        final var lab = new Lab(2);
        final String source = lab.hosts.get(0).toString();
        final String target = lab.hosts.get(1).toString();
        lab.datacenter
                .setTopology(
                        Topology.builder()
                                .node(source)
                                .node(target)
                                .link(source, target, 1e9, 0)
                                .build(),
                        Host::toString)
                .setOrchestration(Orchestration.NONE.withRetry(new RetryPolicy(3, 5, 1, 5)));
        final Vm vm = lab.vm(0, 256);
        lab.cloudlet(vm, 100);
        lab.migrateAt(10, vm, 1);
        lab.at(12, () -> lab.datacenter.cutLink(source, target));
        lab.at(14, () -> lab.datacenter.mendLink(source, target));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().id().attempt()).isEqualTo(2);
        assertThat(lab.datacenter.getRetriedMigrations()).singleElement().satisfies(record -> {
            assertThat(record.ending().stopReason()).isEqualTo("link-failed");
            assertThat(record.bytesSent()).isCloseTo((long) (2 * Lab.MIGRATION_BYTES_PER_SECOND), within(5_000_000L));
        });
    }

    @Test
    void policyThatWouldLeaveTheVmWhereItIsIsAskedForAnotherHost() {
        final Lab lab = Lab.with(new VmAllocationPolicyFirstFit(), Lab.hosts(2));
        final Vm vm = Lab.newVm(Lab.MIPS, 1, 64);
        lab.broker.submitVm(vm);
        lab.cloudlet(vm, 60);
        lab.at(10, () -> lab.datacenter.requestVmMigration(vm));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void stockOverheadIsInWhatTheMigrationTook() {
        final var lab = new Lab(new CloudSimPlus(0.01), Lab.hosts(2), null);
        lab.datacenter.setStockMigrationOverhead(true).setTechnique(Techniques.xenPrecopy());
        final Vm vm = lab.vm(0, 256);
        final var cloudlet = lab.cloudlet(vm, 60);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().slowdownSeconds()).isGreaterThan(0.4);
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + lab.onlyRecord().slowdownSeconds(), within(1e-3));
    }
}
