package io.github.cloudsimmigration.scenarios;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.CurveAccess;
import io.github.cloudsimmigration.access.DirtyCurve;
import io.github.cloudsimmigration.access.FittedAccess;
import io.github.cloudsimmigration.cost.DirtyCurvePredictor;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.network.LinkSchedule;
import io.github.cloudsimmigration.report.Spread;
import io.github.cloudsimmigration.technique.RoundTally;
import io.github.cloudsimmigration.technique.StopAndCopy;
import io.github.cloudsimmigration.technique.StopReason;
import io.github.cloudsimmigration.technique.StopRule;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.WholePages;
import io.github.cloudsimmigration.technique.XenSelection;
import io.github.cloudsimmigration.technique.ZeroPages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Predictions from a measured dirty curve, by QEMU's proposed predictor, and page by page with accesses fitted to the curve and the same
 * assumptions: whole rounds, until what is left can be sent within the limit.
 */
final class CurvePredictions {
    private static final int HEADER_BYTES = 8;
    private static final int SLICE_PAGES = 8192;
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    /** Rounds after which what is left must have become less. */
    private static final int PATIENCE = 12;

    private final DirtyCurve curve;
    private final CurveAccess access;
    private final long seed;

    /** How to predict. */
    enum Method {
        ANALYTIC("analytic", "QEMU's predictor, from the curve:"),
        PAGE_LEVEL("page-level", "Page by page, from accesses fitted to the curve:");

        private final String label;
        private final String title;

        Method(final String label, final String title) {
            this.label = label;
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * A prediction.
     *
     * @param method how it was made
     * @param megabits the bandwidth, in Mbit/s of 2^20 bits
     * @param limitSeconds the downtime limit; infinite for none
     * @param converges whether the migration ends
     * @param totalSeconds total time, if it does
     * @param downtimeSeconds downtime, if it does
     */
    record Cell(
            Method method,
            double megabits,
            double limitSeconds,
            boolean converges,
            double totalSeconds,
            double downtimeSeconds) {}

    CurvePredictions(final DirtyCurve curve, final long seed) {
        this.curve = curve;
        this.access = CurveAccess.of(curve);
        this.seed = seed;
    }

    /** {@return what the curve was fitted with, for people} */
    String fit() {
        final FittedAccess fitted = access.fitted();
        final double[] errors = curve.points().stream()
                .filter(point -> point.dirtyPages() > 0)
                .mapToDouble(point -> Math.abs(fitted.dirtyPages(point.seconds()) / point.dirtyPages() - 1) * PERCENT)
                .toArray();
        return errors.length == 0
                ? "The VM writes nothing."
                : String.format(
                        Locale.ROOT,
                        "Fitted: %d classes of pages, %d pages in all; off by %.1f %% at the median point, %.1f %% at the worst.",
                        fitted.classes().size(),
                        fitted.workingSet(),
                        Spread.of(errors).median(),
                        Spread.of(errors).max());
    }

    /** {@return what a migration comes to} */
    Cell predict(final Method method, final double megabits, final double bytesPerSecond, final double limitSeconds) {
        return method == Method.ANALYTIC
                ? analytic(megabits, bytesPerSecond, limitSeconds)
                : pageLevel(megabits, bytesPerSecond, limitSeconds);
    }

    private Cell analytic(final double megabits, final double bytesPerSecond, final double limitSeconds) {
        final var predictor = new DirtyCurvePredictor(
                curve::dirtyPages,
                curve.nonZeroPages(),
                curve.pages() - curve.nonZeroPages(),
                HEADER_BYTES + curve.pageSize(),
                HEADER_BYTES);
        final DirtyCurvePredictor.Prediction prediction = predictor.predict(bytesPerSecond, limitSeconds);
        return new Cell(
                Method.ANALYTIC,
                megabits,
                limitSeconds,
                prediction.converges(),
                prediction.totalSeconds(),
                prediction.downtimeSeconds());
    }

    private Cell pageLevel(final double megabits, final double bytesPerSecond, final double limitSeconds) {
        final int nonZero = (int) Math.round(curve.nonZeroPages());
        final AccessModel accesses = guest -> {
            final var allocated = new PageSet(guest.memory().pages());
            allocated.addRange(0, nonZero);
            guest.memory().allocateOnly(allocated.capacity(), allocated);
            return access.start(guest);
        };
        final Technique technique = Technique.named("whole-rounds")
                .selection(new XenSelection(false, false))
                .encoding(new ZeroPages(HEADER_BYTES, 0, new WholePages(HEADER_BYTES)))
                .stopRule(rule(nonZero, bytesPerSecond, limitSeconds))
                .switchOver(new StopAndCopy(0, 0, 0))
                .batchPages(SLICE_PAGES)
                .build();
        final var memory = new MemoryLayout(
                curve.pages(), curve.pageSize(), 1, 0, MemoryLayout.ofPages(1).contents());
        final MigrationRecord record = SoloRun.over(
                LinkSchedule.constant(bytesPerSecond), new LiveMigration(technique, Guest.of(memory, accesses), seed));
        return new Cell(
                Method.PAGE_LEVEL,
                megabits,
                limitSeconds,
                !record.ending().stopReason().equals(StopReason.NOT_CONVERGING.label()),
                record.totalSeconds(),
                record.downtimeSeconds());
    }

    private StopRule.RoundRule rule(final int nonZero, final double bytesPerSecond, final double limitSeconds) {
        final double pageBytes = HEADER_BYTES + curve.pageSize();
        return (rounds, pages) -> {
            final double left = rounds.isEmpty()
                    ? nonZero * pageBytes + (double) (pages - nonZero) * HEADER_BYTES
                    : rounds.get(rounds.size() - 1).left() * pageBytes;
            if (left / bytesPerSecond <= limitSeconds) {
                return Optional.of(StopReason.DOWNTIME_LIMIT);
            }
            return dwindles(rounds) ? Optional.empty() : Optional.of(StopReason.NOT_CONVERGING);
        };
    }

    private static boolean dwindles(final List<RoundTally> rounds) {
        if (rounds.size() <= PATIENCE) {
            return true;
        }
        final int before = rounds.size() - PATIENCE;
        return least(rounds.subList(before, rounds.size())) < least(rounds.subList(0, before));
    }

    private static int least(final List<RoundTally> rounds) {
        return rounds.stream().mapToInt(RoundTally::left).min().orElse(0);
    }

    /** {@return predictions as JSON; a total time of null: does not converge} */
    static String json(final List<Cell> cells) {
        final var array = new JsonArray();
        for (final Cell cell : cells) {
            final var object = new JsonObject();
            object.addProperty("method", cell.method().label);
            object.addProperty("bandwidth-mbps", cell.megabits());
            final boolean limited = !Double.isInfinite(cell.limitSeconds());
            object.addProperty("downtime-limit", limited ? (Number) (cell.limitSeconds() * MILLIS) : null);
            object.addProperty("total-time", cell.converges() ? (Number) (cell.totalSeconds() * MILLIS) : null);
            object.addProperty("downtime", cell.converges() ? (Number) (cell.downtimeSeconds() * MILLIS) : null);
            array.add(object);
        }
        return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(array);
    }
}
