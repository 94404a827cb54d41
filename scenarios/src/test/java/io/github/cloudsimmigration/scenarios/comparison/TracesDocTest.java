package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesDocTest {
    private static final String SHIPPED = "src/main/resources/page-traces/redis.trace.gz";

    @TempDir
    private Path folder;

    /** When this fails: docs/traces.md says how its tables are renewed. */
    @Test
    void docSaysWhatTheCodeMeasures() throws IOException {
        final Cli fit = Cli.run(
                "fit",
                "--page-trace=" + SHIPPED,
                "--technique=xen-precopy,proposed,qemu-precopy,postcopy",
                "--seeds=11",
                "--out=" + folder);
        final List<String> rows =
                fit.out().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSize(2 + 4);
        final String doc = Files.readString(Path.of("../docs/traces.md"));
        final String redis = doc.substring(doc.indexOf("| redis |"), doc.indexOf("<!-- fit:end -->"));
        assertThat(redis.lines()).containsAll(rows);
    }

    @Test
    void fitRenewsTheTablesOfADocument() throws IOException {
        final Path doc =
                Files.writeString(folder.resolve("a.md"), "before\n<!-- fit:begin -->\nold\n<!-- fit:end -->\nafter\n");
        final Cli fit = Cli.run(
                "fit",
                "--page-trace=src/main/resources/page-traces/idle.trace.gz",
                "--technique=stop-and-copy",
                "--link=1Gbit",
                "--seeds=1",
                "--doc=" + doc,
                "--out=" + folder);
        assertThat(fit.err()).isEmpty();
        assertThat(doc).content().startsWith("before\n<!-- fit:begin -->\n| idle | 1 Gbit/s |");
        assertThat(doc).content().endsWith("<!-- fit:end -->\nafter\n").doesNotContain("old");
    }

    @Test
    void aDocumentWithoutAPlaceIsRefusedBeforeAnythingIsRun() throws IOException {
        final Path doc = Files.writeString(folder.resolve("a.md"), "nothing");
        final Cli fit = Cli.run("fit", "--doc=" + doc, "--out=" + folder);
        assertThat(fit.status()).isEqualTo(2);
        assertThat(fit.err()).contains("expected a line <!-- fit:begin -->");
        assertThat(folder.resolve("fit.csv")).doesNotExist();
    }
}
