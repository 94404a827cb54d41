package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command runs as it is written and prints what the README shows. */
final class ReadmeTest {
    private static final Pattern SHOWN =
            Pattern.compile("scenarios\\.jar (consolidate[^`]*)```\\s*```\\n(.*?)\\.\\.\\.\\n```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void consolidatePrintsTheTableThatIsShown() throws IOException {
        final Matcher readme = SHOWN.matcher(Files.readString(Path.of("../README.md")));
        assertThat(readme.find()).as("a consolidate command and its table").isTrue();
        final String command = readme.group(1).replace("\\\n", " ").strip() + " --out " + folder;
        final Cli consolidate = Cli.run(command.split("\\s+"));
        assertThat(consolidate.err()).isEmpty();
        final List<String> lines = readme.group(2).lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(consolidate.out()).startsWith(String.join(System.lineSeparator(), lines));
    }
}
