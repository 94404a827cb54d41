package io.github.cloudsimmigration.validation;

import io.github.cloudsimmigration.cost.AnalyticPreCopy;
import io.github.cloudsimmigration.cost.DirtyCurvePredictor;
import java.util.List;
import java.util.function.Function;

/** Predictors that others have published, given the same knowledge of a run. */
final class Baselines {
    private static final double MEBI = 1 << 20;
    private static final double PAGE_BYTES = 4096;
    private static final double MILLIS = 1e3;
    private static final double PAYLOAD_BYTES_PER_MEGABIT = 125e3 * 1448 / 1514;
    private static final int MAX_ROUNDS = 1000;

    private Baselines() {}

    /** {@return all of them} */
    static List<Predictor> all() {
        return List.of(
                predictor("CloudSim Plus", Baselines::cloudSimPlus),
                predictor("analytic pre-copy", Baselines::analytic),
                predictor("QEMU's predictor", Baselines::dirtyCurve));
    }

    private static Predictor predictor(final String name, final Function<MeasuredRun, RunFigures> prediction) {
        return new Predictor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RunFigures predict(final MeasuredRun run) {
                return prediction.apply(run);
            }
        };
    }

    /** RAM over half of the bandwidth, no downtime: what {@code DatacenterSimple.timeToMigrateVm} computes with its defaults. */
    private static RunFigures cloudSimPlus(final MeasuredRun run) {
        final double megabytes = run.pages() * PAGE_BYTES / MEBI;
        final double seconds = megabytes / (run.linkMegabits() / 2 / 8);
        return completed(seconds, megabytes * MEBI, 0, Double.NaN);
    }

    private static RunFigures analytic(final MeasuredRun run) {
        final double rate = run.linkMegabits() * PAYLOAD_BYTES_PER_MEGABIT;
        final double threshold = Math.max(1, rate * run.downtimeLimitSeconds());
        final var formula = new AnalyticPreCopy(
                (long) Math.max(1, run.nonZeroPages() * PAGE_BYTES),
                run.writer().writes() ? run.writer().perSecond() * PAGE_BYTES : 0,
                rate,
                (long) threshold,
                MAX_ROUNDS);
        final boolean converges = formula.dirtiedPerByte() < 1;
        return converges && formula.totalSeconds() <= run.timeoutSeconds()
                ? completed(
                        formula.totalSeconds(), formula.bytes(), formula.downtimeSeconds(), formula.liveRounds() + 2.0)
                : cancelled(run, rate);
    }

    private static RunFigures dirtyCurve(final MeasuredRun run) {
        final double rate = run.linkMegabits() * PAYLOAD_BYTES_PER_MEGABIT;
        final var predictor = new DirtyCurvePredictor(
                seconds -> WriterCurve.dirtyPages(run.writer(), seconds),
                run.nonZeroPages(),
                run.pages() - run.nonZeroPages());
        final DirtyCurvePredictor.Prediction prediction = predictor.predict(rate, run.downtimeLimitSeconds());
        return prediction.converges() && prediction.totalSeconds() <= run.timeoutSeconds()
                ? completed(
                        prediction.totalSeconds(),
                        prediction.bytes(),
                        prediction.downtimeSeconds(),
                        prediction.rounds() + 2.0)
                : cancelled(run, rate);
    }

    private static RunFigures completed(
            final double seconds, final double bytes, final double downtimeSeconds, final double syncs) {
        return new RunFigures(
                RunFigures.COMPLETED,
                seconds * MILLIS,
                bytes,
                downtimeSeconds * MILLIS,
                Double.isNaN(syncs) ? null : syncs,
                null,
                null);
    }

    private static RunFigures cancelled(final MeasuredRun run, final double rate) {
        return new RunFigures(
                RunFigures.CANCELLED,
                run.timeoutSeconds() * MILLIS,
                run.timeoutSeconds() * rate,
                null,
                null,
                null,
                null);
    }
}
