package io.github.cloudsimmigration.scenarios.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * Predicts measured migrations, each from what was known before, page by page and by published formulas, and says how far off the
 * predictions are.
 */
final class Validation {
    private static final int MOST_SEEDS_TO_FIT = 11;

    private final List<MeasuredRun> runs;
    private final List<Predictor> predictors;
    private final List<Predictions> predictions;
    private final List<String> leftOut;

    private Validation(
            final List<MeasuredRun> runs,
            final List<String> leftOut,
            final List<Predictor> predictors,
            final List<Predictions> predictions) {
        this.runs = runs;
        this.leftOut = leftOut;
        this.predictors = predictors;
        this.predictions = predictions;
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
        final List<Predictor> predictors = new ArrayList<>();
        predictors.add(new PageLevelPredictor(bed, setup.seeds(), setup.seed()));
        if (setup.heldOut()) {
            Validate.isTrue(runs.size() > 1, "%d run to hold out half of, expected 2 or more", runs.size());
            final var calibration =
                    new Calibration(bed, Math.min(setup.seeds(), MOST_SEEDS_TO_FIT), setup.seed(), setup.threads());
            predictors.add(HeldOutPredictor.fit(calibration, setup.seeds(), runs, progress));
        }
        if (setup.again() != null) {
            predictors.add(anotherRun(bed, again, runs, setup.again()));
        }
        predictors.addAll(Baselines.all(bed));
        final List<Predictions> predictions = new ArrayList<>();
        for (final Predictor predictor : predictors) {
            predictions.add(Predictions.of(
                    predictor, runs, setup.threads(), predictor == predictors.get(0) ? progress : done -> {}));
        }
        final Stream<String> unusable =
                Stream.of(read, again).flatMap(some -> some.unusable().stream()).distinct();
        final List<String> leftOut = Stream.concat(
                        unusable, predictions.stream().flatMap(some -> some.failures().stream()))
                .toList();
        return new Validation(runs, leftOut, List.copyOf(predictors), predictions);
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
        return IntStream.range(0, predictors.size())
                .mapToObj(p ->
                        summaries(predictors.get(p).name(), predictions.get(p).errors()))
                .flatMap(List::stream)
                .toList();
    }

    private List<ErrorSummary> summaries(final String predictor, final List<Errors> ofRuns) {
        final List<Errors> all = new ArrayList<>();
        final List<Errors> plain = new ArrayList<>();
        final Map<String, List<Errors>> byKind = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            final Errors some = ofRuns.get(i);
            if (!some.predicted().equals(RunFigures.UNKNOWN)) {
                all.add(some);
                if (runs.get(i).isPlain()) {
                    plain.add(some);
                }
                byKind.computeIfAbsent(runs.get(i).kind(), kind -> new ArrayList<>())
                        .add(some);
            }
        }
        final List<ErrorSummary> summaries = new ArrayList<>();
        summaries.add(new ErrorSummary(predictor, ErrorSummary.ALL, all));
        summaries.add(new ErrorSummary(predictor, ErrorSummary.PLAIN, plain));
        byKind.forEach((kind, some) -> summaries.add(new ErrorSummary(predictor, kind, some)));
        return summaries;
    }

    /** {@return what else there is to say about the predictors} */
    List<String> notes() {
        return predictors.stream()
                .flatMap(predictor -> predictor.notes().stream())
                .toList();
    }

    /** {@return what was left out and why: files that cannot be used, and runs that a predictor fails with, which only its figures lack} */
    List<String> leftOut() {
        return leftOut;
    }

    List<MeasuredRun> runs() {
        return runs;
    }

    /** {@return the errors of the page-level predictor, run by run} */
    List<Errors> errors() {
        return predictions.get(0).errors();
    }
}
