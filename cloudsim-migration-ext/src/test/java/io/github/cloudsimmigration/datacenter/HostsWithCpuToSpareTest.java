package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostStateHistoryEntry;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.utilizationmodels.UtilizationModelAbstract;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;

/** Where there is CPU for all, a VM that stops or moves disturbs nobody, and who has to know of it does. */
final class HostsWithCpuToSpareTest {
    private static final double MIGRATION = 10;

    private final Lab lab = new Lab(3).technique(Techniques.stopAndCopy());
    private final List<Double> times = new ArrayList<>();

    HostsWithCpuToSpareTest() {
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(4)));
        lab.datacenter.addOnVmStopListener(stopped -> times.add(stopped.getTime()));
        lab.datacenter.addOnVmResumeListener(resumed -> times.add(resumed.getTime()));
    }

    private Vm migrating() {
        final Vm vm = lab.busyVm(0, 256, 30);
        lab.migrateAt(MIGRATION, vm, 1);
        return vm;
    }

    private Cloudlet busyNeighbour(final int home, final double seconds) {
        final Vm vm = lab.vm(home, 256);
        lab.cloudlet(vm, seconds);
        return lab.cloudlet(vm, seconds);
    }

    private static List<Double> updatesOf(final Vm vm) {
        final List<Double> updates = new ArrayList<>();
        vm.addOnUpdateProcessingListener(update -> updates.add(update.getTime()));
        return updates;
    }

    private static double seconds(final Cloudlet cloudlet) {
        return cloudlet.getFinishTime() - cloudlet.getStartTime();
    }

    @Test
    void neighboursAreLeftAlone() {
        migrating();
        final Vm vm = lab.vm(0, 256);
        final Cloudlet cloudlet = lab.cloudlet(vm, 40);
        final List<Double> updates = updatesOf(vm);
        lab.run();
        assertThat(times).hasSize(2);
        assertThat(updates).isNotEmpty().doesNotContainAnyElementsOf(times);
        assertThat(seconds(cloudlet)).isCloseTo(40, within(0.01));
    }

    @Test
    void neighboursOnAFullHostAreBroughtUpToDate() {
        migrating();
        final List<Double> left = updatesOf(lab.busyVm(0, 256, 40));
        lab.busyVm(0, 256, 40);
        lab.run();
        assertThat(times).hasSize(2);
        assertThat(left).contains(times.get(0));
    }

    /** CloudSim Plus credits all the time since the last update at the speed at its end. */
    @Test
    void neighbourDoesNotPayForTheNewcomerBeforeItCame() {
        lab.datacenter.setSchedulingInterval(300);
        lab.migrateAt(286, lab.busyVm(0, 256, 2_000), 1);
        lab.cloudlet(lab.vm(0, 256), 2_000);
        final Cloudlet neighbour = busyNeighbour(1, 1_000);
        final Vm bursting = lab.vm(1, 256);
        lab.cloudlet(bursting, 2_000).setUtilizationModelCpu(new Burst(300, 301));
        lab.cloudlet(bursting, 2_000).setUtilizationModelCpu(new Burst(300, 301));
        lab.run();
        final double full = 300 - times.get(1);
        assertThat(seconds(neighbour)).as("six processors' work for four").isCloseTo(1_000 + full / 3, within(0.05));
    }

    @Test
    void neighboursGainWhileAVmStandsStillThatItsTargetDoesNotTake() {
        refusing(0);
    }

    @Test
    void neighboursOnAThirdHostLoseOnlyFromWhenItTakesAVmThatItsTargetDoesNot() {
        refusing(2);
    }

    /** Migrates a VM that stands still from 100 s on, and that only one host takes then, where two neighbours want all there is. */
    private static void refusing(final int taking) {
        final List<Host> hosts = Lab.hosts(3);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(4)));
        final AtomicReference<Lab> lab = new AtomicReference<>();
        final var policy =
                new VmAllocationPolicySimple((self, vm) -> Optional.of(
                        vm.isCreated() || lab.get().clock() > 100
                                ? hosts.get(taking)
                                : lab.get().homes.get(vm))) {
                    @Override
                    public HostSuitability allocateHostForVm(final Vm vm, final Host host) {
                        return lab.get().clock() > 100 && host != hosts.get(taking)
                                ? new HostSuitability(vm, "refused")
                                : super.allocateHostForVm(vm, host);
                    }
                };
        lab.set(Lab.with(policy, hosts).technique(Techniques.stopAndCopy()));
        final Vm vm = lab.get().busyVm(0, 4_096, 1_000);
        final List<Cloudlet> neighbours = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final Vm neighbour = lab.get().vm(taking, 256);
            neighbours.add(lab.get().cloudlet(neighbour, 1_000));
            neighbours.add(lab.get().cloudlet(neighbour, 1_000));
        }
        lab.get().migrateAt(100, vm, 1);
        lab.get().run();
        assertThat(lab.get().onlyRecord().ending().stopReason()).isEqualTo("target-unsuitable");
        final double alone = lab.get().onlyRecord().blackoutSeconds() + (taking == 0 ? 0 : 100);
        assertThat(neighbours)
                .allSatisfy(cloudlet -> assertThat(seconds(cloudlet))
                        .as("two thirds of a processor, but for %s s", alone)
                        .isCloseTo(alone + (1_000 - alone) * 1.5, within(2.0)));
    }

    @Test
    void schedulerThatDividesAnewWhenAVmStopsIsAskedAtOnce() {
        lab.hosts.forEach(host -> host.setVmScheduler(new WorkConserving()));
        final Vm vm = lab.vm(0, 2_048);
        lab.cloudlet(vm, 400);
        final Cloudlet neighbour = busyNeighbour(0, 100);
        lab.migrateAt(40, vm, 1);
        lab.run();
        assertThat(times.get(1)).isGreaterThan(70);
        assertThat(neighbour.getFinishTime())
                .as("twice as fast once it is alone")
                .isCloseTo(70, within(0.1));
    }

    /** Gives what others do not have. */
    private static final class WorkConserving extends VmSchedulerTimeShared {
        @Override
        public MipsShare getAllocatedMips(final Vm vm) {
            final MipsShare own = super.getAllocatedMips(vm);
            final double all = getHost().<Vm>getVmList().stream()
                    .filter(other -> !Lab.isReservation(other))
                    .mapToDouble(other -> ((VmSimple) other).getAllocatedMips().totalMips())
                    .sum();
            return own.totalMips() == 0 || Lab.isReservation(vm)
                    ? own
                    : new MipsShare(own.pes(), own.mips() * getHost().getTotalMipsCapacity() / all);
        }
    }

    @Test
    void hostThatItsOnlyVmLeavesHasBeenBusyUntilThenThoughAnotherIsOnItsWay() {
        migrating();
        final Vm another = lab.busyVm(2, 4_096, 400);
        lab.datacenter.setTechnique(another, Techniques.xenPrecopy());
        lab.migrateAt(5, another, 0);
        final List<Double> busy = new ArrayList<>();
        lab.datacenter.addOnVmResumeListener(
                resumed -> lab.hosts.subList(0, 2).forEach(host -> busy.add(host.getLastBusyTime())));
        lab.at(20, () -> lab.datacenter.cancelMigration(another));
        lab.run();
        assertThat(busy).containsExactly(times.get(1), times.get(1));
    }

    private Vm migratingByPostCopy() {
        lab.datacenter.setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.9, 30_000));
        lab.technique(Techniques.postcopy());
        return migrating();
    }

    /** What a VM will have lost until the next update is not known before. */
    @Test
    void hostMayBeFullOnceAVmDoesNotStallAnyMore() {
        migratingByPostCopy();
        lab.cloudlet(lab.vm(0, 256), 40);
        lab.busyVm(1, 256, 40);
        lab.cloudlet(lab.vm(1, 256), 40);
        final List<Boolean> concerned = new ArrayList<>();
        final List<Double> wanted = new ArrayList<>();
        lab.at(MIGRATION + 2, () -> {
            lab.hosts.subList(0, 2).forEach(host -> {
                lab.datacenter.updates().bringUpToDate(host);
                concerned.add(lab.datacenter.updates().concernsHost(host));
                wanted.add(CpuDemand.onHost(host));
            });
        });
        lab.run();
        assertThat(concerned).containsExactly(false, true);
        assertThat(wanted)
                .as("MIPS wanted, with what stalls leave")
                .allSatisfy(mips -> assertThat(mips).isLessThan(Lab.HOST_PES * Lab.MIPS));
    }

    @Test
    void shareThatStallsLeaveCountsFromTheArrivalOn() {
        final Vm vm = migratingByPostCopy();
        lab.cloudlet(lab.vm(0, 256), 40);
        lab.cloudlet(lab.vm(1, 256), 40);
        final List<Double> shares = new ArrayList<>();
        lab.at(MIGRATION + 2, () -> {
            lab.datacenter.updates().bringUpToDate(lab.hosts.get(1));
            shares.add(OngoingMigrations.anywhereOf(vm).cpu().averageShare());
        });
        lab.run();
        assertThat(shares)
                .singleElement()
                .satisfies(share -> assertThat(share)
                        .as("since it came, not since the simulation began")
                        .isLessThan(0.7));
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

    /** Wants a processor for some time, and nothing before and after. */
    private static final class Burst extends UtilizationModelAbstract {
        private final double from;
        private final double to;

        Burst(final double from, final double to) {
            super();
            this.from = from;
            this.to = to;
        }

        @Override
        protected double getUtilizationInternal(final double time) {
            return time >= from && time < to ? 1 : 0;
        }
    }
}
