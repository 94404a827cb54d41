package io.github.cloudsimmigration.scenarios.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
        final String readme = Files.readString(Path.of("../README.md"));
        assertThat(readme)
                .as("README.md, to be renewed with: compare --readme README.md")
                .isEqualTo(TechniqueTable.PLACE.replaceIn(readme, TechniqueTable.markdown()));
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

    @Test
    void aTextWithoutMarkersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TechniqueTable.PLACE.replaceIn("<!-- techniques:end --> <!-- techniques:begin -->\n", ""))
                .withMessageContaining("expected a line <!-- techniques:begin -->");
    }
}
