package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners are told in the order in which things happen. */
final class MigrationListenersTest {
    private final Lab lab = new Lab(2);
    private final List<String> told = new ArrayList<>();
    private final List<LiveMigrationEventInfo> events = new ArrayList<>();

    private void listen() {
        lab.datacenter
                .addOnMigrationStartListener(event -> tell("started", event))
                .addOnRoundFinishListener(event ->
                        tell("round " + event.getRound().orElseThrow().tally().round(), event))
                .addOnVmStopListener(event -> tell("stopped", event))
                .addOnVmResumeListener(event -> tell("resumed", event))
                .addOnMigrationFinishListener(event -> tell("finished", event));
        lab.datacenter.addOnVmMigrationFinishListener(
                event -> told.add("moved to " + event.getVm().getHost()));
    }

    private void tell(final String what, final LiveMigrationEventInfo event) {
        told.add(what);
        events.add(event);
        assertThat(event.getTime()).isEqualTo(lab.clock());
        assertThat(event.<LiveMigrationEventInfo>getListener()).isNotNull();
        assertThat(event.getMigration().isPresent()).isEqualTo("finished".equals(what));
        assertThat(event.getRound().isPresent()).isEqualTo(what.startsWith("round"));
    }

    @Test
    void ofAPrecopyOfAnIdleVm() {
        listen();
        final Vm vm = lab.busyVm(0, 256, 30);
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(told)
                .containsExactly(
                        "started",
                        "round 1",
                        "round 2",
                        "stopped",
                        "round 3",
                        "moved to " + lab.hosts.get(1),
                        "resumed",
                        "finished");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getVm()).isEqualTo(vm);
            assertThat(event.getSourceHost()).isEqualTo(lab.hosts.get(0));
            assertThat(event.getTargetHost()).isEqualTo(lab.hosts.get(1));
        });
        assertThat(events.get(events.size() - 1).getMigration()).hasValue(lab.onlyRecord());
    }

    @Test
    void ofAStopAndCopy() {
        listen();
        lab.technique(Techniques.stopAndCopy()).migrateAt(10, lab.busyVm(0, 128, 30), 1);
        lab.run();
        assertThat(told)
                .containsExactly(
                        "started", "stopped", "round 1", "moved to " + lab.hosts.get(1), "resumed", "finished");
    }

    @Test
    void ofARefusedRequestThatItIsFinished() {
        listen();
        lab.migrateAt(10, lab.busyVm(0, 128, 30), 0);
        lab.run();
        assertThat(told).containsExactly("finished");
    }

    @Test
    void ofAMigrationThatFailsLiveThatItIsFinished() {
        listen();
        lab.migrateAt(10, lab.busyVm(0, 128, 30), 1);
        lab.at(11, () -> lab.hosts.get(1).setFailed(true));
        lab.run();
        assertThat(told).containsExactly("started", "finished");
    }

    @Test
    void ofAMigrationThatFailsWhileTheVmIsStoppedThatItRunsAgain() {
        listen();
        lab.technique(Techniques.stopAndCopy()).migrateAt(10, lab.busyVm(0, 128, 30), 1);
        lab.at(11, () -> lab.hosts.get(1).setFailed(true));
        lab.run();
        assertThat(told).containsExactly("started", "stopped", "resumed", "finished");
    }

    @Test
    void timesAreThoseOfTheRecord() {
        listen();
        lab.migrateAt(10, lab.busyVm(0, 256, 30), 1);
        lab.run();
        final var record = lab.onlyRecord();
        assertThat(events.get(0).getTime()).isEqualTo(10);
        assertThat(events.get(3).getTime()).isCloseTo(10 + record.totalSeconds() - record.downtimeSeconds(), within());
        assertThat(events.get(events.size() - 1).getTime()).isCloseTo(10 + record.totalSeconds(), within());
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    @Test
    void vmsOwnListenersAreToldToo() {
        final Vm vm = lab.busyVm(0, 128, 30);
        vm.addOnMigrationStartListener(event -> told.add("vm leaves for " + event.getHost()));
        vm.addOnMigrationFinishListener(event -> told.add("vm arrives at " + event.getHost()));
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(told).containsExactly("vm leaves for " + lab.hosts.get(1), "vm arrives at " + lab.hosts.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "postcopy"})
    void stockListenerMayAskForTheNextVmToTheSameHost(final String technique) {
        lab.technique(Techniques.byName(technique));
        final Vm first = lab.vm(0, 128);
        final Vm next = lab.vm(0, 128);
        final List<Cloudlet> cloudlets = List.of(lab.cloudlet(first, 60), lab.cloudlet(next, 60));
        lab.datacenter.addOnVmMigrationFinishListener(event -> {
            if (event.getVm() == first) {
                lab.datacenter.requestVmMigration(next, lab.hosts.get(1));
            }
        });
        lab.migrateAt(10, first, 1);
        lab.at(40, () -> lab.datacenter.getHostList().forEach(lab.datacenter.updates()::bringUpToDate));
        lab.run();
        assertThat(lab.records()).hasSize(2).allMatch(MigrationRecord::completed);
        for (int i = 0; i < 2; i++) {
            assertThat(cloudlets.get(i).getFinishTime())
                    .as("the cloudlet of %s", i == 0 ? first : next)
                    .isCloseTo(60.01 + lab.records().get(i).slowdownSeconds(), Offset.offset(0.002));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "postcopy"})
    void stockListenerIsTooLateToCancel(final String technique) {
        lab.technique(Techniques.byName(technique));
        final Vm vm = lab.busyVm(0, 128, 60);
        final Runnable cancel =
                () -> told.add(lab.clock() > 1 && lab.datacenter.cancelMigration(vm) ? "cancelled" : "too late");
        lab.datacenter.addOnVmMigrationFinishListener(event -> cancel.run());
        vm.addOnMigrationFinishListener(event -> cancel.run());
        lab.at(5, () -> vm.addOnHostDeallocationListener(event -> cancel.run()));
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(told).hasSizeGreaterThanOrEqualTo(3).containsOnly("too late");
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().pagesSent()).isEqualTo(128 * Lab.PAGES_PER_MB);
    }

    @Test
    void vmThatIsTakenAwayAsItArrivesIsNotToldToRun() {
        final Vm vm = lab.busyVm(0, 128, 60);
        lab.datacenter.addOnVmMigrationFinishListener(event -> ((HostAbstract) vm.getHost()).destroyVm(vm));
        listen();
        lab.migrateAt(10, vm, 1);
        lab.run();
        assertThat(told).contains("stopped").doesNotContain("resumed").endsWith("finished");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vmThatIsStoppedForNoTimeIsToldToRunAgain(final boolean fromListener) {
        listen();
        final Vm vm = lab.busyVm(0, 128, 60);
        final Vm mover = lab.vm(0, 128);
        lab.technique(Techniques.stopAndCopy());
        lab.datacenter.setVmTraffic(vm, Lab.MIGRATION_BYTES_PER_SECOND / 2, 0);
        if (fromListener) {
            lab.datacenter.addOnVmStopListener(event -> {
                if (event.getVm() == vm) {
                    lab.datacenter.cancelMigration(vm);
                }
            });
        }
        lab.migrateAt(10, vm, 1);
        lab.at(10, () -> lab.datacenter.cancelMigration(vm));
        lab.at(15, () -> assertThat(told).containsExactly("started", "stopped", "resumed", "finished"));
        lab.migrateAt(20, mover, 1);
        lab.run();
        assertThat(lab.records().get(1).downtimeSeconds())
                .as("beside the traffic of %s", vm)
                .isCloseTo(Lab.copySeconds(128, Lab.MIGRATION_BYTES_PER_SECOND / 2), within());
    }

    @Test
    void stockFinishListenerIsToldOnceForEachMigration() {
        final Vm vm = lab.busyVm(0, 128, 60);
        lab.datacenter.addOnVmMigrationFinishListener(event -> {
            assertThat(event.getVm()).isEqualTo(vm);
            assertThat(event.getDatacenter()).isEqualTo(lab.datacenter);
            assertThat(event.isMigrationSuccessful()).isTrue();
            told.add(event.getVm().getHost().toString());
        });
        lab.migrateAt(10, vm, 1);
        lab.migrateAt(20, vm, 0);
        lab.run();
        assertThat(told)
                .containsExactly(lab.hosts.get(1).toString(), lab.hosts.get(0).toString());
    }
}
