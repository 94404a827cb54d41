package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.network.Topology;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.WholePages;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 256 MiB at 62.5 MiB/s: 4 s and some, at 16 ns a byte about one processor of four. */
final class MigrationCpuTest {
    private static final long RAM = 256;
    private static final double START = 10;
    private static final double MIDWAY = 12;
    private static final double SECONDS_PER_BYTE = 1 / Lab.MIGRATION_BYTES_PER_SECOND;
    private static final MigrationCpu ONE_PROCESSOR = new MigrationCpu(SECONDS_PER_BYTE, SECONDS_PER_BYTE / 2);

    @Test
    void bothHostsAreBusyWhileTheMigrationSendsAndDrawPower() {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(ONE_PROCESSOR);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        lab.vm(0, RAM);
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        final List<Double> source = new ArrayList<>();
        final List<Double> target = new ArrayList<>();
        final List<Double> watts = new ArrayList<>();
        for (final double time : new double[] {START - 1, MIDWAY, START + 20}) {
            lab.at(time, () -> {
                source.add(lab.hosts.get(0).getCpuMipsUtilization());
                target.add(lab.hosts.get(1).getCpuMipsUtilization());
                watts.add(lab.hosts.get(1).getPowerModel().getPower());
            });
        }
        lab.migrateAt(START, vm, 1);
        lab.run();
        assertThat(source.get(1) - source.get(0)).isCloseTo(Lab.MIPS, within(Lab.MIPS / 100));
        assertThat(target.get(1) - target.get(0)).isCloseTo(Lab.MIPS / 2, within(Lab.MIPS / 100));
        assertThat(watts.get(1) - watts.get(0)).isCloseTo(100 * 0.5 / Lab.HOST_PES, within(0.2));
        assertThat(source.get(2) - target.get(0))
                .as("nothing is charged any more")
                .isZero();
    }

