package io.github.cloudsimmigration.scenarios.validation;

import io.github.cloudsimmigration.access.DirtyCurve;
import io.github.cloudsimmigration.cost.AnalyticPreCopy;
import io.github.cloudsimmigration.cost.RoundByRound;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What there was before, given the same knowledge of a run. */
final class Baselines {
    private static final int PAGE_BYTES = 4096;
    private static final double PAGE_ON_WIRE = 4104;
    private static final double MILLIS = 1e3;
    private static final double BITS = 8;
    private static final double BITS_PER_MEGABIT = 1e6;
    private static final int CURVE_POINTS = 200;
    private static final double CURVE_SECONDS = 200;
    private static final int ZIPF_CLASSES = 400;

    private Baselines() {}

    /** {@return the predictors} */
    static List<Predictor> all(final TestBed bed) {
        return List.of(
                named("CloudSim Plus", Baselines::cloudSimPlus),
                named("analytic", run -> analytic(run, bed)),
                named("QEMU predictor", run -> roundByRound(run, bed)));
    }

    private interface Formula {
        RunFigures predict(MeasuredRun run);
    }

    private static Predictor named(final String name, final Formula formula) {
        return new Predictor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RunFigures predict(final MeasuredRun run) {
                return formula.predict(run);
            }
        };
    }

    /** RAM over half of the bandwidth (CloudSim Plus 8.5.7, {@code DatacenterSimple}); no downtime. */
    private static RunFigures cloudSimPlus(final MeasuredRun run) {
        final double megabytes = (double) run.pages() * PAGE_BYTES / (1 << 20);
        final double megabits = Math.min(run.linkMegabits(), limit(run) * BITS / BITS_PER_MEGABIT);
        return figures(megabytes / (megabits / BITS / 2), (double) run.pages() * PAGE_BYTES, 0, run);
    }

    private static RunFigures analytic(final MeasuredRun run, final TestBed bed) {
        final double rate = rate(run, bed);
        final var formula = new AnalyticPreCopy(
                (long) (run.nonZeroPages() * PAGE_ON_WIRE),
                run.writer().perSecond() * PAGE_ON_WIRE,
                rate,
                (long) Math.max(1, rate * run.downtimeLimitSeconds()),
                10_000);
        return formula.dirtiedPerByte() >= 1
                ? cancelled()
                : figures(formula.totalSeconds(), formula.bytes(), formula.downtimeSeconds(), run);
    }

    private static RunFigures roundByRound(final MeasuredRun run, final TestBed bed) {
        final double rate = rate(run, bed);
        final var predictor = new RoundByRound(curve(run), Math.max(0, run.pages() - run.nonZeroPages()), PAGE_BYTES);
        final double[] rounds = predictor.roundSeconds(rate, run.downtimeLimitSeconds());
        if (rounds.length == 0) {
            return cancelled();
        }
        final double total = Arrays.stream(rounds).sum();
        return figures(total, total * rate, rounds[rounds.length - 1], run);
    }

    private static double rate(final MeasuredRun run, final TestBed bed) {
        return Math.min(bed.wire().bytesPerSecond(run.linkMegabits()), limit(run));
    }

    private static double limit(final MeasuredRun run) {
        return run.parameters().limit(QemuParameter.MAX_BANDWIDTH);
    }

    private static RunFigures figures(
            final double seconds, final double bytes, final double downtimeSeconds, final MeasuredRun run) {
        return seconds > run.timeoutSeconds()
                ? cancelled()
                : new RunFigures(
                        RunFigures.COMPLETED, seconds * MILLIS, bytes, downtimeSeconds * MILLIS, null, null, null);
    }

    private static RunFigures cancelled() {
        return new RunFigures(RunFigures.CANCELLED, null, null, null, null, null, null);
    }

    /** {@return the writer's own dirty curve, in closed form} */
    private static DirtyCurve curve(final MeasuredRun run) {
        final DoubleUnaryOperator dirty = dirty(run.writer());
        final double[] seconds = IntStream.rangeClosed(1, CURVE_POINTS)
                .mapToDouble(i -> CURVE_SECONDS * Math.pow(1e-4, 1 - (double) i / CURVE_POINTS))
                .toArray();
        final double[] pages = Arrays.stream(seconds)
                .map(dirty)
                .map(some -> Math.min(some, run.nonZeroPages()))
                .toArray();
        return new DirtyCurve(seconds, pages, run.nonZeroPages());
    }

    private static DoubleUnaryOperator dirty(final WriterSpec writer) {
        if (!writer.writes()) {
            return seconds -> 0;
        }
        final double pages = writer.workingSet();
        final double rate = writer.perSecond();
        return switch (writer.pattern()) {
            case UNIFORM -> seconds -> touched(pages, rate * seconds);
            case SEQUENTIAL -> seconds -> Math.min(pages, rate * seconds);
            case HOT -> {
                final double hot = writer.hotPages();
                yield seconds -> touched(hot, rate * seconds * writer.second())
                        + touched(pages - hot, rate * seconds * (1 - writer.second()));
            }
            case ZIPF -> zipf(pages, rate, writer.first());
        };
    }

    private static double touched(final double pages, final double writes) {
        return pages <= 0 ? 0 : pages * -Math.expm1(-writes / pages);
    }

    private static DoubleUnaryOperator zipf(final double pages, final double rate, final double exponent) {
        final double[] from = IntStream.rangeClosed(0, ZIPF_CLASSES)
                .mapToDouble(i -> Math.pow(pages, (double) i / ZIPF_CLASSES))
                .toArray();
        final double[] size = new double[ZIPF_CLASSES];
        final double[] weight = new double[ZIPF_CLASSES];
        double all = 0;
        for (int i = 0; i < ZIPF_CLASSES; i++) {
            size[i] = from[i + 1] - from[i];
            weight[i] = Math.pow(Math.sqrt(from[i] * from[i + 1]), -exponent);
            all += size[i] * weight[i];
        }
        final double scale = rate / all;
        return seconds -> {
            double dirty = 0;
            for (int i = 0; i < ZIPF_CLASSES; i++) {
                dirty += size[i] * -Math.expm1(-scale * weight[i] * seconds);
            }
            return dirty;
        };
    }
}
