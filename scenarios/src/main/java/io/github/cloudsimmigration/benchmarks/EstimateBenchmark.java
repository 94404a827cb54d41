package io.github.cloudsimmigration.benchmarks;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.cost.CostModel;
import io.github.cloudsimmigration.cost.MigrationCost;
import io.github.cloudsimmigration.cost.MigrationCostEstimator;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One estimate of the migration of a 16 GiB VM at 10 Gbit/s that writes 50 000 pages a second over 8 GiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EstimateBenchmark {
    private static final double BYTES_PER_SECOND = 10e9 / 8;
    private static final MigrationCostEstimator ESTIMATOR = MigrationCostEstimator.of(CostModel.DEFAULT);
    private static final int WORKING_SET = 1 << 21;

    /** The technique. */
    @Param({"stop-and-copy", "xen-precopy", "proposed", "postcopy", "hybrid"})
    public String technique = "";

    /** How the writes are spread. */
    @Param({"hot-cold", "zipf"})
    public String writes = "";

    private Technique migrated = Techniques.stopAndCopy();

    /** Looks the technique up. */
    @Setup
    public void begin() {
        migrated = Techniques.byName(technique);
    }

    /** Estimates once. */
    @Benchmark
    public MigrationCost estimate() {
        final AccessModel access = "zipf".equals(writes)
                ? new ZipfAccess(50_000, WORKING_SET, 1)
                : new HotColdAccess(50_000, WORKING_SET, 0.1, 0.9);
        final var guest = Guest.of(MemoryLayout.ofBytes(16L << 30), access);
        return ESTIMATOR.estimate(migrated, guest, BYTES_PER_SECOND);
    }
}
