package io.github.cloudsimmigration.scenarios.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedTextTest {
    private static final MarkedText PLACE = new MarkedText("techniques");

    @TempDir
    private Path folder;

    @Test
    void whatStandsAroundIsLeft() throws IOException {
        final Path file = Files.writeString(
                folder.resolve("a.md"), "before\n<!-- techniques:begin -->\nold\n<!-- techniques:end -->\nafter\n");
        PLACE.renew(file, "new\n");
        assertThat(file)
                .content()
                .isEqualTo("before\n<!-- techniques:begin -->\nnew\n<!-- techniques:end -->\nafter\n");
    }

    @Test
    void aTextWithoutMarkersIsRefused() throws IOException {
        final Path file =
                Files.writeString(folder.resolve("a.md"), "<!-- techniques:end --> <!-- techniques:begin -->\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLACE.prepare(file))
                .withMessageContaining("expected a line <!-- techniques:begin -->");
    }
}
