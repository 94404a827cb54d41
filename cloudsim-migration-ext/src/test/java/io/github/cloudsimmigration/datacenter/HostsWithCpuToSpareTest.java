package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostStateHistoryEntry;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Where there is CPU for all, a VM that stops or moves disturbs nobody, and who has to know of it does. */
final class HostsWithCpuToSpareTest {
    private static final double MIGRATION = 10;

    private final Lab lab = new Lab(2).technique(Techniques.stopAndCopy());
    private final List<Double> times = new ArrayList<>();

    HostsWithCpuToSpareTest() {
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        lab.datacenter.addOnVmStopListener(stopped -> times.add(stopped.getTime()));
        lab.datacenter.addOnVmResumeListener(resumed -> times.add(resumed.getTime()));
    }

    private Vm migrating() {
        final Vm vm = lab.busyVm(0, 256, 30);
        lab.migrateAt(MIGRATION, vm, 1);
        return vm;
    }

    private List<Double> updatesOf(final Vm vm) {
        final List<Double> updates = new ArrayList<>();
        vm.addOnUpdateProcessingListener(update -> updates.add(update.getTime()));
        return updates;
    }

    @Test
    void neighboursAreLeftAlone() {
        migrating();
        final Vm left = lab.vm(0, 256);
        final Vm joined = lab.vm(1, 256);
        final List<Cloudlet> cloudlets =
                Stream.of(left, joined).map(vm -> lab.cloudlet(vm, 40)).toList();
        final List<Double> updates = updatesOf(left);
        updates.addAll(updatesOf(joined));
        lab.run();
        assertThat(times).hasSize(2);
        assertThat(updates).isNotEmpty().doesNotContainAnyElementsOf(times);
        assertThat(cloudlets)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime() - cloudlet.getStartTime())
                        .isCloseTo(40, within(0.01)));
    }

    @Test
    void neighboursOnAFullHostAreBroughtUpToDate() {
        migrating();
        final List<Double> left = updatesOf(lab.busyVm(0, 256, 40));
        final List<Double> joined = updatesOf(lab.busyVm(1, 256, 40));
        lab.busyVm(0, 256, 40);
        lab.busyVm(1, 256, 40);
        lab.run();
        assertThat(times).hasSize(2);
        assertThat(left).contains(times.get(0));
        assertThat(joined).contains(times.get(1));
    }

    @Test
    void hostThatItsOnlyVmLeavesHasBeenBusyUntilThen() {
        migrating();
        final List<Double> busy = new ArrayList<>();
        lab.datacenter.addOnVmResumeListener(resumed -> lab.hosts.forEach(host -> busy.add(host.getLastBusyTime())));
        lab.run();
        assertThat(busy).containsExactly(times.get(1), times.get(1));
    }

    @Test
    void historyOfAHostShowsWhenAVmStoppedAndWhenItMoved() {
        migrating();
        lab.hosts.forEach(host -> host.setStateHistoryEnabled(true));
        lab.cloudlet(lab.vm(0, 256), 40);
        lab.cloudlet(lab.vm(1, 256), 40);
        lab.run();
        assertThat(history(0)).containsAll(times);
        assertThat(history(1)).contains(times.get(1));
    }

    private List<Double> history(final int index) {
        final Host host = lab.hosts.get(index);
        return host.getStateHistory().stream().map(HostStateHistoryEntry::time).toList();
    }
}
