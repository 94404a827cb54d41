package io.github.cloudsimmigration.scenarios.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/** Runs that do not depend on each other, several at once. */
public final class ParallelRuns {
    private ParallelRuns() {}

    /**
     * {@return what each run comes to, in the order of the runs}
     *
     * @param runs what is to be run
     * @param run runs one; what it throws is thrown here, that of the earliest run
     * @param threads how many are run at once, 1 or more; changes nothing but the time it takes
     * @param progress told behind every run, by one thread at a time, which part has been done, 0 to 1
     */
    public static <A, B> List<B> map(
            final List<A> runs, final Function<A, B> run, final int threads, final DoubleConsumer progress) {
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final var done = new AtomicInteger();
            final List<Future<B>> futures = new ArrayList<>();
            for (final A each : runs) {
                futures.add(executor.submit(() -> {
                    final B result = run.apply(each);
                    synchronized (progress) {
                        progress.accept((double) done.incrementAndGet() / runs.size());
                    }
                    return result;
                }));
            }
            final List<B> results = new ArrayList<>();
            for (final Future<B> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private static <B> B result(final Future<B> future) {
        try {
            return future.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were under way", e);
        }
    }
}
