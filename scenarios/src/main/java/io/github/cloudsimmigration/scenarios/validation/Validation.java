package io.github.cloudsimmigration.scenarios.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * Predicts measured migrations, each from what was known before, page by page and by published formulas, and says how far off the
 * predictions are.
 */
final class Validation {
    private static final int MOST_SEEDS_TO_FIT = 11;

    private final Predictions pageLevel;
    private final List<Predictions> others;
    private final List<String> unusable;

    private Validation(final Predictions pageLevel, final List<Predictions> others, final List<String> unusable) {
        this.pageLevel = pageLevel;
        this.others = others;
        this.unusable = unusable;
    }

    /**
     * How to predict.
     *
     * @param seeds how often each run is simulated
     * @param seed the first seed
     * @param threads how many runs are simulated at once; changes no result
     * @param heldOut whether the test bed is fitted as well, on each half of the runs, to predict the other; takes some hundred times as long
     * @param again a folder with further runs of the same configurations, if there is one, to see how well one run foretells another
     */
    record Setup(
            int seeds,
            long seed,
            int threads,
            boolean heldOut,
            @Nullable Path again) {}

    /**
     * Predicts all runs of a folder. Files that cannot be used, there or in the folder of further runs, are left out and {@linkplain
     * #leftOut() named}, and so are runs that a predictor fails with.
     *
     * @param folder where their JSON files are
     * @param setup how
     * @param progress told now and then which part of what is being done has been done, 0 to 1
     * @throws IOException if no file can be used; the message names each and says what was expected
     */
    static Validation of(final Path folder, final Setup setup, final DoubleConsumer progress) throws IOException {
        final TestBed bed = TestBed.MEASURED;
        final RunFolder read = RunFolder.read(folder, bed.layout());
        final RunFolder again = setup.again() == null ? RunFolder.NONE : RunFolder.read(setup.again(), bed.layout());
        final List<MeasuredRun> runs = read.runs();
        final List<Predictor> others = new ArrayList<>();
        if (setup.heldOut()) {
            Validate.isTrue(runs.size() > 1, "%d run to hold out half of, expected 2 or more", runs.size());
            final var calibration =
                    new Calibration(bed, Math.min(setup.seeds(), MOST_SEEDS_TO_FIT), setup.seed(), setup.threads());
            others.add(HeldOutPredictor.fit(calibration, setup.seeds(), runs, progress));
        }
        if (setup.again() != null) {
            others.add(anotherRun(bed, again, runs, setup.again()));
        }
        others.addAll(Baselines.all(bed));
        final var pageLevel = new PageLevelPredictor(bed, setup.seeds(), setup.seed());
        return new Validation(
                Predictions.of(pageLevel, runs, setup.threads(), progress),
                others.stream()
                        .map(other -> Predictions.of(other, runs, setup.threads(), done -> {}))
                        .toList(),
                Stream.of(read, again)
                        .flatMap(some -> some.unusable().stream())
                        .distinct()
                        .toList());
    }

    private static Predictor anotherRun(
            final TestBed bed, final RunFolder again, final List<MeasuredRun> runs, final Path folder)
            throws IOException {
        final var another = new AnotherRun(bed, again.runs());
        if (runs.stream().map(another::predict).allMatch(RunFigures.UNKNOWN::equals)) {
            throw new IOException(folder + ": none of its runs has the configuration of another one that is foretold");
        }
        return another;
    }

    /** {@return the errors of each predictor over all runs that it foretells, over those without capabilities, then over those of each kind} */
    List<ErrorSummary> summaries() {
        return predictions().flatMap(some -> summaries(some).stream()).toList();
    }

    private static List<ErrorSummary> summaries(final Predictions predictions) {
        final List<Errors> all = predictions.errors().stream()
                .filter(errors -> !errors.predicted().equals(RunFigures.UNKNOWN))
                .toList();
        final String predictor = predictions.predictor().name();
        final List<ErrorSummary> summaries = new ArrayList<>();
        summaries.add(new ErrorSummary(predictor, ErrorSummary.ALL, all));
        summaries.add(new ErrorSummary(
                predictor,
                ErrorSummary.PLAIN,
                all.stream().filter(errors -> errors.run().isPlain()).toList()));
        all.stream()
                .collect(Collectors.groupingBy(errors -> errors.run().kind(), LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, some) -> summaries.add(new ErrorSummary(predictor, kind, some)));
        return summaries;
    }

    /** {@return what else there is to say about the predictors} */
    List<String> notes() {
        return predictions().flatMap(some -> some.predictor().notes().stream()).toList();
    }

    /** {@return what was left out and why: files that cannot be used, and runs that a predictor fails with, which only its figures lack} */
    List<String> leftOut() {
        return Stream.concat(unusable.stream(), predictions().flatMap(some -> some.failures().stream()))
                .toList();
    }

    /** {@return the errors of the page-level predictor, run by run} */
    List<Errors> errors() {
        return pageLevel.errors();
    }

    private Stream<Predictions> predictions() {
        return Stream.concat(Stream.of(pageLevel), others.stream());
    }
}
