package io.github.cloudsimmigration.benchmarks;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.engine.Step;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
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

/**
 * One migration: of a 16 GiB VM at 10 Gbit/s that writes 50 000 pages a second, uniformly over 2 GiB; and, what a day of consolidation is made
 * of, of a 1 GiB VM at 1 Gbit/s that has written by the trace of a busy MariaDB for some hours. Run with {@code -prof gc} for the bytes allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MigrationBenchmark {
    private static final String TRACE = "/page-traces/mariadb.trace.gz";
    private static final double UP_SECONDS = 10_000;
    private static final ScheduledWire TEN_GIGABIT = ScheduledWire.constant(10e9 / 8);
    private static final double GIGABIT_BYTES = 1e9 / 8;
    private static final ScheduledWire GIGABIT = ScheduledWire.constant(GIGABIT_BYTES);

    /** The technique. */
    @Param({"stop-and-copy", "xen-precopy", "proposed"})
    public String technique = "";

    @SuppressWarnings("NullAway.Init")
    private PageTrace trace;

    private long seed;

    /** Reads the trace. */
    @Setup
    public void read() throws IOException {
        try (InputStream input = Objects.requireNonNull(MigrationBenchmark.class.getResourceAsStream(TRACE), TRACE)) {
            trace = PageTrace.read(input, TRACE);
        }
    }

    /** Migrates the large VM once. */
    @Benchmark
    public MigrationRecord migrate() {
        final var guest = Guest.of(MemoryLayout.ofBytes(16L << 30), new UniformAccess(50_000, 1 << 19));
        return SoloRun.over(TEN_GIGABIT, new LiveMigration(Techniques.byName(technique), guest, seed++));
    }

    /** Migrates the VM that writes by a trace once, each time at another moment of it. */
    @Benchmark
    public MigrationRecord migrateReplay() {
        return SoloRun.over(GIGABIT, replay());
    }

    /** Does the same, and says at what rate it goes, as a datacenter does: there are fewer steps. */
    @Benchmark
    public MigrationRecord migrateReplaySteadily() {
        final LiveMigration migration = replay();
        while (true) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            if (step instanceof Step.Send first && first.bytes() > 0) {
                final double rate = Math.min(GIGABIT_BYTES, first.maxBytesPerSecond());
                final Step.Send send = migration.goesAt(rate);
                final double sent = send.bytesAtEnd(rate * send.untilSeconds());
                migration.doneSteadily(sent / rate, sent);
            } else {
                migration.done(step instanceof Step.Wait wait ? wait.seconds() : 0);
            }
        }
    }

    private LiveMigration replay() {
        final double upSeconds = UP_SECONDS + seed % trace.intervals() * trace.seconds() / trace.intervals();
        final var guest =
                new Guest(MemoryLayout.ofBytes(1L << 30), PageTraceAccess.looping(trace), upSeconds, () -> 1.0);
        return new LiveMigration(Techniques.byName(technique), guest, seed++);
    }
}
