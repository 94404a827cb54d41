package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.technique.CpuThrottle;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cloudlet on a migrated VM finishes later than on an unmigrated one by exactly the work lost, to the millisecond. */
final class BlackoutDelaysCloudletsTest {
    private static final double TOLERANCE_SECONDS = 1e-3;
    private static final double[] MIN_TIMES = {0.01, 0.1, 0.5, 1.3};
    private static final double[] INTERVALS = {0, 0.3, 1, 5, 100};
    private static final List<Double> TWO_CLOUDLETS = List.of(100.3, 70.17);
    private static final List<Double> MORE_THAN_PES = List.of(40.0, 50.0, 61.3, 70.0);
    private static final long RAM = 256;

    /** What is run, and when it is migrated. */
    private record Setup(
            double minTimeBetweenEvents,
            double schedulingInterval,
            boolean liveHosts,
            double mips,
            Technique technique,
            List<Double> cloudletSeconds,
            List<Double> migrationTimes) {
        Setup unmigrated() {
            return new Setup(
                    minTimeBetweenEvents, schedulingInterval, liveHosts, mips, technique, cloudletSeconds, List.of());
        }
    }

    private record Ran(List<Double> finishTimes, List<MigrationRecord> records) {
        double workLostSeconds() {
            return records.stream()
                    .mapToDouble(MigrationRecord::slowdownSeconds)
                    .sum();
        }
    }

