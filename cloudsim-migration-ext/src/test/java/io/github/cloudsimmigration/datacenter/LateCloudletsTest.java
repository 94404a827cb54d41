package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.cloudlet.CloudletScheduler;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerSpaceShared;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cloudlet that reaches a VM while it migrates begins when the VM can, and the simulation ends with the last of them. */
final class LateCloudletsTest {
    private static final double REQUESTED = 5;
    private static final double WORK = 10;
    private static final double TOLERANCE_SECONDS = 2e-3;

    private final Lab lab = new Lab(2);

    private Cloudlet arrives(final Vm vm, final double seconds) {
        final Cloudlet cloudlet = lab.newCloudlet(vm, WORK, 1);
        cloudlet.setSubmissionDelay(seconds);
        lab.broker.submitCloudlet(cloudlet);
        return cloudlet;
    }

    @ParameterizedTest
    @CsvSource({"stop-and-copy, 12", "xen-precopy, 12", "xen-precopy, 21.41", "xen-precopy, 21.42", "postcopy, 5.01"})
    void oneOfABusyVmIsThroughWhenItsWorkAndTheBlackoutAre(final String technique, final double arrival) {
        lab.technique(Techniques.byName(technique));
        final Vm vm = lab.vm(0, 1_024);
        final Cloudlet first = lab.cloudlet(vm, 50);
        final Cloudlet late = arrives(vm, arrival);
        lab.migrateAt(REQUESTED, vm, 1);
        lab.run();

        final MigrationRecord record = lab.records().get(0);
        assertThat(record.completed()).isTrue();
        assertThat(first.getFinishTime())
                .isCloseTo(first.getStartTime() + 50 + record.slowdownSeconds(), within(TOLERANCE_SECONDS));
        final double stopped = REQUESTED + record.totalSeconds() - record.downtimeSeconds();
        final double blackoutEnd = stopped + record.blackoutSeconds();
        final double lost = Math.max(0, blackoutEnd - Math.max(stopped, arrival));
        if (record.postCopy().seconds() == 0) {
            assertThat(late.getFinishTime()).isCloseTo(arrival + WORK + lost, within(0.02));
        }
        assertThat(lab.simulation.clock()).isCloseTo(first.getFinishTime(), within(0.1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneOfAnIdleVmBeginsAfterTheBlackout(final boolean timeShared) {
        lab.technique(Techniques.stopAndCopy());
        final CloudletScheduler scheduler =
                timeShared ? new CloudletSchedulerTimeShared() : new CloudletSchedulerSpaceShared();
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 2, 1_024), 0);
        vm.setCloudletScheduler(scheduler);
        final Cloudlet late = arrives(vm, 12);
        lab.migrateAt(REQUESTED, vm, 1);
        lab.run();

        final MigrationRecord record = lab.records().get(0);
        final double resumed = REQUESTED + record.totalSeconds() - record.downtimeSeconds() + record.blackoutSeconds();
        assertThat(late.getFinishTime()).isCloseTo(resumed + WORK, within(0.02));
        assertThat(lab.simulation.clock()).isCloseTo(late.getFinishTime(), within(0.2));
        assertThat(lab.hosts.get(0).getTotalUpTime()).isLessThan(100);
    }

    /** Two cloudlets come to their VMs, which were placed at once, before the host that they share is on, at 5 s. */
    @Test
    void thoseThatComeBeforeTheirHostIsOnBeginWithIt() {
        final var starting = new Lab(new CloudSimPlus(0.01), hostsThatStartUp(), null);
        starting.datacenter.setSchedulingInterval(1);
        final Cloudlet first = starting.cloudlet(starting.vm(0, 256), 50);
        final Cloudlet second = starting.cloudlet(starting.vm(0, 256), WORK);
        final List<Double> updates = new ArrayList<>();
        first.getVm().addOnUpdateProcessingListener(update -> updates.add(starting.clock()));
        starting.run();
        final double on = REQUESTED + 0.02; // two events later
        assertThat(first.getFinishTime()).isCloseTo(on + 50, within(TOLERANCE_SECONDS));
        assertThat(second.getFinishTime()).isCloseTo(on + WORK, within(TOLERANCE_SECONDS));
        assertThat(updates).as("one a second").hasSizeGreaterThan(45);
    }

    private static List<Host> hostsThatStartUp() {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setStartupDelay(REQUESTED));
        return hosts;
    }

    /** Those that wait for their turn behind another are started by its end, and cost no further events. */
    @Test
    void longQueueCausesFewUpdates() {
        final int queued = 100;
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0);
        vm.setCloudletScheduler(new CloudletSchedulerSpaceShared());
        for (int i = 0; i < queued; i++) {
            lab.cloudlet(vm, 1);
        }
        final List<SimEvent> updates = new ArrayList<>();
        lab.simulation.addOnEventProcessingListener(event -> {
            if (event.getTag() == CloudSimTag.VM_UPDATE_CLOUDLET_PROCESSING) {
                updates.add(event);
            }
        });
        lab.run();
        assertThat(lab.broker.getCloudletFinishedList()).hasSize(queued);
        assertThat(updates).hasSizeLessThanOrEqualTo(2 * queued);
    }
}
