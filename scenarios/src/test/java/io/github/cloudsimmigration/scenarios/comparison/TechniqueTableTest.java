package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.scenarios.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TechniqueTableTest {
    @TempDir
    private Path folder;

    /** When this fails: {@code java -jar scenarios/target/scenarios.jar compare --readme README.md}. */
    @Test
    void readmeSaysWhatTheCodeMeasures() throws IOException {
        final Path readme = Path.of("../README.md");
        final Path renewed = Files.copy(readme, folder.resolve("README.md"));
        TechniqueTable.PLACE.renew(renewed, TechniqueTable.markdown());
        assertThat(readme)
                .as("README.md, to be renewed with: compare --readme README.md")
                .hasSameTextualContentAs(renewed);
    }

    @Test
    void tableIsPrintedOrRenewedInAFile() throws IOException {
        final String table = Cli.run("compare", "--readme").out();
        assertThat(table).startsWith("| name | idea | source |").contains("| `xen-precopy` |");
        final Path file = Files.writeString(
                folder.resolve("a.md"), "before\n<!-- techniques:begin -->\nold\n<!-- techniques:end -->\nafter\n");
        final Cli renewed = Cli.run("compare", "--readme", file.toString());
        assertThat(renewed.status()).isZero();
        assertThat(file)
                .content()
                .isEqualTo("before\n<!-- techniques:begin -->\n" + table + "<!-- techniques:end -->\nafter\n");
    }
}
