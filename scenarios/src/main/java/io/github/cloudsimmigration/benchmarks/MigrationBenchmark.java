package io.github.cloudsimmigration.benchmarks;

import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.LinkSchedule;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One migration of a 16 GiB VM at 10 Gbit/s that writes 50 000 pages a second, uniformly over 2 GiB. Run with
 * {@code -prof gc} for the bytes allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MigrationBenchmark {
    private static final LinkSchedule LINK = LinkSchedule.constant(10e9 / 8);

    /** The technique. */
    @Param({"stop-and-copy", "xen-precopy", "proposed"})
    public String technique = "";

    private long seed;

    /** Migrates the VM once. */
    @Benchmark
    public MigrationRecord migrate() {
        final var guest = Guest.of(MemoryLayout.ofBytes(16L << 30), new UniformAccess(50_000, 1 << 19));
        return SoloRun.over(LINK, new LiveMigration(Techniques.byName(technique), guest, seed++));
    }
}
