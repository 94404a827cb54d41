package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.access.DirtyCurve;
import io.github.cloudsimmigration.access.FittedAccess;
import io.github.cloudsimmigration.access.MixedAccess;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.access.ReadAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.scenarios.cli.SeedsOption;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * How much of a program its dirty curve tells: migrations of a VM that replays a page trace, each beginning somewhere else in it, against those of
 * a VM with the stationary writes that are {@linkplain FittedAccess fitted} to the trace's curve.
 *
 * <p>The VM is as large as the trace, all of it is allocated and none of it compresses, so that writes are all that differs. Traces tell
 * nothing of reads, which post-copy waits for: 10 000 reads/s, Zipf (s = 0.8), in both.
 */
public final class CurveComparison {
    private static final int MOMENTS = 60;
    private static final double READS_PER_SECOND = 10_000;
    private static final String REPLAYED = "replayed";
    private static final String FITTED = "fitted";

    private final List<Technique> techniques;
    private final List<Double> linksBytesPerSecond;
    private final SeedsOption seeds;

    /** Prepares a comparison of some techniques over some links. */
    CurveComparison(final List<Technique> techniques, final List<Double> linksBytesPerSecond, final SeedsOption seeds) {
        this.techniques = List.copyOf(techniques);
        this.linksBytesPerSecond = List.copyOf(linksBytesPerSecond);
        this.seeds = seeds;
    }

    /** Compares the shipped trace of Redis with its curve at 1 Gbit/s and prints the table. */
    public static void main(final String[] args) throws IOException {
        final var comparison = new CurveComparison(
                List.of(Techniques.xenPrecopy(), Techniques.proposed()), List.of(1e9 / 8), new SeedsOption(3, 42));
        final List<CurveCell> cells = comparison.run("redis", PageTraces.shipped("redis"), progress -> {});
        CurveReport.print(cells, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** {@return what it comes to for a trace: technique by technique, in each link by link} */
    List<CurveCell> run(final String name, final PageTrace trace, final DoubleConsumer progress) {
        final List<Workload> writes = List.of(replayed(trace), fitted(trace));
        final List<List<MigrationRecord>> byLink = new ArrayList<>();
        for (final double link : linksBytesPerSecond) {
            final long ramBytes = (long) trace.pages() * trace.pageSize();
            final var setup = new TechniqueComparison.Setup(
                    techniques, writes, ramBytes, link, seeds.seeds(), seeds.seed(), seeds.threads());
            final double done = byLink.size();
            byLink.add(new TechniqueComparison(setup)
                    .run(part -> progress.accept((done + part) / linksBytesPerSecond.size())));
        }
        final List<CurveCell> cells = new ArrayList<>();
        for (final Technique technique : techniques) {
            for (int link = 0; link < byLink.size(); link++) {
                cells.add(new CurveCell(
                        name,
                        technique.name(),
                        linksBytesPerSecond.get(link),
                        of(byLink.get(link), REPLAYED, technique),
                        of(byLink.get(link), FITTED, technique)));
            }
        }
        return cells;
    }

    private static List<MigrationRecord> of(
            final List<MigrationRecord> records, final String writes, final Technique technique) {
        return records.stream()
                .filter(record ->
                        record.id().vm().equals(writes) && record.technique().equals(technique.name()))
                .toList();
    }

    private static Workload replayed(final PageTrace trace) {
        final PageSet all = PageSet.full(trace.pages());
        return workload(REPLAYED, trace, (memory, seed) -> {
            final double offset = new SplittableRandom(seed).nextDouble() * trace.seconds();
            final var replay = new PageTraceAccess(trace, offset, true);
            return MixedAccess.of(
                    guest -> {
                        final var process = replay.start(guest);
                        guest.memory().allocateOnly(trace.pages(), all);
                        return process;
                    },
                    reads(trace));
        });
    }

    private static Workload fitted(final PageTrace trace) {
        final FittedAccess writes = FittedAccess.to(DirtyCurve.of(trace, MOMENTS));
        return workload(FITTED, trace, (memory, seed) -> MixedAccess.of(writes, reads(trace)));
    }

    private static ReadAccess reads(final PageTrace trace) {
        return new ReadAccess(new ZipfAccess(READS_PER_SECOND, trace.pages(), 0.8));
    }

    private static Workload workload(final String name, final PageTrace trace, final Workload.Accesses accesses) {
        return new Workload(name, trace.program(), 1, 0, ContentMix.ALL_RANDOM, trace.pages(), accesses);
    }
}
