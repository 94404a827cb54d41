package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.List;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;

/**
 * Prints migrations as a table, one row for each, in CloudSim Plus's style:
 *
 * <pre>{@code
 * new MigrationsTableBuilder(datacenter.getMigrations()).build();
 * }</pre>
 */
public final class MigrationsTableBuilder extends MetricsTableBuilder<MigrationRecord> {
    private static final List<String> COLUMNS = List.of(
            "number",
            "attempt",
            "vm",
            "source",
            "target",
            "technique",
            "start",
            "status",
            "stop-reason",
            "rounds",
            "pages-sent",
            "bytes-sent",
            "total-time",
            "downtime");

    /** Creates a builder of a Markdown table. */
    public MigrationsTableBuilder(final List<MigrationRecord> migrations) {
        this(migrations, new MarkdownTable());
    }

    /** Creates a builder of any kind of CloudSim Plus table. */
    public MigrationsTableBuilder(final List<MigrationRecord> migrations, final Table table) {
        super(migrations, table, Metrics.select(Metrics.OF_MIGRATION, COLUMNS));
        setTitle("MIGRATIONS");
    }
}
