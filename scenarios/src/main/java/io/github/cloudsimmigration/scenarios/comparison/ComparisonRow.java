package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.report.Metric;
import io.github.cloudsimmigration.report.Spread;
import io.github.cloudsimmigration.scenarios.comparison.PublishedFigure.Agreement;
import io.github.cloudsimmigration.scenarios.output.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one technique came to on one workload.
 *
 * @param workload the workload's name
 * @param technique the technique's name
 * @param records its migrations, one for each seed
 * @param spreads the {@linkplain Measures measures}, by name
 * @param baseline those of {@value PublishedFigure#BASELINE} on the same workload; empty if it was not run or does not complete
 */
record ComparisonRow(
        String workload,
        String technique,
        List<MigrationRecord> records,
        Map<String, Spread> spreads,
        Map<String, Spread> baseline) {
    private static final double PERCENT = 100;

    /** What is told about a row. */
    static final List<Metric<ComparisonRow>> METRICS = metrics();

    /** {@return a row for each technique on each workload, in the order of the records} */
    static List<ComparisonRow> of(final List<MigrationRecord> records) {
        final Map<String, Map<String, List<MigrationRecord>>> byWorkload = new LinkedHashMap<>();
        for (final MigrationRecord record : records) {
            byWorkload
                    .computeIfAbsent(record.id().vm(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(record.technique(), name -> new ArrayList<>())
                    .add(record);
        }
        final List<ComparisonRow> rows = new ArrayList<>();
        byWorkload.forEach((workload, techniques) -> {
            final List<MigrationRecord> reference = techniques.getOrDefault(PublishedFigure.BASELINE, List.of());
            final Map<String, Spread> baseline = complete(reference) ? spreads(reference) : Map.of();
            techniques.forEach((technique, runs) ->
                    rows.add(new ComparisonRow(workload, technique, List.copyOf(runs), spreads(runs), baseline)));
        });
        return rows;
    }

    /** {@return the measures of those migrations that ended as most did} */
    private static Map<String, Spread> spreads(final List<MigrationRecord> records) {
        final boolean complete = complete(records);
        final List<MigrationRecord> usual = records.stream()
                .filter(record -> record.completed() == complete)
                .toList();
        final Map<String, Spread> spreads = new LinkedHashMap<>();
        if (!usual.isEmpty()) {
            Measures.ALL.forEach(measure -> spreads.put(measure.name(), Spread.of(measure, usual)));
        }
        return spreads;
    }

    private static boolean complete(final List<MigrationRecord> records) {
        return 2 * completed(records) > records.size();
    }

    private static long completed(final List<MigrationRecord> records) {
        return records.stream().filter(MigrationRecord::completed).count();
    }

    /** {@return whether most of its migrations complete; otherwise the measures are what they had come to when they were given up} */
    boolean completes() {
        return complete(records);
    }

    /** {@return the spread of a measure over the seeds} */
    Spread spread(final String measure) {
        final Spread spread = spreads.get(measure);
        if (spread == null) {
            throw new IllegalArgumentException("no measure is named '" + measure + "'");
        }
        return spread;
    }

    /** {@return by how many percent the median differs from the baseline's; not a number where that is 0 or either does not complete} */
    double changePercent(final String measure) {
        final Spread base = baseline.get(measure);
        return base == null || base.median() == 0 || !completes()
                ? Double.NaN
                : (spread(measure).median() / base.median() - 1) * PERCENT;
    }

    /** {@return what is published of the technique and a measure} */
    Optional<PublishedFigure> published(final String measure) {
        return PublishedFigure.of(technique)
                .filter(figure -> figure.metric().equals(measure))
                .findFirst();
    }

    /** {@return whether a measure agrees with what is published of it} */
    Agreement agreement(final String measure) {
        return published(measure)
                .filter(figure -> completes())
                .map(figure -> figure.agreement(spread(measure).median(), changePercent(measure)))
                .orElse(Agreement.UNKNOWN);
    }

    private static List<Metric<ComparisonRow>> metrics() {
        final List<Metric<ComparisonRow>> metrics = new ArrayList<>();
        metrics.add(Metric.text("workload", ComparisonRow::workload));
        metrics.add(Metric.text("technique", ComparisonRow::technique));
        metrics.add(Metric.count("seeds", "", row -> row.records().size()));
        metrics.add(Metric.count("completed", "", row -> completed(row.records())));
        for (final Metric<MigrationRecord> measure : Measures.ALL) {
            final String name = measure.name();
            metrics.add(spread(measure, "median", Spread::median));
            metrics.add(spread(measure, "min", Spread::min));
            metrics.add(spread(measure, "max", Spread::max));
            metrics.add(RunReport.knownIf(
                    row -> !Double.isNaN(row.changePercent(name)),
                    Metric.number(name + ".change", "%", 2, row -> row.changePercent(name))));
            if (PublishedFigure.ALL.stream()
                    .anyMatch(published -> published.metric().equals(name))) {
                metrics.add(new Metric<>(
                        name + ".published",
                        "%",
                        0,
                        row -> row.published(name).map(PublishedFigure::text).orElse("")));
                metrics.add(
                        Metric.text(name + ".agrees", row -> row.agreement(name).label()));
            }
        }
        return List.copyOf(metrics);
    }

    private static Metric<ComparisonRow> spread(
            final Metric<MigrationRecord> measure, final String part, final Function<Spread, Double> value) {
        return Metric.number(
                measure.name() + "." + part,
                measure.unit(),
                measure.decimals(),
                row -> value.apply(row.spread(measure.name())));
    }
}
