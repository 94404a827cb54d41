package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.lang3.StringUtils;

/** Migrations, rounds and whatever else has metrics as comma-separated values (RFC 4180, lines ending in LF), with a header line of metric names. */
public final class CsvReport {
    private CsvReport() {}

    /** Writes one line for each migration. */
    public static void migrations(final Collection<MigrationRecord> migrations, final Appendable out)
            throws IOException {
        write(Metrics.OF_MIGRATION, migrations, out);
    }

    /** Writes one line for each round. */
    public static void rounds(final Collection<MigrationRecord> migrations, final Appendable out) throws IOException {
        write(Metrics.OF_ROUND, RoundOf.all(migrations), out);
    }

    /** Writes one line for each row, with a column for each metric. */
    public static <T> void write(final List<Metric<T>> metrics, final Collection<T> rows, final Appendable out)
            throws IOException {
        writeLine(metrics, Metric::name, out);
        for (final T row : rows) {
            writeLine(metrics, metric -> metric.text(row), out);
        }
    }

    private static <T> void writeLine(
            final List<Metric<T>> metrics, final Function<Metric<T>, String> field, final Appendable out)
            throws IOException {
        String separator = "";
        for (final Metric<T> metric : metrics) {
            out.append(separator).append(quoted(field.apply(metric)));
            separator = ",";
        }
        out.append('\n');
    }

    private static String quoted(final String field) {
        return StringUtils.containsAny(field, ",\"\r\n") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
