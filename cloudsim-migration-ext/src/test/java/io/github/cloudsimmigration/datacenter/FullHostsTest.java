package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VMs that share a host with migrations which use a processor at each end. Nothing but the migration's own time may count. */
final class FullHostsTest {
    private static final double START = 500;
    private static final double WORK = 1_000;
    private static final double PER_BYTE = 1 / Lab.MIGRATION_BYTES_PER_SECOND;
    private static final MigrationCpu ONE_PROCESSOR = new MigrationCpu(PER_BYTE, PER_BYTE);

    private static Lab lab() {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(ONE_PROCESSOR).setTechnique(Techniques.xenPrecopy());
        return lab;
    }

    private static Vm busy(final Lab lab, final int home, final int processors, final List<Cloudlet> work) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, processors, 256), home);
        for (int i = 0; i < processors; i++) {
            work.add(lab.cloudlet(vm, WORK));
        }
        return vm;
    }

    /** Three busy processors, and the one that migrates in: full from the arrival on, when the migration is over. */
    @Test
    void arrivalDoesNotMakeTheTimeBeforeItShort() {
        final var lab = lab();
        final List<Cloudlet> work = new ArrayList<>();
        busy(lab, 1, 3, work);
        final Vm arrives = busy(lab, 0, 1, new ArrayList<>());
        lab.migrateAt(START, arrives, 1);
        lab.run();
        assertThat(work)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(WORK + 0.01, within(0.1)));
    }

    /** A sync between two rounds takes no noticeable time, so that the migration goes on at the rate, and for the CPU, that it had. */
    @Test
    void roundsThatFollowEachOtherGoUnnoticed() {
        final var lab = lab();
        lab.datacenter
                .setTechnique(Techniques.qemuPrecopy())
                .setMemoryProfile(vm -> MemoryProfile.uniform(vm, 0.9, 11_000));
        final Vm stays = busy(lab, 0, 3, new ArrayList<>());
        final Vm leaves = busy(lab, 0, 1, new ArrayList<>());
        final List<Double> updates = new ArrayList<>();
        stays.addOnUpdateProcessingListener(update -> updates.add(lab.clock()));
        lab.migrateAt(START, leaves, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        final double blackout = START + record.totalSeconds() - record.downtimeSeconds();
        assertThat(record.rounds()).hasSizeGreaterThan(10);
        assertThat(updates).isNotEmpty().noneMatch(time -> time > START + 0.1 && time < blackout - 1e-3);
    }

    /** The fifth part is kept from both as long as there are two, of 5 processors for 4; beside it a twentieth of one is not worth the trouble. */
    @Test
    void migrationGoesAtItsOwnPaceAgainWhenTheOneBesideItHasEnded() {
        final List<Host> hosts = Lab.hosts(3);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        lab.datacenter.setMigrationCpu(new MigrationCpu(0, PER_BYTE)).setTechnique(Techniques.stopAndCopy());
        busy(lab, 1, 4, new ArrayList<>());
        final Vm slow = lab.submit(Lab.newVm(Lab.MIPS, 1, 64), 0);
        final Vm fast = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 2);
        final double limit = Lab.MIGRATION_BYTES_PER_SECOND / 20;
        lab.at(
                START,
                () -> lab.datacenter.requestMigration(
                        MigrationRequest.of(slow, hosts.get(1)).withMaxBytesPerSecond(limit)));
        lab.migrateAt(START, fast, 1);
        lab.run();
        final double together = lab.recordOf(fast).totalSeconds();
        assertThat(together).isCloseTo(Lab.copySeconds(256, Lab.MIGRATION_BYTES_PER_SECOND * 0.95 * 0.8), within(0.1));
        assertThat(lab.recordOf(slow).totalSeconds())
                .isCloseTo(Lab.copySeconds(64, limit) + 0.2 * together, within(0.1));
    }

    /** The same where an overcommitting scheduler shares: 3 + 2 busy processors of four from 500 s on, for 500 s times 5/4 at most. */
    @Test
    void arrivalOnAnOvercommittedHostIsFeltFromThenOn() {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        final List<Cloudlet> work = new ArrayList<>();
        busy(lab, 1, 3, work);
        final Vm arrives = busy(lab, 0, 2, new ArrayList<>());
        lab.migrateAt(START, arrives, 1);
        lab.run();
        assertThat(work)
                .allSatisfy(cloudlet ->
                        assertThat(cloudlet.getFinishTime()).isCloseTo(START + (WORK - START) * 5 / 4, within(2.0)));
    }

    /** 2 + 1.5 processors of four; with the cloudlet 4.5 for some 11 s, which take a ninth of 10 s of work. Not of the 502 s before. */
    @Test
    void newWorkDoesNotMakeTheTimeBeforeItShort() {
        final var lab = lab();
        lab.datacenter.setMigrationCpu(new MigrationCpu(0, 1.5 * PER_BYTE));
        final List<Cloudlet> work = new ArrayList<>();
        busy(lab, 1, 2, work);
        final Vm other = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 1);
        final Vm arrives = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        lab.migrateAt(START, arrives, 1);
        lab.at(START + 2, () -> lab.cloudlet(other, 10));
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(lab.onlyRecord().totalSeconds()).isGreaterThan(14);
        assertThat(work)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isBetween(WORK + 1, WORK + 1.5));
    }

    /** Two processors stand still, two work, one migrates: there is enough. */
    @Test
    void vmThatStandsStillCompetesWithNobody() {
        final var lab = lab();
        lab.datacenter.setTechnique(Techniques.stopAndCopy());
        final List<Cloudlet> work = new ArrayList<>();
        busy(lab, 0, 2, work);
        final Vm leaves = lab.submit(Lab.newVm(Lab.MIPS, 2, 2_048), 0);
        lab.cloudlet(leaves, WORK);
        lab.cloudlet(leaves, WORK);
        lab.migrateAt(START, leaves, 1);
        lab.run();
        assertThat(lab.onlyRecord().downtimeSeconds()).isGreaterThan(30);
        assertThat(work)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(WORK + 0.01, within(0.1)));
    }

    /** 3 + 2 processors want four; from 100 s on only three are there, and what is left of 90 s of work, 10 s, is done 10 s later. */
    @Test
    void vmThatStandsStillLeavesAnOvercommittedHostToTheOthersAtOnce() {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null).technique(Techniques.stopAndCopy());
        final List<Cloudlet> work = new ArrayList<>();
        final Vm stays = lab.submit(Lab.newVm(Lab.MIPS, 3, 256), 0);
        for (int i = 0; i < 3; i++) {
            work.add(lab.cloudlet(stays, 90));
        }
        final Vm leaves = lab.submit(Lab.newVm(Lab.MIPS, 2, 2_048), 0);
        lab.cloudlet(leaves, WORK);
        lab.cloudlet(leaves, WORK);
        lab.migrateAt(100, leaves, 1);
        lab.run();
        assertThat(work)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(110, within(0.1)));
    }

    private static Lab overcommitted(final double schedulingInterval) {
        final List<Host> hosts = Lab.hosts(2);
        hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(3)));
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        lab.datacenter.setSchedulingInterval(schedulingInterval);
        return lab;
    }

    private static List<Cloudlet> work(final Lab lab, final int home, final double seconds) {
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, Lab.HOST_PES, 128), home);
        final List<Cloudlet> work = new ArrayList<>();
        for (int i = 0; i < Lab.HOST_PES; i++) {
            work.add(lab.cloudlet(vm, seconds));
        }
        return work;
    }

    /** Both at half speed until one is through with 10.3 s of work at 20.6 s; the other has 30 s left then, at full speed. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 1, 5})
    void whatAFinishedCloudletLeavesIsTheOthersAtOnce(final double schedulingInterval) {
        final var lab = overcommitted(schedulingInterval);
        work(lab, 0, 10.3);
        final List<Cloudlet> others = work(lab, 0, 40.3);
        lab.run();
        assertThat(others)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(50.61, within(0.01)));
    }

    /** Both at half speed from 0.01 to 30 s; what is left of 40.3 s, 25.305 s, at full speed. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 1, 5})
    void whatADestroyedVmLeavesIsTheOthersFromThenOn(final double schedulingInterval) {
        final var lab = overcommitted(schedulingInterval);
        final Vm destroyed = work(lab, 0, 100).get(0).getVm();
        final List<Cloudlet> others = work(lab, 0, 40.3);
        lab.at(30, destroyed::shutdown);
        lab.run();
        assertThat(others)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(55.305, within(0.02)));
    }

    /** The same with a VM that is lost in post-copy: some 45 s at half speed. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 5})
    void whatALostVmLeavesIsTheOthersFromThenOn(final double schedulingInterval) {
        final var lab = overcommitted(schedulingInterval);
        lab.technique(Techniques.postcopy());
        final Vm lost = lab.submit(Lab.newVm(Lab.MIPS, Lab.HOST_PES, 8_192), 0);
        for (int i = 0; i < Lab.HOST_PES; i++) {
            lab.cloudlet(lost, 400);
        }
        final List<Cloudlet> others = work(lab, 1, 60.3);
        lab.migrateAt(5, lost, 1);
        lab.at(50, () -> lab.hosts.get(0).setFailed(true));
        lab.run();
        assertThat(lab.onlyRecord().ending().outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(others)
                .allSatisfy(cloudlet -> assertThat(cloudlet.getFinishTime()).isCloseTo(82.82, within(0.05)));
    }

    /**
     * Nine VMs of 100 MIPS come to one of 100 and one of 3000, all at about the same time; then the host is full to the last MIPS. CloudSim Plus
     * cuts MIPS to whole numbers, so the last bit of a sum would cost one of a thousand for ever.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void migrationsLeaveNothingBehindThatSlowsAFullHostDown(final long seed) {
        final var random = new SplittableRandom(seed);
        final var lab = new Lab(4);
        lab.datacenter.setMigrationCpu(new MigrationCpu(0, (3 + random.nextDouble()) * PER_BYTE));
        final List<Cloudlet> work = new ArrayList<>();
        final Vm large = lab.submit(Lab.newVm(Lab.MIPS, 3, 256).setBw(10), 0);
        for (int i = 0; i < 3; i++) {
            work.add(lab.cloudlet(large, 4 * WORK));
        }
        lab.cloudlet(lab.submit(Lab.newVm(Lab.MIPS / 10, 1, 256).setBw(10), 0), 4 * WORK);
        for (int i = 0; i < 9; i++) {
            final Vm comes = lab.submit(
                    Lab.newVm(Lab.MIPS / 10, 1, 200 + random.nextInt(600)).setBw(10), 1 + random.nextInt(3));
            lab.cloudlet(comes, 4 * WORK);
            lab.migrateAt(0.5 + 5 * random.nextDouble(), comes, 0);
        }
        final long[] done = new long[2];
        for (int i = 0; i < 2; i++) {
            final int at = i;
            lab.at((i + 1) * WORK, () -> {
                lab.datacenter.updates().bringUpToDate(lab.hosts.get(0));
                done[at] = work.get(0).getFinishedLengthSoFar();
            });
        }
        lab.run();
        assertThat(lab.records()).hasSize(9).allMatch(record -> record.completed());
        assertThat(done[1] - done[0]).as("seed %d", seed).isEqualTo((long) (WORK * Lab.MIPS));
    }

    /** The listener hears of the end of a cloudlet in the midst of an update, when VMs have less than they were promised. */
    @Test
    void nobodyIsPlacedOnWhatVmsWerePromised() {
        final var lab = new Lab(3);
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(3 * PER_BYTE, 3 * PER_BYTE))
                .setTechnique(Techniques.xenPrecopy());
        busy(lab, 0, 3, new ArrayList<>());
        final Vm leaves = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        final Cloudlet ends = lab.cloudlet(leaves, 55);
        final Vm comes = lab.submit(Lab.newVm(Lab.MIPS, 1, 64), 1);
        lab.cloudlet(comes, 200);
        ends.addOnFinishListener(info -> lab.datacenter.requestVmMigration(comes, lab.hosts.get(0)));
        lab.migrateAt(50, leaves, 2);
        lab.run();
        assertThat(lab.records())
                .filteredOn(record -> record.id().vm().equals(comes.toString()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.ending().outcome()).isEqualTo(Outcome.REFUSED);
                    assertThat(record.ending().stopReason()).isEqualTo("target-unsuitable");
                });
    }

    /** From 50 s on, four processors do the work of seven. At 55 s a place is asked for before the VM of three is brought up to date. */
    @Test
    void placeAskedForInTheMidstOfAnUpdateGivesNobodyMoreCpu() {
        assertThat(endOfNeighbour(true)).isCloseTo(endOfNeighbour(false), within(0.01));
    }

    private static double endOfNeighbour(final boolean asks) {
        final var lab = new Lab(3);
        lab.datacenter
                .setMigrationCpu(new MigrationCpu(3 * PER_BYTE, 3 * PER_BYTE))
                .setTechnique(Techniques.xenPrecopy());
        final Vm leaves = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        lab.cloudlet(leaves, 200);
        final List<Cloudlet> neighbours = new ArrayList<>();
        busy(lab, 0, 3, neighbours);
        final Vm comes = lab.submit(Lab.newVm(Lab.MIPS, 1, 64), 1);
        lab.cloudlet(comes, 200);
        leaves.addOnUpdateProcessingListener(update -> {
            if (asks && lab.clock() == 55) {
                lab.datacenter.requestVmMigration(comes, lab.hosts.get(0));
            }
        });
        lab.migrateAt(50, leaves, 2);
        lab.at(55, () -> lab.datacenter.updates().bringUpToDate(lab.hosts.get(0)));
        lab.run();
        assertThat(lab.records()).hasSize(asks ? 2 : 1);
        return neighbours.get(0).getFinishTime();
    }

    @ParameterizedTest
    @CsvSource({"stop-and-copy,terminate", "xen-precopy,terminate", "stop-and-copy,abort", "xen-precopy,abort"})
    void terminatedMigrationTookAsLongAsTheSimulationRan(final String technique, final String how) {
        final var lab = lab().technique(Techniques.byName(technique));
        final Vm vm = busy(lab, 0, 1, new ArrayList<>());
        lab.migrateAt(10, vm, 1);
        lab.at(12, how.equals("abort") ? lab.simulation::abort : lab.simulation::terminate);
        lab.run();
        assertThat(lab.onlyRecord().totalSeconds()).isCloseTo(2, within(1e-9));
    }

    @Test
    void secondRequestForAHostThatStartsUpWaitsForTheRestOfIt() {
        final var lab = new Lab(2);
        final Host target = lab.hosts.get(1);
        final Vm first = lab.vm(0, 64);
        final Vm second = lab.vm(0, 64);
        lab.cloudlet(first, 100);
        lab.cloudlet(second, 100);
        lab.at(5, () -> {
            target.setActive(false);
            target.setStartupDelay(30);
        });
        lab.migrateAt(10, first, 1);
        lab.migrateAt(39, second, 1);
        lab.run();
        assertThat(lab.records())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.id().startSeconds()).isCloseTo(40, within(0.02)));
    }

    @Test
    void vmWithoutWorkLosesNone() {
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.datacenter.setSchedulingInterval(1);
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        final Vm idle = lab.vm(0, 512);
        lab.busyVm(0, 64, 60);
        lab.migrateAt(10, idle, 1);
        lab.run();
        assertThat(lab.onlyRecord().completed()).isTrue();
        assertThat(ledger.vm(idle).lostWork()).isZero();
    }
}
