package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cloudsimmigration.cost.SlaLedger;
import io.github.cloudsimmigration.datacenter.policy.VmAllocationPolicyVeto.Veto;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;
import org.cloudsimplus.builders.tables.TableBuilderAbstract;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;

final class TableBuildersTest {
    private static final List<MigrationRecord> MIGRATIONS = List.of(
            Records.completed(0),
            Records.completed(1, "A VM with a rather long name", "", 12_345.678),
            Records.ended(2, Outcome.REFUSED));

    private static List<String> printed(
            final List<MigrationRecord> records,
            final BiFunction<List<MigrationRecord>, Table, TableBuilderAbstract<?>> builder) {
        final var bytes = new ByteArrayOutputStream();
        final var table = new MarkdownTable();
        table.setPrintStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        builder.apply(records, table).build();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> rowsOf(final List<String> lines) {
        return lines.stream().filter(line -> line.contains("|")).toList();
    }

    private static List<String> cells(final String row) {
        return Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
    }

    private static void areAligned(final List<String> rows) {
        assertThat(rows.stream().map(TableBuildersTest::bars).distinct()).hasSize(1);
    }

    private static String bars(final String row) {
        return row.replaceAll("[^|]", " ");
    }

    /** {@return what follows the names, the rule and the units} */
    private static List<String> dataOf(final List<String> rows) {
        return rows.subList(3, rows.size());
    }

    @Test
    void movesThatWereNotMadeAreAlignedRows() {
        final var host = new HostSimple(List.of(new PeSimple(1_000)));
        final var veto = new Veto(300, new VmSimple(1_000, 1), host, host, 2, 1_990, 2_000.5);
        final List<String> rows =
                rowsOf(printed(MIGRATIONS, (any, table) -> new VetoesTableBuilder(List.of(veto, veto), table)));
        areAligned(rows);
        assertThat(dataOf(rows))
                .hasSize(2)
                .allSatisfy(row -> assertThat(cells(row)).contains("300.000", "2", "1990.000", "2000.500"));
    }

    @Test
    void migrationsAreAlignedRows() {
        final List<String> lines = printed(MIGRATIONS, MigrationsTableBuilder::new);
        assertThat(lines).anyMatch(line -> line.contains("MIGRATIONS"));
        final List<String> rows = rowsOf(lines);
        areAligned(rows);
        assertThat(cells(rows.get(0))).contains("vm", "technique", "status", "stop-reason", "total-time", "downtime");
        assertThat(rows).filteredOn(row -> row.contains("Host 0")).hasSize(3);
        assertThat(rows)
                .filteredOn(row -> row.contains("rather long"))
                .singleElement()
                .satisfies(row -> assertThat(cells(row))
                        .contains("A VM with a rather long name", "completed", "few-pages", "120", "12345678.000"));
        assertThat(cells(rows.get(rows.size() - 1))).contains("Vm 2", "refused", "because", "0.000");
    }

    @Test
    void roundsAreAlignedRows() {
        final List<String> lines = printed(MIGRATIONS, RoundsTableBuilder::new);
        assertThat(lines).anyMatch(line -> line.contains("ROUNDS"));
        final List<String> rows = rowsOf(lines);
        areAligned(rows);
        assertThat(cells(rows.get(0))).contains("round", "phase", "pending", "sent", "held", "dirtied", "mbps");
        assertThat(dataOf(rows)).hasSize(4);
        assertThat(rows).filteredOn(row -> row.contains("live")).hasSize(2);
        assertThat(rows).filteredOn(row -> row.contains("stop-and-copy")).hasSize(2);
    }

    @Test
    void roundsOfSeveralMigrationsSayWhoseTheyAre() {
        final String several =
                rowsOf(printed(MIGRATIONS, RoundsTableBuilder::new)).get(0);
        final String one = rowsOf(printed(MIGRATIONS.subList(0, 1), RoundsTableBuilder::new))
                .get(0);
        assertThat(cells(several)).contains("migration", "attempt", "vm", "round");
        assertThat(cells(one)).contains("round").doesNotContain("migration", "attempt", "vm");
    }

    @Test
    void unitsAreBelowTheNames() {
        final List<String> rows = rowsOf(printed(MIGRATIONS, MigrationsTableBuilder::new));
        final int downtime = cells(rows.get(0)).indexOf("downtime");
        assertThat(rows)
                .anyMatch(row ->
                        cells(row).size() > downtime && cells(row).get(downtime).equals("ms"));
    }

    @Test
    void noMigrationsAreAHeader() {
        assertThat(rowsOf(printed(List.of(), MigrationsTableBuilder::new))).isNotEmpty();
    }

    @Test
    void unknownMetricIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.select(Metrics.OF_MIGRATION, List.of("vm", "no-such")))
                .withMessageContaining("no-such");
    }

    @Test
    void metricsHaveNamesOfTheirOwn() {
        assertThat(Metrics.OF_MIGRATION).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(Metrics.OF_ROUND).extracting(Metric::name).doesNotHaveDuplicates();
    }

    @Test
    void serviceLevelHasARowForEachHost() {
        final var ledger = new SlaLedger();
        ledger.hostActive("host a", 3_600, true, 1_000);
        ledger.hostActive("host b", 10, false, 0);
        ledger.vmWanted("v", "host a", 100);
        ledger.vmLost("v", "host a", 10);
        final var bytes = new ByteArrayOutputStream();
        final var table = new MarkdownTable();
        table.setPrintStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        new SlaTableBuilder(ledger.hosts(), table).build();
        final List<String> rows =
                rowsOf(bytes.toString(StandardCharsets.UTF_8).lines().toList());
        assertThat(rows)
                .anySatisfy(
                        row -> assertThat(cells(row)).contains("host a", "1.000000", "0.100000000", "0.100000000000"));
        assertThat(rows).anySatisfy(row -> assertThat(cells(row)).contains("host b", "0.000000"));
    }
}
