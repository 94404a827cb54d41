package io.github.cloudsimmigration.scenarios.workload;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.MixedAccess;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.access.ReadAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.MemoryLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a VM does while techniques are compared on it. A link of 1 Gbit/s carries some 30 500 pages/s; that is what the write rates are
 * to be held against. Working sets are shares of the RAM, so a workload fits a VM of any size.
 *
 * <p>The parameters were chosen once, for what the names say, and are the same for every technique. They describe no measured
 * program; the traces do.
 *
 * @param name what it is called
 * @param description what it does, in a line
 * @param allocated share of the RAM that the guest has allocated
 * @param readOnly share of the allocated pages that are never written
 * @param contents what is in the pages
 * @param leastPages RAM it needs, in pages
 * @param accesses what it writes and reads
 */
public record Workload(
        String name,
        String description,
        double allocated,
        double readOnly,
        ContentMix contents,
        int leastPages,
        Accesses accesses) {
    /** Pages of the smallest VM of which every working set is more than a page: 16 MiB. */
    private static final int LEAST_PAGES = 4096;

    /** Every VM has been running for five minutes; so many writes are behind it when a technique asks for their number. */
    private static final double UP_SECONDS = 300;

    private static final double TRACE_READS_PER_SECOND = 10_000;

    /** What a VM writes and reads, given its memory and its seed. */
    @FunctionalInterface
    public interface Accesses {
        AccessModel of(MemoryLayout memory, long seed);
    }

    /** Nobody uses it: 50 writes/s to half a percent of the RAM. */
    public static final Workload IDLE = new Workload(
            "idle",
            "50 writes/s over 0.5 % of the RAM",
            0.30,
            0.30,
            new ContentMix(0.10, 0.20, 0.50, 0.20),
            LEAST_PAGES,
            (memory, seed) -> MixedAccess.of(
                    new UniformAccess(50, share(memory, 0.005)),
                    new ReadAccess(new HotColdAccess(500, share(memory, 0.05), 0.1, 0.9))));

    /** A web server: a twelfth of what the link carries, most of it to few pages scattered over the heap. */
    public static final Workload WEB = new Workload(
            "web",
            "2 500 writes/s, Zipf (s = 1) over 15 % of the RAM",
            0.55,
            0.40,
            new ContentMix(0.05, 0.15, 0.55, 0.25),
            LEAST_PAGES,
            (memory, seed) -> MixedAccess.of(
                    new ZipfAccess(2_500, share(memory, 0.15), 1),
                    new ReadAccess(new ZipfAccess(20_000, share(memory, 0.30), 0.8))));

    /** A compiler: files written one after the other beside a hot heap; somewhat less than half of what the link carries. */
    public static final Workload KERNEL_BUILD = new Workload(
            "kernel-build",
            "4 000 writes/s in sequence over 30 %, 9 000 writes/s over 10 % of the RAM (80 % of them to a fifth of it)",
            0.70,
            0.30,
            new ContentMix(0.03, 0.23, 0.64, 0.10),
            LEAST_PAGES,
            (memory, seed) -> MixedAccess.of(
                    new HotColdAccess(9_000, share(memory, 0.10), 0.2, 0.8),
                    new SequentialAccess(4_000, share(memory, 0.30)),
                    new ReadAccess(new HotColdAccess(30_000, share(memory, 0.40), 0.1, 0.7))));

    /** A simulation: a quarter of the RAM is written twice as fast as the link carries it. */
    public static final Workload MEMORY_INTENSIVE = new Workload(
            "memory-intensive",
            "60 000 writes/s over 25 % of the RAM, 3 000 writes/s over 80 % (half of them to a tenth of it)",
            0.90,
            0.05,
            new ContentMix(0.02, 0.05, 0.33, 0.60),
            LEAST_PAGES,
            (memory, seed) -> MixedAccess.of(
                    new UniformAccess(60_000, share(memory, 0.25)),
                    new HotColdAccess(3_000, share(memory, 0.80), 0.1, 0.5),
                    new ReadAccess(new UniformAccess(60_000, share(memory, 0.80)))));

    /** {@return the workloads made up of access models and those that replay the shipped page traces} */
    public static List<Workload> all() throws IOException {
        final List<Workload> all = new ArrayList<>(List.of(IDLE, WEB, KERNEL_BUILD, MEMORY_INTENSIVE));
        // Zero pages and pages that shrink by run-length encoding as measured in these programs, see their traces; the
        // rest is text.
        final var redis = new ContentMix(0.005, 0.165, 0.83, 0);
        all.add(trace("trace-idle", PageTraces.shipped("idle"), redis));
        all.add(trace("trace-redis", PageTraces.shipped("redis"), redis));
        all.add(trace("trace-python", PageTraces.shipped("python"), new ContentMix(0.002, 0.07, 0.928, 0)));
        all.add(trace("trace-mariadb", PageTraces.shipped("mariadb"), new ContentMix(0.203, 0.155, 0.642, 0)));
        return List.copyOf(all);
    }

    /**
     * {@return a workload that writes what a program wrote, over and over, each seed beginning somewhere else in the trace}
     *
     * <p>The trace's pages are the guest's first ones; of the others half are allocated and never written. Traces tell nothing of
     * reads: 10 000 reads/s, Zipf (s = 0.8) over the trace's pages.
     */
    private static Workload trace(final String name, final PageTrace trace, final ContentMix contents) {
        return new Workload(name, trace.program(), 0.5, 0, contents, trace.pages(), (memory, seed) -> {
            final double offset = new SplittableRandom(seed).nextDouble() * trace.seconds();
            final int readPages = Math.min(trace.pages(), memory.writablePages());
            return MixedAccess.of(
                    new PageTraceAccess(trace, offset, true),
                    new ReadAccess(new ZipfAccess(TRACE_READS_PER_SECOND, readPages, 0.8)));
        });
    }

    /** {@return a trace of a program nothing more is known of} */
    public static Workload trace(final String name, final PageTrace trace) {
        return trace(name, trace, new ContentMix(0.05, 0.15, 0.60, 0.20));
    }

    /**
     * {@return a VM that does this}
     *
     * @param pages its RAM, in pages of 4 KiB
     * @param seed which of its possible pasts it has
     */
    public Guest guest(final int pages, final long seed) {
        final MemoryLayout memory = MemoryLayout.ofPages(pages)
                .withAllocated(allocated)
                .withReadOnly(readOnly)
                .withContents(contents);
        return new Guest(memory, accesses.of(memory, seed), UP_SECONDS, () -> 1.0);
    }

    private static int share(final MemoryLayout memory, final double part) {
        return (int) Math.round(memory.pages() * part);
    }
}
