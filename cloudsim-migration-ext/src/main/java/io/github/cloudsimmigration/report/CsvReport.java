package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
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
        out.append(
                metrics.stream().map(Metric::name).map(CsvReport::quoted).collect(Collectors.joining(",", "", "\n")));
        for (final T row : rows) {
            out.append(metrics.stream()
                    .map(metric -> quoted(metric.text(row)))
                    .collect(Collectors.joining(",", "", "\n")));
        }
    }

    private static String quoted(final String field) {
        return StringUtils.containsAny(field, ",\"\r\n") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