    /** A processor at the source for 2 s, whoever is asked first. */
    @Test
    void accountOfATerminatedSimulationEndsWithIt() {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(ONE_PROCESSOR);
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        lab.at(START + 2, lab.simulation::terminate);
        lab.run();
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0))).isCloseTo(2, within(0.02));
        assertThat(lab.records()).hasSize(1);
    }

    @Test
    void everyHostsAccountHoldsWhatItsMigrationsUsed() {
        final List<Host> stock = List.of(Lab.stockHost(Lab.MIPS), Lab.stockHost(Lab.MIPS));
        final var lab = new Lab(new CloudSimPlus(0.01), stock, null);
        lab.datacenter.setMigrationCpu(ONE_PROCESSOR);
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        lab.run();
        final double bytes = lab.onlyRecord().traffic().bytes();
        assertThat(lab.datacenter.getMigrationCpuSeconds(stock.get(0)))
                .isCloseTo(bytes * ONE_PROCESSOR.sourceSecondsPerByte(), within(0.02));
        assertThat(lab.datacenter.getMigrationCpuSeconds(stock.get(1)))
                .isCloseTo(bytes * ONE_PROCESSOR.targetSecondsPerByte(), within(0.02));
    }

    /** A second migration leaves the first one half of the source's NIC, so that a quarter of a processor less is used at the target: 20 ms. */
    @Test
    void anotherRateIsNoticedAfterFiveMillisecondsOfAProcessorAndAccountedForFromItsBeginning() {
        final var lab = new Lab(3);
        lab.datacenter.setMigrationCpu(ONE_PROCESSOR);
        final Vm first = lab.vm(0, RAM);
        final Vm second = lab.vm(0, RAM);
        final Host target = lab.hosts.get(1);
        final List<Double> used = new ArrayList<>();
        final List<Double> seconds = new ArrayList<>();
        for (final double time : new double[] {MIDWAY - 0.1, MIDWAY + 0.015, MIDWAY + 0.025}) {
            lab.at(time, () -> {
                used.add(target.getCpuMipsUtilization() / Lab.MIPS);
                seconds.add(lab.datacenter.getMigrationCpuSeconds(target));
            });
        }
        lab.migrateAt(START, first, 1);
        lab.migrateAt(MIDWAY, second, 2);
        lab.run();
        assertThat(used.get(0)).isCloseTo(0.5, within(0.001));
        assertThat(used.get(1)).as("before").isCloseTo(0.5, within(0.001));
        assertThat(used.get(2)).as("after").isCloseTo(0.25, within(0.001));
        assertThat(seconds.get(1) - seconds.get(0))
                .as("accounted for all the same")
                .isCloseTo(0.1 * 0.5 + 0.015 * 0.25, within(1e-6));
    }

    /** Rounds of a few milliseconds every 50 ms, and between them a neighbour that halves the rate for as long. */
    @Test
    void burstsTooShortToBeNoticedAreAccountedForToTheByte() {
        final var lab = new Lab(3);
        lab.datacenter
                .setMigrationCpu(ONE_PROCESSOR)
                .setMemoryProfile(vm -> MemoryProfile.uniform(vm, 1, 2_000))
                .setTechnique(Techniques.xenPrecopy().toBuilder()
                        .minRoundSeconds(0.050)
                        .build());
        for (int target = 1; target <= 2; target++) {
            final Vm vm = lab.vm(0, RAM);
            lab.cloudlet(vm, 60);
            lab.migrateAt(START, vm, target);
        }
        lab.run();
        double bytes = 0;
        for (final MigrationRecord record : lab.datacenter.getMigrations()) {
            bytes += record.traffic().bytes();
            final double perByte = ONE_PROCESSOR.targetSecondsPerByte();
            final Host target =
                    lab.hosts.get(record.id().target().equals(lab.hosts.get(1).toString()) ? 1 : 2);
            assertThat(lab.datacenter.getMigrationCpuSeconds(target))
                    .isCloseTo(record.traffic().bytes() * perByte, within(0.002));
            assertThat(record.rounds().stream()
                            .filter(round ->
                                    round.traffic().bytes() > 0 && round.tally().sendSeconds() <= 0.010))
                    .as("short bursts")
                    .hasSizeGreaterThan(3);
        }
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0)))
                .isCloseTo(bytes * ONE_PROCESSOR.sourceSecondsPerByte(), within(0.004));
    }

    /** A slice of 4 ms goes unnoticed, until the link lets nothing through for 20 s. */
    @Test
    void shortStepThatTurnsOutLongStopsChargingTheHosts() {
        for (int slice = 0; slice < 4; slice++) {
            final var lab = new Lab(2);
            final double rate = 1e9;
            final Host source = lab.hosts.get(0);
            lab.datacenter
                    .setMigrationCpu(new MigrationCpu(1 / rate, 1 / rate))
                    .setTechnique(Techniques.xenPrecopy())
                    .setTopology(
                            Topology.builder()
                                    .node("a")
                                    .node("b")
                                    .link("a", "b", rate, 0)
                                    .build(),
                            host -> host.equals(source) ? "a" : "b");
            lab.hosts.forEach(host -> ((LiveMigrationHost) host).setMigrationBandwidth(rate));
            lab.migrateAt(START, lab.busyVm(0, 4096, 60), 1);
            final Vm neighbour = lab.busyVm(0, RAM, 60);
            final double cut = START + 1 + slice * 0.0025;
            lab.at(cut, () -> lab.datacenter.setLinkCapacity("a", "b", 0));
            lab.at(
                    cut + 19,
                    () -> assertThat(lab.datacenter.getMigrationCpuSeconds(source))
                            .as("cut at %s s", cut)
                            .isCloseTo((cut - START) * 4 / 5, within(0.001)));
            lab.at(cut + 20, () -> lab.datacenter.setLinkCapacity("a", "b", rate));
            lab.run();
            final double sending = lab.onlyRecord().traffic().bytes() / rate;
            assertThat(lab.broker.<Cloudlet>getCloudletFinishedList().stream()
                            .filter(cloudlet -> cloudlet.getVm().equals(neighbour))
                            .mapToDouble(Cloudlet::getFinishTime))
                    .allSatisfy(end -> assertThat(end).isCloseTo(60 + sending * 5 / 4 / 5, within(0.05)));
        }
    }

    /** 65 536 pages of 4 104 bytes and 114 688 bytes of device state at 2 ns; or what crosses in 2 s without 9 ms. */
    @ParameterizedTest
    @CsvSource({"stop-and-copy, false, 0.538148864", "stop-and-copy, true, 0.260964352", "postcopy, false, 0.538148864"
    })
    void recordSaysWhatReceivingTookTheTarget(
            final String technique, final boolean cancelled, final double cpuSeconds) {
        final var lab = new Lab(2);
        lab.technique(Techniques.byName(technique)).datacenter.setMigrationCpu(new MigrationCpu(1e-9, 2e-9));
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        if (cancelled) {
            lab.at(MIDWAY, () -> lab.datacenter.cancelMigration(vm));
        }
        lab.run();
        assertThat(lab.onlyRecord().completed()).isEqualTo(!cancelled);
        assertThat(lab.onlyRecord().targetCpuSeconds()).isCloseTo(cpuSeconds, within(1e-12));
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(1))).isCloseTo(cpuSeconds, within(1e-6));
    }

    /** Changes of a rate by less than 1 % are not charged. */
    @Test
    void targetsAccountIsTheSumOfItsMigrations() {
        final var lab = new Lab(3);
        lab.datacenter
                .setMigrationCpu(ONE_PROCESSOR)
                .setTechnique(Techniques.xenPrecopy())
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000));
        for (int i = 0; i < 3; i++) {
            final Vm vm = lab.vm(i % 2, RAM / 2);
            lab.cloudlet(vm, 60);
            lab.migrateAt(START + i, vm, 2);
        }
        lab.run();
        final double recorded = lab.records().stream()
                .mapToDouble(MigrationRecord::targetCpuSeconds)
                .sum();
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(2)))
                .isPositive()
                .isCloseTo(recorded, withinPercentage(1));
    }

    /** A processor of four for some 4 s adds a quarter of 100 W at the source, and half as much at the target. */
    @Test
    void energyOfAMonitoredDatacenterIncludesWhatMigrationsUse() {
        final double extraKwh = monitoredKwh(ONE_PROCESSOR) - monitoredKwh(MigrationCpu.FREE);
        final double joules = 1.5 * 100 / Lab.HOST_PES * sentBytes * SECONDS_PER_BYTE;
        assertThat(extraKwh * 3.6e6).isCloseTo(joules, within(0.02 * joules));
    }

    private double sentBytes;

    private double monitoredKwh(final MigrationCpu cpu) {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(cpu).setSchedulingInterval(1);
        lab.hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(200, 100)));
        final SlaLedger ledger = SlaMonitor.watch(lab.datacenter, 1).ledger();
        lab.cloudlet(lab.vm(1, RAM), 60); // so that the target is on
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        lab.run();
        sentBytes = lab.onlyRecord().traffic().bytes();
        return ledger.energyKwh();
    }

    @Test
    void migrationsCompeteWithTheVmsOfAFullHost() {
        final double late = neighbour(4, ONE_PROCESSOR);
        final double seconds = liveSeconds;
        assertThat(late - neighbour(4, MigrationCpu.FREE)).isCloseTo(seconds / 5, within(0.05));
        assertThat(seconds).as("at 4/5 of the rate").isCloseTo(liveSeconds * 5 / 4, within(0.02));
    }

    /** Migrations that want four processors and four busy ones share four: half for each, and nobody has more than there is. */
    @Test
    void cpuIsGivenOnce() {
        final double late = neighbour(4, new MigrationCpu(4 * SECONDS_PER_BYTE, 0));
        final double seconds = liveSeconds;
        assertThat(sourceSeconds).isCloseTo(4 * SECONDS_PER_BYTE * sentBytes, within(0.02));
        assertThat(sourceSeconds).as("at two of four processors").isCloseTo(2 * seconds, within(0.05));
        assertThat(late - neighbour(4, MigrationCpu.FREE)).isCloseTo(seconds / 2, within(0.05));
        assertThat(seconds).as("at half of the rate").isCloseTo(2 * liveSeconds, within(0.02));
    }

    /** Four busy processors and four wanted at each end: f of what is wanted there, of which the other end leaves f: f = 4 / (4 + 4 f). */
    @Test
    void bothEndsOfAMigrationMayBeFull() {
        final double part = (Math.sqrt(5) - 1) / 2;
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        lab.datacenter.setMigrationCpu(new MigrationCpu(4 * SECONDS_PER_BYTE, 4 * SECONDS_PER_BYTE));
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        final List<Cloudlet> work = new ArrayList<>();
        for (int host = 0; host < 2; host++) {
            work.add(occupy(lab, lab.submit(Lab.newVm(Lab.MIPS, 4, RAM), host)));
        }
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        lab.migrateAt(START, idle, 1);
        lab.run();
        final double alone = lab.onlyRecord().traffic().bytes() * SECONDS_PER_BYTE;
        final double seconds = lab.onlyRecord().totalSeconds();
        assertThat(seconds).isCloseTo(alone / (part * part), Percentage.withPercentage(2));
        assertThat(work)
                .allSatisfy(cloudlet ->
                        assertThat(cloudlet.getFinishTime()).isCloseTo(40.01 + seconds * (1 - part), within(0.2)));
        for (final Host host : lab.hosts) {
            assertThat(lab.datacenter.getMigrationCpuSeconds(host)).isCloseTo(4 * alone, within(0.02));
        }
    }

    /** Receiving costs nothing here; that the target is full of what it sends itself is nothing to those that come. */
    @Test
    void fullHostDoesNotSlowWhatTakesNoCpuThere() {
        final var lab = new Lab(3).technique(Techniques.stopAndCopy());
        lab.datacenter.setMigrationCpu(new MigrationCpu(2 * SECONDS_PER_BYTE, 0));
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        occupy(lab, lab.submit(Lab.newVm(Lab.MIPS, 4, RAM), 1));
        final Vm leaves = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 1);
        final Vm comes = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        lab.migrateAt(START, leaves, 2);
        lab.migrateAt(START + 1, comes, 1);
        lab.run();
        final double alone = RAM * (1 << 20) * SECONDS_PER_BYTE;
        final MigrationRecord first = lab.records().get(0);
        final MigrationRecord second = lab.records().get(1);
        assertThat(first.id().vm()).isEqualTo(comes.toString());
        assertThat(first.totalSeconds()).isCloseTo(alone, within(0.05));
        assertThat(second.totalSeconds()).isCloseTo(alone * 6 / 4, within(0.05));
    }

    /** At 4/5 of its rate until the four neighbours have done the 2 s of work that are left, 2.5 s later; at all of it from then on. */
    @Test
    void migrationGoesFasterOnceTheHostHasCpuToSpare() {
        final var lab = new Lab(2).technique(Techniques.stopAndCopy());
        lab.datacenter.setMigrationCpu(new MigrationCpu(SECONDS_PER_BYTE, 0));
        lab.hosts.forEach(host -> host.setVmScheduler(new VmSchedulerOvercommit(2)));
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        final Vm busy = lab.submit(Lab.newVm(Lab.MIPS, 4, RAM), 0);
        for (int i = 0; i < 4; i++) {
            lab.cloudlet(busy, START + 2);
        }
        lab.migrateAt(START, idle, 1);
        lab.run();
        final double alone = lab.onlyRecord().traffic().bytes() * SECONDS_PER_BYTE;
        assertThat(alone).isGreaterThan(3);
        assertThat(lab.onlyRecord().totalSeconds()).isCloseTo(alone + 0.5, within(0.02));
    }

    @Test
    void hostWithFreeProcessorsDelaysNobody() {
        assertThat(lateness(2)).isCloseTo(0, within(1e-3));
    }

    /** Three busy processors, the one of the migrating VM and that of the migration share four. */
    @Test
    void migrationsCompeteWithVmsThatStockSchedulersGuaranteeTheirMips() {
        for (final boolean stock : new boolean[] {false, true}) {
            final double late = lateOnFullHost(stock, ONE_PROCESSOR);
            final double seconds = liveSeconds;
            assertThat(late - lateOnFullHost(stock, MigrationCpu.FREE))
                    .as("stock host: %s", stock)
                    .isCloseTo(seconds / 5, within(0.05));
        }
    }

    private double lateOnFullHost(final boolean stock, final MigrationCpu cpu) {
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hosts.add(stock ? Lab.stockHost(Lab.MIPS) : Lab.host(Lab.MIPS));
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        lab.datacenter.setMigrationCpu(cpu).setTechnique(Techniques.xenPrecopy());
        final Vm migrating = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        lab.cloudlet(migrating, 40);
        final Vm busy = lab.submit(Lab.newVm(Lab.MIPS, 3, RAM), 0);
        final Cloudlet last = occupy(lab, busy);
        lab.at(
                MIDWAY,
                () -> assertThat(((VmSimple) busy).getAllocatedMips().mips())
                        .as("what is promised is not for a policy to give away")
                        .isEqualTo(Lab.MIPS));
        lab.migrateAt(START, migrating, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        liveSeconds = record.totalSeconds() - record.downtimeSeconds();
        return last.getFinishTime();
    }

    private static MigrationRecord migrateOnce(final Lab lab) {
        final Vm vm = lab.vm(0, RAM);
        lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        return lab.run().onlyRecord();
    }

    /** 65 536 pages at 0.1 and 1 µs: pauses of 7 ms, which nobody notices, and of 66 ms. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-6})
    void looksThroughTheDirtyLogAreChargedToTheSource(final double secondsPerPage) {
        final var lab = new Lab(2);
        lab.datacenter
                .setMigrationCpu(ONE_PROCESSOR)
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 2_000))
                .setTechnique(Techniques.xenPrecopy().toBuilder()
                        .scanSecondsPerPage(secondsPerPage)
                        .build());
        final MigrationRecord record = migrateOnce(lab);
        final int liveRounds = record.rounds().size() - 1;
        assertThat(liveRounds).isGreaterThan(1);
        final double bytes = record.traffic().bytes();
        final double scans = liveRounds * secondsPerPage * RAM * Lab.PAGES_PER_MB;
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0)))
                .isCloseTo(bytes * ONE_PROCESSOR.sourceSecondsPerByte() + scans, within(0.02));
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(1)))
                .isCloseTo(bytes * ONE_PROCESSOR.targetSecondsPerByte(), within(0.02));
    }

    /** Pages that are prepared as fast as the network takes them, and pages that it waits for. */
    @ParameterizedTest
    @ValueSource(doubles = {5e-6, 5e-4})
    void encodingIsChargedToTheSource(final double secondsPerPage) {
        final var lab = new Lab(2);
        lab.datacenter
                .setMigrationCpu(ONE_PROCESSOR)
                .setTechnique(Techniques.xenPrecopy().toBuilder()
                        .encoding(new WholePages(8, secondsPerPage))
                        .build());
        final MigrationRecord record = migrateOnce(lab);
        final double bytes = record.traffic().bytes();
        final double encoding = record.pagesSent() * secondsPerPage;
        assertThat(record.traffic().cpuSeconds()).isCloseTo(encoding, within(1e-6));
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0)))
                .isCloseTo(bytes * ONE_PROCESSOR.sourceSecondsPerByte() + encoding, within(0.02));
        assertThat(lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(1)))
                .isCloseTo(bytes * ONE_PROCESSOR.targetSecondsPerByte(), within(0.02));
    }

    /**
     * Three of four processors are busy. Beside other traffic a migration takes 0.8 of one, and nobody notices; once it has the network to
     * itself it takes 1.6, and all get 4 / 4.6 of what they want.
     */
    @Test
    void hostThatAMigrationOverloadsInItsMidstSlowsItsVmsFromThenOn() {
        final double late = besideTraffic(new MigrationCpu(1.6 * SECONDS_PER_BYTE, 0));
        final double seconds = liveSeconds;
        assertThat(seconds).isGreaterThan(1);
        assertThat(late - besideTraffic(MigrationCpu.FREE)).isCloseTo(seconds * 0.6 / 4.6, within(0.01));
        assertThat(seconds).isCloseTo(liveSeconds * 4.6 / 4, within(0.02));
    }

    private double besideTraffic(final MigrationCpu cpu) {
        final var lab = new Lab(2);
        lab.datacenter.setMigrationCpu(cpu).setTechnique(Techniques.xenPrecopy());
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        lab.cloudlet(idle, 0.001);
        final Vm busy = lab.submit(Lab.newVm(Lab.MIPS, 3, RAM), 0);
        final Cloudlet last = occupy(lab, busy);
        lab.at(START - 1, () -> lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 1e12));
        lab.at(MIDWAY, () -> lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 0));
        lab.migrateAt(START, idle, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        liveSeconds = START + record.totalSeconds() - MIDWAY;
        return last.getFinishTime();
    }

    /** Keeps all of a VM's processors busy. {@return the last cloudlet} */
    private static Cloudlet occupy(final Lab lab, final Vm vm) {
        Cloudlet last = lab.cloudlet(vm, 40);
        for (int i = 1; i < vm.getPesNumber(); i++) {
            last = lab.cloudlet(vm, 40);
        }
        return last;
    }

    private double liveSeconds;
    private double sourceSeconds;

    /** {@return how much later a neighbour of the migrating VM is through, on a host with as many busy processors} */
    private double lateness(final int busyProcessors) {
        return neighbour(busyProcessors, ONE_PROCESSOR) - neighbour(busyProcessors, MigrationCpu.FREE);
    }

    private double neighbour(final int busyProcessors, final MigrationCpu cpu) {
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final var host = Lab.host(Lab.MIPS);
            host.setVmScheduler(new VmSchedulerOvercommit(2));
            hosts.add(host);
        }
        final var lab = new Lab(new CloudSimPlus(0.01), hosts, null);
        lab.datacenter.setMigrationCpu(cpu).setTechnique(Techniques.xenPrecopy());
        final Vm idle = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), 0);
        final Vm busy = lab.submit(Lab.newVm(Lab.MIPS, busyProcessors, RAM), 0);
        final Cloudlet last = occupy(lab, busy);
        lab.cloudlet(idle, 0.001);
        lab.migrateAt(START, idle, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        liveSeconds = record.totalSeconds();
        sentBytes = record.traffic().bytes();
        sourceSeconds = lab.datacenter.getMigrationCpuSeconds(lab.hosts.get(0));
        return last.getFinishTime();
    }

    @Test
    void stockOverheadTakesATenthOfTheVmsTimeAtTheSource() {
        final double without = finish(false);
        final double with = finish(true);
        assertThat(with - without).isCloseTo(0.1 * liveSeconds, within(1e-3));
    }

    private double finish(final boolean stock) {
        final var lab = new Lab(2);
        lab.datacenter.setStockMigrationOverhead(stock).setTechnique(Techniques.xenPrecopy());
        final Vm vm = lab.vm(0, RAM);
        final Cloudlet cloudlet = lab.cloudlet(vm, 60);
        lab.migrateAt(START, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        liveSeconds = record.totalSeconds() - record.downtimeSeconds();
        return cloudlet.getFinishTime();
    }
}