    private static Ran run(final Setup setup) {
        final List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hosts.add(setup.liveHosts() ? Lab.host(setup.mips()) : Lab.stockHost(setup.mips()));
        }
        final var lab = new Lab(new CloudSimPlus(setup.minTimeBetweenEvents()), hosts, null);
        lab.datacenter
                .setTechnique(setup.technique())
                .setMemoryProfile(vm -> MemoryProfile.hotCold(vm, 0.1, 0.9, 4_000))
                .setSchedulingInterval(setup.schedulingInterval());
        final Vm vm = Lab.newVm(setup.mips(), 2, RAM);
        lab.submit(vm, 0);
        final List<Cloudlet> cloudlets = new ArrayList<>();
        for (final double seconds : setup.cloudletSeconds()) {
            cloudlets.add(lab.cloudlet(
                    vm,
                    seconds,
                    cloudlets.isEmpty() ? 1 : setup.cloudletSeconds().size() == 2 ? 0.77 : 1));
        }
        int target = 1;
        for (final double time : setup.migrationTimes()) {
            lab.migrateAt(time, vm, target);
            target = 1 - target;
        }
        lab.run();
        assertThat(lab.records()).hasSize(setup.migrationTimes().size()).allMatch(MigrationRecord::completed);
        assertThat(cloudlets).allMatch(Cloudlet::isFinished);
        return new Ran(cloudlets.stream().map(Cloudlet::getFinishTime).toList(), lab.records());
    }

    private static void checkDelay(final Setup setup, final Consumer<String> complain) {
        final Ran still = run(setup.unmigrated());
        final Ran moved = run(setup);
        final double lost = moved.workLostSeconds();
        assertThat(lost).isPositive();
        for (int i = 0; i < still.finishTimes().size(); i++) {
            final double delay =
                    moved.finishTimes().get(i) - still.finishTimes().get(i);
            if (Math.abs(delay - lost) > TOLERANCE_SECONDS) {
                complain.accept(setup + ": cloudlet " + i + " is " + delay + " s late, work lost is " + lost + " s");
            }
        }
    }

    private static void checkDelayWhateverTheClock(final Setup setup) {
        final List<String> complaints = new ArrayList<>();
        for (final double minTime : MIN_TIMES) {
            for (final double interval : INTERVALS) {
                checkDelay(
                        new Setup(
                                minTime,
                                interval,
                                setup.liveHosts(),
                                setup.mips(),
                                setup.technique(),
                                setup.cloudletSeconds(),
                                setup.migrationTimes()),
                        complaints::add);
            }
        }
        assertThat(complaints).isEmpty();
    }

    static Stream<Arguments> techniquesHostsAndMips() {
        final List<Arguments> all = new ArrayList<>();
        for (final String technique : List.of("stop-and-copy", "xen-precopy", "proposed")) {
            for (final boolean liveHosts : new boolean[] {true, false}) {
                for (final double mips : new double[] {37, 1_000, 25_000}) {
                    all.add(Arguments.of(technique, liveHosts, mips));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, live hosts: {1}, {2} MIPS")
    @MethodSource("techniquesHostsAndMips")
    void cloudletsAreLateByTheBlackoutWhateverTheEventSpacing(
            final String technique, final boolean liveHosts, final double mips) {
        checkDelayWhateverTheClock(
                new Setup(0, 0, liveHosts, mips, Techniques.byName(technique), TWO_CLOUDLETS, List.of(20.0123)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void twoMigrationsInARowTakeTheSumOfTheirBlackouts(final String technique) {
        checkDelayWhateverTheClock(
                new Setup(0, 0, true, Lab.MIPS, Techniques.byName(technique), TWO_CLOUDLETS, List.of(10.0123, 40.777)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy", "proposed"})
    void cloudletsThatShareProcessorsAreLateByTheBlackout(final String technique) {
        checkDelayWhateverTheClock(
                new Setup(0, 0, true, 25_000, Techniques.byName(technique), MORE_THAN_PES, List.of(20.0123)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-and-copy", "xen-precopy"})
    void throttledVmIsLateByDowntimeAndLostCpuTime(final String technique) {
        final Technique throttled = Techniques.byName(technique).toBuilder()
                .throttle(new FixedThrottle(0.40))
                .build();
        for (final double mips : new double[] {1_000, 25_000}) {
            checkDelayWhateverTheClock(new Setup(0, 0, true, mips, throttled, TWO_CLOUDLETS, List.of(20.0123)));
        }
    }

    /** The VM stands still until it runs at the target, and then whenever it waits for a page. */
    @ParameterizedTest
    @ValueSource(strings = {"postcopy", "hybrid"})
    void faultsMakeCloudletsLateByTheTimeTheyStall(final String technique) {
        for (final double mips : new double[] {1_000, 25_000}) {
            checkDelayWhateverTheClock(
                    new Setup(0, 0, true, mips, Techniques.byName(technique), TWO_CLOUDLETS, List.of(20.0123)));
        }
    }

    /** A cloudlet that ends while pages follow is late by what had been stalled until then, whether or not anybody looked meanwhile. */
    @ParameterizedTest
    @ValueSource(doubles = {20.05, 20.1, 20.2, 20.4})
    void cloudletsThatEndAmongFaultsAreLateByThoseBefore(final double end) {
        final List<Double> endings = List.of(end, 0.77 * (end + 0.03));
        for (final double minTime : MIN_TIMES) {
            final Setup watched =
                    new Setup(minTime, 0.001, true, 25_000, Techniques.postcopy(), endings, List.of(20.0123));
            final Ran seen = run(watched);
            final Ran still = run(watched.unmigrated());
            final double lost = seen.workLostSeconds();
            for (final double interval : INTERVALS) {
                final Ran ran = run(new Setup(
                        minTime, interval, true, 25_000, watched.technique(), endings, watched.migrationTimes()));
                for (int i = 0; i < endings.size(); i++) {
                    assertThat(ran.finishTimes().get(i) - still.finishTimes().get(i))
                            .as(
                                    "lateness of cloudlet %d with events %s s apart and an interval of %s s",
                                    i, minTime, interval)
                            .isBetween(0.01, lost - 0.01)
                            .isCloseTo(
                                    seen.finishTimes().get(i)
                                            - still.finishTimes().get(i),
                                    within(TOLERANCE_SECONDS));
                }
            }
        }
    }

    @Test
    void throttleTakesItsShareOfTheLivePhase() {
        final Technique throttled = Techniques.xenPrecopy().toBuilder()
                .throttle(new FixedThrottle(0.40))
                .build();
        final Ran ran = run(new Setup(0.1, 1, true, Lab.MIPS, throttled, TWO_CLOUDLETS, List.of(20.0)));
        final MigrationRecord record = ran.records().get(0);
        final double live = record.totalSeconds() - record.downtimeSeconds();
        assertThat(live).isGreaterThan(1);
        assertThat(record.lostCpuSeconds()).isCloseTo(0.40 * live, within(1e-6));
        assertThat(record.cpuThrottle()).isEqualTo(0.40);
    }

    /** Takes the same share of CPU time always. */
    private record FixedThrottle(double share) implements CpuThrottle {
        @Override
        public Governor start(final MigratingGuest guest) {
            return () -> share;
        }
    }

    /** 20 s of its 50 were done by 100 s; at 130 s CloudSim Plus takes it to have had all of the VM since. */
    @Test
    void endOfACloudletThatHasBecomeFasterIsNoticedInTheMidstOfItsMigration() {
        final var lab = new Lab(2);
        lab.datacenter.setTechnique(Techniques.xenPrecopy()).setSchedulingInterval(100);
        final Vm vm = lab.vm(0, 4096);
        lab.cloudlet(lab.vm(0, 256), 1000);
        final var cpu = new UtilizationModelDynamic(0.2);
        cpu.setUtilizationUpdateFunction(model -> model.getSimulation().clock() >= 120 ? 1.0 : 0.2);
        final var cloudlet = new CloudletSimple((long) (50 * Lab.MIPS), 1, cpu);
        cloudlet.setUtilizationModelRam(UtilizationModel.NULL).setUtilizationModelBw(UtilizationModel.NULL);
        lab.broker.submitCloudlet(cloudlet.setVm(vm));
        lab.migrateAt(130, vm, 1);
        lab.run();
        final MigrationRecord record = lab.onlyRecord();
        assertThat(record.id().startSeconds() + record.totalSeconds()).isGreaterThan(140);
        assertThat(cloudlet.getFinishTime()).isCloseTo(130, within(0.05));
    }
}
