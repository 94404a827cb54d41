package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Metrics;
import io.github.cloudsimmigration.report.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Migrations of a VM that replays a trace, and of one with writes fitted to the trace's curve.
 *
 * @param trace the trace's name
 * @param technique the technique's name
 * @param linkBytesPerSecond the link
 * @param replayed the migrations of the first, one for each seed
 * @param fitted those of the second
 */
record CurveCell(
        String trace,
        String technique,
        double linkBytesPerSecond,
        List<MigrationRecord> replayed,
        List<MigrationRecord> fitted) {
    /** By how much total times may differ and still count as the same, in percent. */
    static final double TOLERANCE_PERCENT = 5;

    private static final double PERCENT = 100;
    private static final double BITS_PER_MEGABIT = 1e6;

    /** What is told about it. Total times are infinite of migrations that are given up. */
    static final List<Metric<CurveCell>> METRICS = metrics();

    /** How the two compare, and why they differ. */
    enum Verdict {
        /** Total times are the same. */
        WITHIN("within 5 %", ""),
        /** The fitted writes take as long as the program does from another beginning: total time depends on the beginning more than that. */
        BEGINNING("as from another beginning of the trace", "b"),
        /** No beginning gives it, and most migrations are ended by another rule. */
        STOP_RULE("ended by another rule", "r"),
        /** No beginning gives it though the rule is the same: pages lie elsewhere, or are written together. */
        WRITES("same rule, other writes", "w"),
        /** Only one takes less than the timeout. */
        ONE_ENDS("only one ends before the timeout", ""),
        /** Both take longer than the timeout. */
        NEITHER_ENDS("neither ends before the timeout", "");

        private final String meaning;
        private final String mark;

        Verdict(final String meaning, final String mark) {
            this.meaning = meaning;
            this.mark = mark;
        }

        /** {@return what it means, in a few words} */
        String meaning() {
            return meaning;
        }

        /** {@return the letter that stands for it in tables, empty if it needs none} */
        String mark() {
            return mark;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@return the total times of some migrations in seconds; infinite if they were given up} */
    static Spread seconds(final List<MigrationRecord> records) {
        return Spread.of(records.stream()
                .mapToDouble(record -> record.completed() ? record.totalSeconds() : Double.POSITIVE_INFINITY)
                .toArray());
    }

    /** {@return by how many percent the median of the fitted writes differs from that of the replay; not a number if one does not end} */
    double changePercent() {
        final double change = (seconds(fitted).median() / seconds(replayed).median() - 1) * PERCENT;
        return Double.isInfinite(change) || change == -PERCENT ? Double.NaN : change;
    }

    Verdict verdict() {
        final boolean one = Double.isFinite(seconds(replayed).median());
        final boolean other = Double.isFinite(seconds(fitted).median());
        if (!one || !other) {
            return one || other ? Verdict.ONE_ENDS : Verdict.NEITHER_ENDS;
        }
        if (Math.abs(changePercent()) <= TOLERANCE_PERCENT) {
            return Verdict.WITHIN;
        }
        final Spread replays = seconds(replayed);
        final double median = seconds(fitted).median();
        if (replays.min() <= median && median <= replays.max()) {
            return Verdict.BEGINNING;
        }
        return stopReason(replayed).equals(stopReason(fitted)) ? Verdict.WRITES : Verdict.STOP_RULE;
    }

    /** {@return why most of some migrations stopped} */
    private static String stopReason(final List<MigrationRecord> records) {
        final Map<String, Long> counts = stopReasons(records);
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private static Map<String, Long> stopReasons(final List<MigrationRecord> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.ending().stopReason(), TreeMap::new, Collectors.counting()));
    }

    private static List<Metric<CurveCell>> metrics() {
        final List<Metric<CurveCell>> metrics = new ArrayList<>(List.of(
                Metric.text("trace", CurveCell::trace),
                Metric.text("technique", CurveCell::technique),
                Metric.number("bandwidth", "Mbit/s", 0, cell -> cell.linkBytesPerSecond() * 8 / BITS_PER_MEGABIT),
                Metric.text("verdict", cell -> cell.verdict().label()),
                Metric.number("total-time.change", "%", 2, CurveCell::changePercent)));
        addAll(metrics, "replayed.", CurveCell::replayed);
        addAll(metrics, "fitted.", CurveCell::fitted);
        return List.copyOf(metrics);
    }

    private static void addAll(
            final List<Metric<CurveCell>> metrics,
            final String prefix,
            final Function<CurveCell, List<MigrationRecord>> records) {
        final Function<CurveCell, Spread> times = cell -> seconds(records.apply(cell));
        metrics.add(Metric.millis(
                prefix + "total-time.median", cell -> times.apply(cell).median()));
        metrics.add(Metric.millis(
                prefix + "total-time.min", cell -> times.apply(cell).min()));
        metrics.add(Metric.millis(
                prefix + "total-time.max", cell -> times.apply(cell).max()));
        for (final String name : List.of("rounds", "pages-sent", "downtime")) {
            final Metric<MigrationRecord> measure = Metrics.ofMigration(name);
            metrics.add(Metric.number(
                    prefix + name + ".median",
                    measure.unit(),
                    measure.decimals(),
                    cell -> Spread.of(measure, records.apply(cell)).median()));
        }
        metrics.add(Metric.text(
                prefix + "stop-reasons",
                cell -> stopReasons(records.apply(cell)).toString()));
    }
}
