package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyConsolidation;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerSpaceShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.selectionpolicies.VmSelectionPolicyMinimumUtilization;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** What goes wrong when a datacenter forgets something. */
final class HardCasesTest {
    @Test
    void targetFaultMidMigrationLeavesTheVmAtTheSource() {
        final var lab = new Lab(2);
        final Vm vm = lab.busyVm(0, 256, 60);
        lab.migrateAt(10, vm, 1);
        lab.at(12, () -> lab.simulation.sendNow(lab.datacenter, lab.datacenter, CloudSimTag.HOST_REMOVE, 1L));
        lab.run();
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("target-failed");
    }

    @Test
    void vmRunsOnAtTheSourceEvenIfAnotherVmWasPlacedThereMeanwhile() {
        final boolean[] full = {false};
        final var target = new LiveMigrationHost(16_384, 1_000, 1_000_000, Lab.pes(1_000, 4)) {
            @Override
            public HostSuitability createVm(final Vm vm) {
                return full[0] ? new HostSuitability(vm, "full") : super.createVm(vm);
            }
        };
        target.setVmScheduler(new VmSchedulerTimeShared());
        final var lab = new Lab(new CloudSimPlus(0.01), new ArrayList<>(List.of(Lab.host(1_000), target)), null);
        lab.technique(Techniques.stopAndCopy());
        final Vm leaving = lab.submit(Lab.newVm(1_000, 4, 256), 0);
        final Cloudlet work = lab.cloudlet(leaving, 60);
        lab.migrateAt(10, leaving, 1);
        final Vm late = Lab.newVm(1_000, 4, 64);
        late.setSubmissionDelay(11);
        lab.submit(late, 0);
        lab.at(12, () -> {
            full[0] = true;
            assertThat(lab.hosts.get(0).getVmList())
                    .as("no room while the VM is stopped")
                    .containsExactly(leaving);
        });
        lab.simulation.terminateAt(200);
        lab.run();
        assertThat(work.isFinished()).isTrue();
    }

    @Test
    void hostWithAVmOnItsWayOutHasAsMuchCpuLeftAsBefore() {
        final var lab = new Lab(2);
        final Vm out = lab.busyVm(0, 512, 60);
        final Vm in = lab.busyVm(1, 256, 60);
        lab.migrateAt(10, out, 1);
        lab.migrateAt(10.5, in, 0);
        lab.at(
                11,
                () -> assertThat(lab.hosts.get(0).getVmScheduler().getTotalAllocatedMipsForVm(out))
                        .isEqualTo(2_000));
        lab.run();
        assertThat(lab.records()).allMatch(MigrationRecord::completed);
    }

    @Test
    void waitingCloudletsGoOnWaiting() {
        final List<List<Double>> ends = new ArrayList<>();
        double blackout = 0;
        for (final boolean moves : new boolean[] {false, true}) {
            final var lab = new Lab(2).technique(Techniques.stopAndCopy());
            final Vm vm =
                    lab.submit(Lab.newVm(1_000, 2, 256).setCloudletScheduler(new CloudletSchedulerSpaceShared()), 0);
            final List<Cloudlet> work =
                    List.of(lab.cloudlet(vm, 20), lab.cloudlet(vm, 45.5), lab.cloudlet(vm, 30.3), lab.cloudlet(vm, 40));
            if (moves) {
                lab.migrateAt(15.0123, vm, 1);
            }
            lab.run();
            ends.add(work.stream().map(Cloudlet::getFinishTime).toList());
            blackout = moves ? lab.onlyRecord().blackoutSeconds() : 0;
        }
        for (int i = 0; i < 4; i++) {
            assertThat(ends.get(1).get(i)).isCloseTo(ends.get(0).get(i) + blackout, within(1e-3));
        }
    }

