package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.scenarios.solo.TwoHosts;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.encoding.Xbzrle;
import io.github.cloudsimmigration.technique.switchover.PostCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows runs as it is written and comes to what is shown. */
final class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Pattern SHOWN =
            Pattern.compile("scenarios\\.jar (consolidate[^`]*)```\\s*```\\n(.*?)\\.\\.\\.\\n```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void consolidatePrintsTheTableThatIsShown() throws IOException {
        final Matcher readme = SHOWN.matcher(Files.readString(README));
        assertThat(readme.find()).as("a consolidate command and its table").isTrue();
        final String command = readme.group(1).replace("\\\n", " ").strip() + " --out " + folder;
        final Cli consolidate = Cli.run(command.split("\\s+"));
        assertThat(consolidate.err()).isEmpty();
        final List<String> lines = readme.group(2).lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(consolidate.out()).startsWith(String.join(System.lineSeparator(), lines));
    }

    @Test
    void theWholeProgramIsTheScenarioAndPrintsWhatIsShown() throws IOException {
        final String readme = Files.readString(README);
        final String program = Files.readString(
                Path.of("src/main/java", TwoHosts.class.getName().replace('.', '/') + ".java"));
        final var printed = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            TwoHosts.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(readme)
                .contains("```java\n" + program.substring(program.indexOf("import ")) + "```\n")
                .contains("```\n" + printed.toString(StandardCharsets.UTF_8).replace("\r", "") + "```\n");
    }

    @Test
    void composedTechniquesDoWhatTheTableBelowThemSays() throws IOException {
        final Technique proposed = Techniques.proposed();
        final Technique xen = Techniques.xenPrecopy();
        final var lines = Stream.of(
                        proposed,
                        proposed.toBuilder()
                                .name("proposed-postcopy")
                                .switchOver(PostCopy.DEFAULT)
                                .build(),
                        xen,
                        xen.toBuilder()
                                .name("xen-xbzrle")
                                .encoding(Xbzrle.DEFAULT)
                                .build())
                .map(ReadmeTest::lineOf)
                .collect(Collectors.joining());
        assertThat(Files.readString(README))
                .contains(lines)
                .contains(".switchOver(PostCopy.DEFAULT)\n        .build();")
                .contains(".encoding(Xbzrle.DEFAULT)\n        .build();");
        final var both = proposed.toBuilder().encoding(Xbzrle.DEFAULT).build();
        assertThat((double) recordOf(both).bytesSent())
                .as("XBZRLE saves less than 1 % of proposed's bytes")
                .isBetween(0.99 * recordOf(proposed).bytesSent(), (double)
                        recordOf(proposed).bytesSent());
    }

    private static String lineOf(final Technique technique) {
        final MigrationRecord record = recordOf(technique);
        return String.format(
                Locale.ROOT,
                "| `%s` | %.2f s | %.1f ms | %d | %d |\n",
                technique.name(),
                record.totalSeconds(),
                record.downtimeSeconds() * 1e3,
                record.pagesSent(),
                record.bytesSent());
    }

    private static MigrationRecord recordOf(final Technique technique) {
        final MemoryLayout memory = MemoryLayout.ofBytes(1L << 30);
        final var writes = new HotColdAccess(40_000, memory.pages(), 0.05, 0.90);
        final var migration = new LiveMigration(technique, Guest.of(memory, writes), 42);
        return SoloRun.over(ScheduledWire.constant(1e9 / 8), migration);
    }
}
