package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cloudsimmigration.access.Timetable;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.LooksAtEveryBatch;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import io.github.cloudsimmigration.technique.switchover.PushOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rates change in the middle of long slices: what happens is what happens batch by batch. The downtime limit is no round number, so that no
 * threshold is a whole number of batches, where rounding would decide.
 */
final class LongSlicesInADatacenterTest {
    private static final int VMS = 8;
    private static final int HOSTS = 4;
    private static final long RAM = 64;
    private static final double CLOSE = 1e-6;
    private static final Technique QEMU = Techniques.qemuPrecopy(QemuParameters.DEFAULT.with("downtime-limit", "307"));
    private static final Technique PEEKING =
            Techniques.xenPrecopy().toBuilder().batchPages(64).build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void migrationsGoAsTheyGoBatchByBatch(final long seed) {
        check(Orchestration.NONE, seed);
    }

    /** A rule that looks at rounds only, and a dirty log that is peeked at before every batch. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void peekedBatchesAreForeseen(final long seed) {
        check(PEEKING, Orchestration.NONE, seed);
    }

    /** Whoever ends the live phase need not wait for the end of the slice under way. */
    @ParameterizedTest
    @EnumSource
    void slicesEndBehindTheBatchUnderWayWhenTimeIsUp(final OnTimeout onTimeout) {
        final Orchestration hasty =
                Orchestration.NONE.withTimeouts(new Timeouts(0.8, 1, Double.POSITIVE_INFINITY), onTimeout);
        for (final Technique technique : List.of(QEMU, PEEKING)) {
            for (long seed = 1; seed <= 5; seed++) {
                assertThat(check(technique, hasty, seed))
                        .extracting(record -> record.ending().stopReason())
                        .contains(
                                switch (onTimeout) {
                                    case ABORT -> "completion-timeout";
                                    case FORCE_STOP -> "forced";
                                    case SWITCH_TO_POSTCOPY -> "postcopy-requested";
                                });
            }
        }
    }

    /** A limit that is raised in the midst of a slice counts from the next look on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void slicesHeedADowntimeLimitThatRises(final long seed) {
        check(Orchestration.NONE.withDowntimeSteps(new DowntimeSteps(1.037, 7, 1)), seed);
    }

    /** QEMU's rule, but no round goes on for longer than a second. */
    private record ASecondAtMost(StopRule otherwise) implements StopRule.Combined {
        @Override
        public StopRule withDowntimeLimit(final double seconds) {
            return new ASecondAtMost(otherwise.withDowntimeLimit(seconds));
        }

