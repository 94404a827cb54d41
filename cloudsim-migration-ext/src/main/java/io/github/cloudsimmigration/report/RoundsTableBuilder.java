package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.List;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;

/** Prints the rounds of migrations as a table, one row for each, in CloudSim Plus's style. */
public final class RoundsTableBuilder extends MetricsTableBuilder<RoundOf> {
    private static final List<String> COLUMNS = List.of(
            "round",
            "phase",
            "pending",
            "sent",
            "skipped",
            "held",
            "bytes",
            "duration",
            "dirtied",
            "dirty-pages-rate",
            "mbps");

    /** Creates a builder of a Markdown table. */
    public RoundsTableBuilder(final List<MigrationRecord> migrations) {
        this(migrations, new MarkdownTable());
    }

    /** Creates a builder of any kind of CloudSim Plus table. */
    public RoundsTableBuilder(final List<MigrationRecord> migrations, final Table table) {
        super(RoundOf.all(migrations), table, Metrics.select(Metrics.OF_ROUND, COLUMNS));
        setTitle("ROUNDS");
    }
}