    @Test
    void refusalSaysWhatTheTargetLacks() {
        final var lab = new Lab(2);
        final Vm vm = lab.busyVm(0, 256, 30);
        lab.busyVm(1, Lab.HOST_RAM - 100, 25);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().ending().explanation()).isNotBlank();
    }

    /** A cloudlet that first seems to need 10 000 s, and then finishes at once. */
    @Test
    void simulationEndsWithItsLastCloudletAndNotWhenItOnceSeemedDue() {
        final var lab = new Lab(1);
        final Vm vm = lab.submit(Lab.newVm(1_000, 1, 128), 0);
        final Cloudlet work = lab.cloudlet(vm, 10, 0.001);
        lab.at(10, () -> work.setUtilizationModelCpu(new UtilizationModelFull()));
        lab.run();
        assertThat(work.getFinishTime()).isLessThan(21);
        assertThat(lab.simulation.clock()).isLessThan(30);
    }

    @Test
    void oneEventAHostAwaitsTheNextCloudlet() {
        final var lab = new Lab(1);
        final int[] wakeUps = {0};
        final Vm vm = lab.submit(Lab.newVm(1_000, 2, 128), 0);
        for (int i = 0; i < 80; i++) {
            lab.cloudlet(vm, 1).setSubmissionDelay(i);
        }
        lab.simulation.addOnEventProcessingListener(
                event -> wakeUps[0] += event.getTag() == LiveMigrationDatacenter.CLOUDLET_DUE ? 1 : 0);
        lab.run();
        assertThat(wakeUps[0]).isLessThan(3 * 80);
    }

    @Test
    void cloudletOfAVmThatShutsDownIsNotAwaited() {
        final var lab = new Lab(1);
        final long[] events = {0};
        final Vm vm = lab.submit(Lab.newVm(1_000, 1, 128), 0);
        vm.setShutDownDelay(1);
        lab.cloudlet(vm, 20.05);
        lab.at(20, vm::shutdown);
        lab.simulation.addOnEventProcessingListener(event -> events[0]++);
        lab.run();
        assertThat(events[0]).isLessThan(100);
    }

    /** All stands still on a cut link from 10 s to 30 s, for there is no other VM. */
    @Test
    void policyGoesOnLookingOnceAVmRunsAgain() {
        final List<Double> looks = new ArrayList<>();
        final var policy = new VmAllocationPolicySimple() {
            @Override
            public Map<Vm, Host> getOptimizedAllocationMap(final List<? extends Vm> vms) {
                looks.add(getDatacenter().getSimulation().clock());
                return Map.of();
            }

            @Override
            public boolean isVmMigrationSupported() {
                return true;
            }
        };
        final Lab lab = Lab.with(policy, Lab.hosts(2)).technique(Techniques.stopAndCopy());
        final LiveMigrationDatacenter datacenter = lab.datacenter;
        datacenter
                .setTopology(
                        Topology.builder()
                                .node("a")
                                .node("b")
                                .link("a", "b", 1e9, 0)
                                .build(),
                        host -> host.equals(lab.hosts.get(0)) ? "a" : "b")
                .setSchedulingInterval(2);
        final Vm vm = lab.vm(0, 256);
        lab.cloudlet(vm, 60);
        lab.at(9, () -> datacenter.requestVmMigration(vm, lab.hosts.get(vm.getHost() == lab.hosts.get(0) ? 1 : 0)));
        lab.at(10, () -> datacenter.setLinkCapacity("a", "b", 0));
        lab.at(30, () -> datacenter.setLinkCapacity("a", "b", 1e9));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(looks).filteredOn(look -> look > 34 && look < 82).hasSizeBetween(23, 25);
    }

    /** CloudSim Plus gives a host the number after the last one's, so another gets that of the last once it has left. */
    @Test
    void hostWithTheNumberOfOneThatHasLeftIsAnother() {
        final var lab = new Lab(3).technique(Techniques.stopAndCopy());
        final Vm vm = lab.busyVm(0, 256, 60);
        final Host last = lab.hosts.get(2);
        final Host halfAsFast = new LiveMigrationHost(
                        Lab.HOST_RAM, Lab.HOST_BW / 2, Lab.HOST_STORAGE, Lab.pes(1_000, 4))
                .setVmScheduler(new VmSchedulerTimeShared());
        lab.at(5, () -> {
            lab.datacenter.estimateMigration(vm, last);
            lab.datacenter.removeHost(last);
            lab.datacenter.addHost(halfAsFast);
        });
        lab.at(10, () -> lab.datacenter.requestVmMigration(vm, halfAsFast));
        lab.run();
        assertThat(halfAsFast).isEqualTo(last);
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().downtimeSeconds())
                .isCloseTo(Lab.copySeconds(256, Lab.MIGRATION_BYTES_PER_SECOND / 2), within(1e-9));
    }

    /** It begins at 5 s, and its second host is on 20 s later; a migration there waits no longer. */
    @Test
    void datacenterOfHostsThatStartUpIsCreatedInTheMidst() {
        final var lab = new Lab(1);
        lab.busyVm(0, 64, 60);
        final List<Host> late = Lab.hosts(2);
        late.get(1).setStartupDelay(20);
        final List<LiveMigrationDatacenter> created = new ArrayList<>();
        final Vm vm = Lab.newVm(1_000, 1, 256);
        vm.setId(77);
        vm.setBroker(lab.broker);
        lab.at(5, () -> created.add(new LiveMigrationDatacenter(lab.simulation, late)));
        lab.at(6, () -> created.get(0).getVmAllocationPolicy().allocateHostForVm(vm, late.get(0)));
        lab.at(10, () -> created.get(0).requestVmMigration(vm, late.get(1)));
        lab.at(24, () -> assertThat(late.get(1).isActive()).isFalse());
        lab.run();
        assertThat(created.get(0).getMigrations()).singleElement().satisfies(record -> {
            assertThat(record.completed()).isTrue();
            assertThat(record.id().startSeconds()).isCloseTo(25, within(0.1));
        });
    }

    @Test
    void hostIsClearedInSeveralStepsOntoOneHost() {
        final var policy = new VmAllocationPolicyConsolidation(new VmSelectionPolicyMinimumUtilization(), 0.8, 0.3)
                .setMaxMigrationsPerHost(1);
        final var lab = Lab.with(policy, Lab.hosts(2));
        policy.setFindHostForVmFunction((any, vm) -> Optional.of(lab.homes.get(vm)));
        lab.datacenter.setSchedulingInterval(1);
        lab.cloudlet(lab.submit(Lab.newVm(1_000, 1, 128), 0), 12, 0.2);
        lab.cloudlet(lab.submit(Lab.newVm(1_000, 1, 128), 0), 12, 0.2);
        lab.busyVm(1, 128, 60);
        lab.at(50, () -> assertThat(lab.hosts.get(0).getVmList()).isEmpty());
        lab.run();
    }

    @Test
    void vmWithoutRamMigrates() {
        final var lab = new Lab(2);
        final Vm vm = lab.vm(0, 0);
        lab.cloudlet(vm, 60);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }

    @Test
    void profileThatFailsLeavesNothingReserved() {
        final var lab = new Lab(2);
        lab.datacenter.setMemoryProfile(vm -> {
            throw new IllegalArgumentException("no profile of " + vm);
        });
        final Vm vm = lab.busyVm(0, 64, 60);
        final List<Double> before = Lab.given(lab.hosts.get(1));
        lab.migrateAt(10, vm, 1);
        assertThatIllegalArgumentException().isThrownBy(lab::run).withMessage("no profile of Vm 0");
        assertThat(Lab.given(lab.hosts.get(1))).isEqualTo(before);
    }

    @Test
    void hostThatTheTopologyDoesNotKnowIsNoTarget() {
        final var lab = new Lab(3);
        lab.datacenter.setTopology(
                Topology.builder().node("0").node("1").link("0", "1", 1e8, 0).build(), host -> "" + host.getId());
        final Vm vm = lab.busyVm(0, 64, 60);
        lab.at(
                10,
                () -> assertThat(lab.datacenter
                                .estimateMigration(vm, lab.hosts.get(2))
                                .completed())
                        .isFalse());
        lab.migrateAt(10, vm, 2);
        lab.run();
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("no-route");
    }

    @Test
    void targetThatIsSwitchedOffIsOnWhenTheVmComes() {
        final var lab = new Lab(2);
        final Vm vm = lab.busyVm(0, 1_024, 60);
        final Host target = lab.hosts.get(1);
        lab.migrateAt(10, vm, 1);
        lab.at(12, () -> target.setActive(false));
        lab.at(40, () -> {
            assertThat(vm.getHost()).isEqualTo(target);
            assertThat(target.isActive()).isTrue();
        });
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
    }
}
