package io.github.cloudsimmigration.report;

import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.cloudsimplus.builders.tables.Table;
import org.cloudsimplus.builders.tables.TableBuilderAbstract;

/** A CloudSim Plus table with a column for each of some metrics. */
abstract class MetricsTableBuilder<T> extends TableBuilderAbstract<T> {
    private final List<? extends T> rows;
    private final List<Metric<T>> metrics;

    MetricsTableBuilder(final List<? extends T> rows, final Table table, final List<Metric<T>> metrics) {
        super(rows, table);
        this.rows = rows;
        this.metrics = List.copyOf(metrics);
    }

    @Override
    protected void createTableColumns() {
        for (final Metric<T> metric : metrics) {
            final int width = width(metric);
            final String title = StringUtils.leftPad(metric.name(), width);
            addColumn(getTable().newColumn(title, metric.unit(), "%" + width + "s"), metric::text);
        }
    }

    private int width(final Metric<T> metric) {
        final int header = Math.max(metric.name().length(), metric.unit().length());
        return rows.stream().mapToInt(row -> metric.text(row).length()).reduce(header, Math::max);
    }
}
