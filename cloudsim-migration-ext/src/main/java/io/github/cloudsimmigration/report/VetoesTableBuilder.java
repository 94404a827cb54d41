package io.github.cloudsimmigration.report;

import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto.Veto;
import java.util.List;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;

/**
 * Prints the moves that were not made because they did not pay, one row each, in CloudSim Plus's style:
 *
 * <pre>{@code
 * new VetoesTableBuilder(policy.getVetoes()).build();
 * }</pre>
 */
public final class VetoesTableBuilder extends MetricsTableBuilder<Veto> {
    /** Creates a builder of a Markdown table. */
    public VetoesTableBuilder(final List<Veto> vetoes) {
        this(vetoes, new MarkdownTable());
    }

    /** Creates a builder of any kind of CloudSim Plus table. */
    public VetoesTableBuilder(final List<Veto> vetoes, final Table table) {
        super(List.copyOf(vetoes), table, Metrics.OF_VETO);
        setTitle("Vetoes");
    }
}
