package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.access.Timetable;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import io.github.cloudsimmigration.technique.switchover.StopAndCopy;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** The VM moves first and its pages follow: 256 MiB take about 4 s. */
final class PostCopyMigrationTest {
    private static final long RAM = 256;
    private static final double START = 10;
    private static final double MIDWAY = 12;

    private final Lab lab = new Lab(2).technique(Techniques.postcopy());
    private final Host source = lab.hosts.get(0);
    private final Host target = lab.hosts.get(1);
    private final Vm vm = lab.vm(0, RAM);
    private final Cloudlet cloudlet = lab.cloudlet(vm, 60);

    private void migrate() {
        lab.migrateAt(START, vm, 1);
    }

    @Test
    void vmRunsAtTheTargetWhileTheSourceKeepsItsMemory() {
        migrate();
        lab.at(MIDWAY, () -> {
            assertThat(vm.getHost()).isEqualTo(target);
            assertThat(vm.isInMigration()).isTrue();
            assertThat(target.getVmList()).containsExactly(vm);
            assertThat(target.getRam().getAllocatedResource()).isEqualTo(RAM);
            assertThat(source.getRam().getAllocatedResource()).isEqualTo(RAM);
            assertThat(source.getTotalAllocatedMips()).isEqualTo(1);
            assertThat(lab.datacenter.getRunningMigrations()).isOne();
        });
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.completed()).isTrue();
        assertThat(record.downtimeSeconds()).isLessThan(0.1);
        assertThat(record.pagesSent()).isEqualTo(RAM * Lab.PAGES_PER_MB);
        assertThat(record.pagesResent()).isZero();
        assertThat(cloudlet.isFinished()).isTrue();
        assertThat(Lab.given(source)).containsOnly(0.0);
    }

    @Test
    void listenersHearOfTheResumptionBeforeTheEnd() {
        final List<String> heard = new ArrayList<>();
        lab.datacenter
                .addOnVmStopListener(info -> heard.add("stop"))
                .addOnVmResumeListener(info -> heard.add("resume at " + vm.getHost()))
                .addOnMigrationFinishListener(info -> heard.add("finish"));
        migrate();
        lab.run();
        assertThat(heard).containsExactly("stop", "resume at " + target, "finish");
    }

    /** A fault takes nearly half a second, and there is one every few milliseconds of the VM's own time. */
    private void slowFaults() {
        lab.datacenter.setMemoryProfile(
                each -> new MemoryProfile(MemoryProfile.memoryOf(each), new Timetable(1_000, 60_000, 7)));
        lab.technique(Techniques.postcopy().toBuilder()
                .switchOver(new PostCopy(
                        StopAndCopy.DEFAULT,
                        PushOrder.SEQUENTIAL,
                        0.4,
                        0,
                        0,
                        0,
                        false,
                        false,
                        Double.POSITIVE_INFINITY,
                        0,
                        false))
                .build());
    }

    /** Whoever looks does not take it for idle. */
    @Test
    void vmThatWaitsForAPageKeepsItsCpu() {
        slowFaults();
        migrate();
        final List<Double> given = new ArrayList<>();
        for (int look = 5; look < 35; look++) {
            lab.at(START + look * 0.1, () -> {
                lab.datacenter.updates().bringUpToDate(target);
                given.add(target.getVmScheduler().getAllocatedMips(vm).totalMips());
            });
        }
        lab.run();
        assertThat(given).hasSize(30).containsOnly(vm.getTotalMipsCapacity());
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.postCopy().stalledCpuSeconds()).isGreaterThan(3);
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + record.slowdownSeconds(), within(1e-3));
    }

    /** It waits in vain, is given its CPU back with the link, and still waits for the page for a while. */
    @Test
    void vmThatWasStuckLosesNoMoreThanItsStalls() {
        slowFaults();
        final Topology pair =
                Topology.builder().node("a").node("b").link("a", "b", 1e9, 0).build();
        lab.datacenter.setTopology(pair, host -> host.equals(source) ? "a" : "b");
        migrate();
        lab.at(START + 1, () -> lab.datacenter.setLinkCapacity("a", "b", 0));
        lab.at(START + 5, () -> assertThat(vm.getCpuPercentUtilization()).isZero());
        lab.at(START + 6, () -> lab.datacenter.setLinkCapacity("a", "b", 1e9));
        lab.at(START + 6.1, () -> lab.datacenter.updates().bringUpToDate(target));
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.postCopy().stalledCpuSeconds()).isGreaterThan(7);
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + record.slowdownSeconds(), within(1e-3));
    }

    @Test
    void secondRequestIsRefusedWhilePagesFollow() {
        migrate();
        lab.migrateAt(MIDWAY, vm, 0);
        lab.run();
        assertThat(lab.records()).hasSize(2);
        assertThat(lab.records().get(0).ending().stopReason()).isEqualTo("already-migrating");
        assertThat(lab.records().get(1).completed()).isTrue();
    }

    @Test
    void failureOfTheSourceLosesTheVm() {
        failSource(Techniques.postcopy());
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("source-failed");
        assertThat(vm.isCreated()).isFalse();
        assertThat(Lab.given(target)).containsOnly(0.0);
        assertThat(cloudlet.isFinished()).isFalse();
    }

    @Test
    void failureOfTheSourceLosesTheVmEvenIfPostCopyRecovers() {
        failSource(Techniques.postcopy().toBuilder()
                .switchOver(PostCopy.DEFAULT.withRecovery())
                .build());
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(lab.onlyRecord().ending().explanation()).contains("memory that had not arrived");
        assertThat(cloudlet.isFinished()).isFalse();
    }

    private void failSource(final Technique technique) {
        lab.technique(technique);
        migrate();
        lab.at(MIDWAY, () -> {
            source.setFailed(true);
            List.copyOf(source.<Vm>getVmList())
                    .forEach(room -> lab.datacenter.schedule(0, CloudSimTag.VM_DESTROY, room));
        });
        lab.simulation.terminateAt(200);
        lab.run();
    }

    /** An idle VM's second round has nothing to send, and post-copy nothing to follow with. */
    @Test
    void sourceThatLeavesWhenNothingIsLeftToFollowHarmsNobody() {
        lab.technique(Techniques.hybrid(Techniques.xenPrecopy(), 2));
        lab.datacenter.addOnVmResumeListener(info -> lab.datacenter.removeHost(source));
        migrate();
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.completed()).isTrue();
        assertThat(record.postCopy().seconds()).isZero();
        assertThat(record.ramRemainingBytes()).isZero();
        assertThat(vm.getHost()).isEqualTo(target);
        assertThat(cloudlet.getFinishTime()).isCloseTo(60.01 + record.slowdownSeconds(), within(1e-3));
    }

    @Test
    void failureOfTheTargetLosesTheVm() {
        migrate();
        lab.at(MIDWAY, () -> {
            target.setFailed(true);
            lab.datacenter.schedule(0, CloudSimTag.VM_DESTROY, vm);
        });
        lab.simulation.terminateAt(200);
        lab.run();
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(lab.onlyRecord().ending().stopReason()).isEqualTo("target-failed");
        assertThat(Lab.given(source)).containsOnly(0.0);
    }
}
