package io.github.cloudsimmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReportTest {
    private static final List<MigrationRecord> MIGRATIONS =
            List.of(Records.completed(0), Records.ended(1, Outcome.REFUSED), Records.completed(2));

    private static List<List<String>> migrations(final List<MigrationRecord> records) throws IOException {
        final var out = new StringBuilder();
        CsvReport.migrations(records, out);
        return parse(out.toString());
    }

    private static List<List<String>> rounds(final List<MigrationRecord> records) throws IOException {
        final var out = new StringBuilder();
        CsvReport.rounds(records, out);
        return parse(out.toString());
    }

    /** A reader of RFC 4180, with LF line ends. */
    private static List<List<String>> parse(final String text) {
        final List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        final var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                assertThat(field).isEmpty();
                quoted = true;
            } else if (c == ',' || c == '\n') {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        assertThat(quoted).isFalse();
        assertThat(field).isEmpty();
        assertThat(line).isEmpty();
        return lines;
    }

    private static String cell(final List<List<String>> lines, final int row, final String title) {
        return lines.get(row).get(lines.get(0).indexOf(title));
    }

    @Test
    void headerIsTheMetricsTitles() throws IOException {
        assertThat(migrations(MIGRATIONS).get(0))
                .containsExactlyElementsOf(
                        Metrics.OF_MIGRATION.stream().map(Metric::name).toList())
                .contains("total-time", "downtime", "ram.transferred");
        assertThat(rounds(MIGRATIONS).get(0))
                .containsExactlyElementsOf(
                        Metrics.OF_ROUND.stream().map(Metric::name).toList());
    }

    @Test
    void thereIsARowForEachMigrationAndForEachRound() throws IOException {
        assertThat(migrations(MIGRATIONS)).hasSize(1 + 3);
        assertThat(rounds(MIGRATIONS)).hasSize(1 + 2 + 0 + 2);
    }

    @Test
    void allRowsAreAsLongAsTheHeader() throws IOException {
        for (final List<List<String>> lines : List.of(migrations(MIGRATIONS), rounds(MIGRATIONS))) {
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
        }
    }

    @Test
    void nothingButAHeaderIsWrittenOfNothing() throws IOException {
        assertThat(migrations(List.of())).hasSize(1);
        assertThat(rounds(List.of())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a, b", "say \"no\"", "two\nlines", "cr\rhere", "\",\"\n\"", "", " padded "})
    void anyTextComesBackAsItWas(final String text) throws IOException {
        final List<List<String>> lines = migrations(List.of(Records.completed(0, text, text, 0.5)));
        assertThat(cell(lines, 1, "vm")).isEqualTo(text);
        assertThat(cell(lines, 1, "explanation")).isEqualTo(text);
        assertThat(lines).hasSize(2);
    }

    @Test
    void onlyFieldsThatNeedItAreQuoted() throws IOException {
        final var out = new StringBuilder();
        CsvReport.migrations(List.of(Records.completed(0, "a,b", "c\"d", 0.5)), out);
        assertThat(out.toString())
                .contains(",\"a,b\",Host 0,Host 1,")
                .contains(",\"c\"\"d\",")
                .endsWith("\n");
    }

    @Test
    void triesAndDeadlinesAreThoseOfTheRecord() throws IOException {
        final var second = new MigrationId(7, "Vm 7", "Host 0", "Host 1", 40, 10, 2, 90);
        final List<MigrationRecord> records = List.of(Records.completed(second, "", 0.5));
        final List<List<String>> lines = migrations(records);
        assertThat(cell(lines, 1, "attempt")).isEqualTo("2");
        assertThat(cell(lines, 1, "queued-time")).isEqualTo("30.000");
        assertThat(cell(lines, 1, "deadline")).isEqualTo("90.000");
        final List<List<String>> ofRounds = rounds(records);
        assertThat(cell(ofRounds, 2, "migration")).isEqualTo("7");
        assertThat(cell(ofRounds, 2, "attempt")).isEqualTo("2");
    }

    @Test
    void valuesAreThoseOfTheRecord() throws IOException {
        final List<List<String>> lines = migrations(MIGRATIONS);
        assertThat(cell(lines, 3, "number")).isEqualTo("2");
        assertThat(cell(lines, 3, "start")).isEqualTo("20.000");
        assertThat(cell(lines, 1, "deadline")).isEmpty();
        assertThat(cell(lines, 1, "status")).isEqualTo("completed");
        assertThat(cell(lines, 2, "status")).isEqualTo("refused");
        assertThat(cell(lines, 1, "seed")).isEqualTo(Long.toString(Long.MAX_VALUE));
        assertThat(cell(lines, 1, "total-time")).isEqualTo("2500.000");
        assertThat(cell(lines, 1, "downtime")).isEqualTo("500.000");
        assertThat(cell(lines, 1, "blackout")).isEqualTo("501.000");
        assertThat(cell(lines, 1, "bytes-sent")).isEqualTo("492520");
        assertThat(cell(lines, 1, "ram.transferred")).isEqualTo("491520");
        assertThat(cell(lines, 1, "ram.precopy-bytes")).isEqualTo("409600");
        assertThat(cell(lines, 1, "ram.downtime-bytes")).isEqualTo("81920");
        assertThat(cell(lines, 1, "ram.dirty-pages-rate")).isEqualTo("10.0");
        assertThat(cell(lines, 1, "ram.mbps")).isEqualTo("1.576");
        assertThat(cell(lines, 1, "cpu-throttle-percentage")).isEqualTo("25");
        assertThat(cell(lines, 1, "lost-cpu-time")).isEqualTo("500.000");
        assertThat(cell(lines, 1, "target-cpu-time")).isEqualTo("750.000");
    }

    @Test
    void roundsAreToldWithTheirMigration() throws IOException {
        final List<List<String>> lines = rounds(MIGRATIONS);
        assertThat(cell(lines, 1, "phase")).isEqualTo("live");
        assertThat(cell(lines, 2, "phase")).isEqualTo("stop-and-copy");
        assertThat(cell(lines, 4, "migration")).isEqualTo("2");
        assertThat(cell(lines, 4, "round")).isEqualTo("2");
        assertThat(cell(lines, 1, "dirtied")).isEqualTo("20");
        assertThat(cell(lines, 1, "mbps")).isEqualTo("1.638");
        assertThat(cell(lines, 2, "device-state-bytes")).isEqualTo("1000");
    }

    @Test
    void numbersAreTheSameInEveryLocale() throws IOException {
        final List<List<String>> expected = migrations(MIGRATIONS);
        final Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(migrations(MIGRATIONS)).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0005, 3, 0.001",
        "0.00049, 3, 0.000",
        "1234567.8915, 3, 1234567.892",
        "1e-9, 9, 0.000000001",
        "1e21, 0, 1000000000000000000000",
        "2.5, 0, 3",
        "-1.5, 1, -1.5",
        "-0.0, 1, 0.0",
        "Infinity, 3, Infinity",
        "NaN, 3, NaN"
    })
    void numbersHaveTheDecimalsOfTheirMetric(final double number, final int decimals, final String text) {
        assertThat(Metric.<Double>number("x", "", decimals, value -> value).text(number))
                .isEqualTo(text);
    }
}
