package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.engine.MigrationRecord;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;

/** Prints the rounds of migrations as a table, one row for each, in CloudSim Plus's style; those of several with their numbers and VMs. */
public final class RoundsTableBuilder extends MetricsTableBuilder<RoundOf> {
    private static final List<String> WHOSE = List.of("migration", "attempt", "vm");
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
        super(RoundOf.all(migrations), table, Metrics.select(Metrics.OF_ROUND, columns(migrations.size())));
        setTitle("ROUNDS");
    }

    private static List<String> columns(final int migrations) {
        return Stream.concat(WHOSE.stream().filter(any -> migrations > 1), COLUMNS.stream())
                .toList();
    }
}
