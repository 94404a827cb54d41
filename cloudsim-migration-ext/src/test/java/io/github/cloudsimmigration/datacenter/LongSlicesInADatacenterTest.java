package io.github.cloudsimmigration.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.Timetable;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.orchestration.DowntimeSteps;
import io.github.cloudsimmigration.orchestration.OnTimeout;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.LooksAtEveryBatch;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.cloudsimplus.vms.Vm;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void migrationsGoAsTheyGoBatchByBatch(final long seed) {
        check(Orchestration.NONE, seed);
    }

    /** Whoever ends the live phase need not wait for the end of the slice under way. */
    @ParameterizedTest
    @EnumSource
    void slicesEndBehindTheBatchUnderWayWhenTimeIsUp(final OnTimeout onTimeout) {
        final Orchestration hasty =
                Orchestration.NONE.withTimeouts(new Timeouts(0.8, 1, Double.POSITIVE_INFINITY), onTimeout);
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(check(hasty, seed))
                    .extracting(record -> record.ending().stopReason())
                    .contains(
                            switch (onTimeout) {
                                case ABORT -> "completion-timeout";
                                case FORCE_STOP -> "forced";
                                case SWITCH_TO_POSTCOPY -> "postcopy-requested";
                            });
        }
    }

    /** A limit that is raised in the midst of a slice counts from the next look on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void slicesHeedADowntimeLimitThatRises(final long seed) {
        check(Orchestration.NONE.withDowntimeSteps(new DowntimeSteps(1.037, 7, 1)), seed);
    }

    private static List<MigrationRecord> check(final Orchestration orchestration, final long seed) {
        final Technique technique = Techniques.qemuPrecopy(QemuParameters.DEFAULT.with("downtime-limit", "307"));
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
            lab.cloudlet(vm, 100);
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
