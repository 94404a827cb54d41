package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.cost.SlaAccount;
import java.util.Map;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;

/**
 * Prints how the service level suffered, one row for each host or VM, in CloudSim Plus's style:
 *
 * <pre>{@code
 * new SlaTableBuilder(monitor.ledger().hosts()).build();
 * new SlaTableBuilder(monitor.ledger().vms()).build();
 * }</pre>
 */
public final class SlaTableBuilder extends MetricsTableBuilder<SlaOf> {
    /** Creates a builder of a Markdown table. */
    public SlaTableBuilder(final Map<Object, SlaAccount> accounts) {
        this(accounts, new MarkdownTable());
    }

    /** Creates a builder of any kind of CloudSim Plus table. */
    public SlaTableBuilder(final Map<Object, SlaAccount> accounts, final Table table) {
        super(SlaOf.all(accounts), table, Metrics.OF_SLA);
        setTitle("SLA");
    }
}