        @Override
        public Judge start(final MigratingGuest guest) {
            final Judge other = otherwise.start(guest);
            return new CombinedJudge() {
                private double roundSeconds;

                @Override
                public Judge other() {
                    return other;
                }

                @Override
                public Optional<StopReason> check(final List<RoundTally> rounds) {
                    roundSeconds = 0;
                    return other.check(rounds);
                }

                @Override
                public boolean endsRound(final int unsent) {
                    return other.endsRound(unsent) || roundSeconds >= 1;
                }

                @Override
                public double secondsToNextLook() {
                    return Math.min(1 - roundSeconds, other.secondsToNextLook());
                }

                @Override
                public void passed(final long bytes, final double seconds, final int batches) {
                    roundSeconds += seconds;
                    other.passed(bytes, seconds, batches);
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ruleAroundAnotherIsAskedWhenItWantsToBe(final boolean rateChanges) {
        final MigrationRecord record = migrateBeside(
                new ASecondAtMost(Techniques.qemuPrecopy().stopRule()), rateChanges ? 11.51 : Double.POSITIVE_INFINITY);
        assertThat(record.rounds()).hasSizeGreaterThan(2);
        assertThat(record.rounds().get(0).tally().seconds()).isBetween(1.0, 1.02);
    }

    /** It says for half a second what it does not know. */
    @Test
    void ruleThatChangesItsMindIsAskedLater() {
        final StopRule changing = guest -> new StopRule.Judge() {
            @Override
            public Optional<StopReason> check(final List<RoundTally> rounds) {
                return rounds.size() < 2 ? Optional.empty() : Optional.of(StopReason.ITERATIONS);
            }

            @Override
            public boolean endsRound(final int unsent) {
                return unsent < 10_000;
            }

            @Override
            public double secondsToNextLook() {
                return 0.5;
            }
        };
        for (final double at : new double[] {13.4, 13.5, 13.6, 13.7}) {
            final MigrationRecord record = migrateBeside(changing, at);
            assertThat(record.completed()).as("rate changes at %s s", at).isTrue();
            assertThat(record.rounds().get(0).tally().held()).isBetween(1, 10_000);
        }
    }

    /** {@return the record of a migration under a rule, with traffic beside it from some time on} */
    private static MigrationRecord migrateBeside(final StopRule rule, final double trafficSeconds) {
        final Lab lab = new Lab(2)
                .technique(Techniques.qemuPrecopy().toBuilder().stopRule(rule).build());
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 256), 0);
        lab.cloudlet(vm, 100);
        lab.datacenter.setMemoryProfile(
                each -> new MemoryProfile(MemoryProfile.memoryOf(each), new Timetable(3_000, 12_000, 7)));
        lab.migrateAt(10, vm, 1);
        if (trafficSeconds < Double.POSITIVE_INFINITY) {
            lab.at(trafficSeconds, () -> lab.datacenter.setTraffic(lab.hosts.get(0), lab.hosts.get(1), 10e6));
        }
        return lab.run().onlyRecord();
    }

    /** Whoever fails a host without the datacenter's knowing: it finds out when it next looks. */
    @Test
    void hostThatFailsWithoutAWordIsMissedWithinASecond() {
        final Lab lab = new Lab(2).technique(Techniques.qemuPrecopy());
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        lab.cloudlet(vm, 100);
        lab.datacenter.setMemoryProfile(LongSlicesInADatacenterTest::nearlyIdle);
        lab.migrateAt(10, vm, 1);
        lab.at(12.5, () -> lab.hosts.get(1).setFailed(true));
        assertThat(lab.run().onlyRecord().ending().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lab.onlyRecord().totalSeconds()).isBetween(2.5, 3.6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu-precopy", "xen-precopy"})
    void longSlicesAreFewEvents(final String name) {
        final Technique technique =
                Techniques.byName(name).toBuilder().batchPages(64).build();
        assertThat(eventsOf(technique) * 10).isLessThan(eventsOf(LooksAtEveryBatch.of(technique)));
    }

    /** A limit that is never reached lets post-copy go event by event. The order in which pages are pushed does not depend on where it is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void postCopyGoesAsItGoesEventByEvent(final long seed) {
        final PostCopy sequential = PostCopy.DEFAULT.withPushOrder(PushOrder.SEQUENTIAL);
        final List<MigrationRecord> steady = run(postCopy(sequential), Orchestration.NONE, seed);
        final List<MigrationRecord> eventByEvent = run(postCopy(limited(sequential)), Orchestration.NONE, seed);
        assertThat(steady)
                .as("seed %d", seed)
                .hasSize(VMS)
                .anyMatch(record -> record.postCopy().requests() > 100);
        for (int i = 0; i < VMS; i++) {
            final MigrationRecord one = steady.get(i);
            final MigrationRecord other = eventByEvent.get(i);
            final String what = "seed %d, %s".formatted(seed, one.id());
            assertThat(one.ending()).as(what).isEqualTo(other.ending());
            assertThat(one.bytesSent()).as(what).isEqualTo(other.bytesSent());
            assertThat((double) one.postCopy().requests())
                    .as(what)
                    .isCloseTo(other.postCopy().requests(), withinPercentage(2));
            assertThat(one.totalSeconds()).as(what).isCloseTo(other.totalSeconds(), within(1e-3));
            assertThat(one.postCopy().stalledCpuSeconds())
                    .as(what)
                    .isCloseTo(other.postCopy().stalledCpuSeconds(), withinPercentage(2));
        }
    }

    private static Technique postCopy(final PostCopy how) {
        return Techniques.postcopy().toBuilder().switchOver(how).build();
    }

    private static PostCopy limited(final PostCopy how) {
        return new PostCopy(
                how.handOver(),
                how.pushOrder(),
                how.roundTripSeconds(),
                how.installSeconds(),
                how.minorFaultSeconds(),
                how.nonPageablePages(),
                how.skipsFreePages(),
                how.recovers(),
                1e12,
                how.queueSeconds(),
                how.onlyOnRequest());
    }

    @Test
    void faultsAtASteadyRateAreNoEvents() {
        assertThat(eventsOf(postCopy(PostCopy.DEFAULT), 1_000) * 20)
                .isLessThan(eventsOf(postCopy(limited(PostCopy.DEFAULT)), 1_000));
    }

    private static int eventsOf(final Technique technique) {
        return eventsOf(technique, 1);
    }

    private static int eventsOf(final Technique technique, final int pagesPerSecond) {
        final Lab lab = new Lab(2).technique(technique);
        final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, 1_024), 0);
        lab.cloudlet(vm, 60);
        lab.datacenter.setMemoryProfile(each -> writing(each, pagesPerSecond));
        lab.migrateAt(10, vm, 1);
        final int[] events = new int[1];
        lab.simulation.addOnEventProcessingListener(event -> events[0]++);
        assertThat(lab.run().onlyRecord().completed()).isTrue();
        return events[0];
    }

    private static MemoryProfile nearlyIdle(final Vm vm) {
        return writing(vm, 1);
    }

    private static MemoryProfile writing(final Vm vm, final int pagesPerSecond) {
        return new MemoryProfile(MemoryProfile.memoryOf(vm), new Timetable(pagesPerSecond, 250_000, 7));
    }

    private static List<MigrationRecord> check(final Orchestration orchestration, final long seed) {
        return check(QEMU, orchestration, seed);
    }

    private static List<MigrationRecord> check(
            final Technique technique, final Orchestration orchestration, final long seed) {
        final List<MigrationRecord> records = run(technique, orchestration, seed);
        assertThat(records)
                .as("seed %d", seed)
                .hasSize(VMS)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (some, other) -> Math.abs(some - other) <= CLOSE ? 0 : Double.compare(some, other),
                        Double.class)
                .isEqualTo(run(LooksAtEveryBatch.of(technique), orchestration, seed));
        return records;
    }

    private static List<MigrationRecord> run(
            final Technique technique, final Orchestration orchestration, final long seed) {
        final var random = new SplittableRandom(seed);
        final Lab lab = new Lab(HOSTS).technique(technique);
        lab.datacenter.setOrchestration(orchestration);
        lab.datacenter.setMemoryProfile(vm -> new MemoryProfile(
                MemoryProfile.memoryOf(vm), new Timetable(200 * (1 + vm.getId() % 3), 8_000, seed + vm.getId())));
        for (int i = 0; i < VMS; i++) {
            final int home = i % HOSTS;
            final int target = (home + 1 + random.nextInt(HOSTS - 1)) % HOSTS;
            final Vm vm = lab.submit(Lab.newVm(Lab.MIPS, 1, RAM), home);
            lab.cloudlet(vm, 100, 0.4); // no host is full: short steps go unnoticed there, and are not slowed
            final double weight = random.nextDouble(0.2, 5);
            final double mostBytesPerSecond = Lab.MIGRATION_BYTES_PER_SECOND * random.nextDouble(0.1, 2);
            lab.at(
                    random.nextDouble(10, 13),
                    () -> lab.datacenter.requestMigration(MigrationRequest.of(vm, lab.hosts.get(target))
                            .withWeight(weight)
                            .withMaxBytesPerSecond(mostBytesPerSecond)));
            lab.at(
                    random.nextDouble(10, 16),
                    () -> lab.datacenter.setTraffic(
                            lab.hosts.get(home), lab.hosts.get(target), Lab.MIGRATION_BYTES_PER_SECOND * weight / 5));
        }
        final List<MigrationRecord> records = new ArrayList<>(lab.run().records());
        records.sort(Comparator.comparing(record -> record.id().vm()));
        return records;
    }
}
