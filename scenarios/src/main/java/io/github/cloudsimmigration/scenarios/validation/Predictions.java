package io.github.cloudsimmigration.scenarios.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/** Predicts many runs, several at once. */
final class Predictions {
    private Predictions() {}

    /**
     * {@return the errors of a predictor, run by run}
     *
     * @param threads how many runs are predicted at once; changes no result
     * @param progress told now and then which part has been done, 0 to 1
     */
    static List<Errors> errors(
            final Predictor predictor, final List<MeasuredRun> runs, final int threads, final DoubleConsumer progress) {
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final var done = new AtomicInteger();
            final List<Future<RunFigures>> futures = new ArrayList<>();
            for (final MeasuredRun run : runs) {
                futures.add(executor.submit(() -> {
                    final RunFigures figures = predictor.predict(run);
                    synchronized (progress) {
                        progress.accept((double) done.incrementAndGet() / runs.size());
                    }
                    return figures;
                }));
            }
            final List<Errors> errors = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                errors.add(new Errors(
                        result(futures.get(i), runs.get(i)), runs.get(i).measured()));
            }
            return errors;
        } finally {
            executor.shutdownNow();
        }
    }

    private static RunFigures result(final Future<RunFigures> future, final MeasuredRun run) {
        try {
            return future.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new IllegalArgumentException("run " + run.id() + ": " + cause.getMessage(), cause);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the predictions were interrupted", e);
        }
    }
}
