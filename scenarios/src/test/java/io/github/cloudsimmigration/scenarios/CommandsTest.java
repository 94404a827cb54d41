package io.github.cloudsimmigration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.TechniqueProvider;
import io.github.cloudsimmigration.technique.Techniques;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    private Path folder;

    @Test
    void listNamesEveryTechniqueAndScenario() {
        assertThat(Cli.run("list").out())
                .contains(
                        "stop-and-copy",
                        "xen-precopy",
                        "proposed",
                        "consolidate",
                        "balance",
                        "migrate",
                        "replay",
                        "--writes")
                .contains("minimum-migration-time", "minimum-downtime", "--policy", "+veto")
                .contains("source: Clark et al., NSDI 2005; Xen");
    }

    @Test
    void listTellsQemusParametersWithDefaultsAndUnits() {
        assertThat(Cli.run("list").out().lines())
                .anyMatch(line -> line.matches("  downtime-limit +300  ms +how long the VM may stand still.*"))
                .anyMatch(line -> line.matches("  max-bandwidth +134217728  bytes/s +limit while the VM runs.*"))
                .anyMatch(line -> line.matches("  auto-converge +off +throttle a VM that writes too fast"))
                .anyMatch(line -> line.matches("  postcopy-after +never  s +when post-copy is asked for.*"))
                .anyMatch(line -> line.matches("  version +7.2 +of QEMU: 7.2 or 10.2"));
    }

    @Test
    void aFewTechniquesRunUnlessOthersOrAllAreNamed() {
        final String[] small = {"storm", "--hosts=2", "--vms=1", "--ram=16", "--out"};
        final List<String> all = Techniques.all().stream().map(Technique::name).toList();
        assertThat(techniques(Cli.run(with(small, folder.toString()))))
                .containsExactly("stop-and-copy", "xen-precopy", "proposed", "qemu-precopy");
        assertThat(techniques(Cli.run(with(small, folder.toString(), "--technique=postcopy,hybrid"))))
                .containsExactly("postcopy", "hybrid");
        assertThat(techniques(Cli.run(with(small, folder.toString(), "--technique=all"))))
                .containsExactlyElementsOf(all);
    }

    private static String[] with(final String[] command, final String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> techniques(final Cli storm) {
        return storm.out()
                .lines()
                .skip(1)
                .filter(line -> !line.startsWith("Written"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    static Stream<Arguments> wrongRequests() {
        return Stream.of(
                Arguments.of("migrate --technique nosuch", "expected one of: "),
                Arguments.of("consolidate --technique ,", "--technique without a name, expected one or more"),
                Arguments.of("fit --link ,", "--link without a rate, expected one or more"),
                Arguments.of("consolidate --policy ,", "--policy without a name, expected one or more"),
                Arguments.of("balance --policy ,", "--policy without a name, expected one or more"),
                Arguments.of("evacuate --order ,", "--order without a name, expected one or more"),
                Arguments.of("storm --ram 512MB", "--ram 512MB, expected whole MiB"),
                Arguments.of("consolidate --ram 1500KiB", "--ram 1500KiB, expected whole MiB"),
                Arguments.of(
                        "predict --curve ../docs/kvm-ycsb-curve.json --bandwidth ,",
                        "--bandwidth without a rate, expected one or more"),
                Arguments.of("migrate --ram 0", "expected at least one byte"),
                Arguments.of("migrate --ram 12parsecs", "expected an amount of memory"),
                Arguments.of("migrate --link 0", "more than 0"),
                Arguments.of("migrate --writes uniform:rate=-1", "expected a finite number of 0 or more"),
                Arguments.of("migrate --writes uniform", "rate is missing"),
                Arguments.of("migrate --writes uniform:rate=1,hot=1", "'hot' means nothing to uniform"),
                Arguments.of("migrate --writes nosuch:rate=1", "expected one of: idle; uniform"),
                Arguments.of("migrate --writes curve", "file is missing"),
                Arguments.of("migrate --writes curve:file=nosuch.json", "nosuch.json"),
                Arguments.of(
                        "migrate --ram 64MiB --writes curve:file=../docs/kvm-ycsb-curve.json",
                        "a curve of 669458 pages in a memory of 16384, expected more RAM"),
                Arguments.of("migrate --writes uniform:rate=abc", "rate=abc, expected a number"),
                Arguments.of("migrate --writes uniform:rate=1,ws=2GiB", "in a memory of 262144, expected at most that"),
                Arguments.of("migrate --page-trace nosuch.gz", "no such file"),
                Arguments.of("migrate --downtime-limit -1", "expected 0 or more"),
                Arguments.of(
                        "migrate --technique stop-and-copy --downtime-limit 1", "expected a technique with a live"),
                Arguments.of("migrate --page-trace .", "is a folder"),
                Arguments.of("migrate --ram 99999999TiB", "at most 1TiB"),
                Arguments.of("migrate --writes uniform:rate=1,rate=2", "given twice"),
                Arguments.of("consolidate --ram 999GiB", "at most the hosts'"),
                Arguments.of("consolidate --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("storm --hosts 1", "expected 2 or more"),
                Arguments.of(
                        "evacuate --order fifo --orchestration progress",
                        "--order with --orchestration progress, where nothing queues: expected one with limits"),
                Arguments.of(
                        "consolidate --veto-horizon 60",
                        "--veto-horizon 60.0, expected a --policy with +veto behind its name"),
                Arguments.of(
                        "balance --policy random,minimum-cost --veto-horizon 3600",
                        "--veto-horizon 3600.0, expected a --policy with +veto"),
                Arguments.of("compare --readme --technique proposed", "--readme with --technique, expected it alone"),
                Arguments.of("compare --readme README.md --seed 42", "--readme with --seed, expected it alone"),
                Arguments.of("storm --oversubscription 0", "expected more than 0"),
                Arguments.of("storm --orchestration nosuch", "expected one of: none, progress, kubevirt, nova"),
                Arguments.of("storm --vms 129 --hosts 2", "--vms 129, expected at most 128: the senders have no room"),
                Arguments.of("storm --vms 5 --hosts 3 --ram 256GiB", "--vms 5, expected at most 4: "),
                Arguments.of(
                        "evacuate --vms 129 --drain 1 --hosts 5",
                        "--vms 129, expected at most 128: the hosts, or those"),
                Arguments.of("evacuate --vms 33 --drain 4 --hosts 5", "--vms 33, expected at most 32: "),
                Arguments.of("evacuate --hosts 4 --drain 4", "expected hosts that are not drained"),
                Arguments.of("evacuate --deadline 0", "expected more than 0"),
                Arguments.of(
                        "evacuate --order nosuch",
                        "error: unknown order 'nosuch', expected one of: fifo, smallest-first, shortest-first, earliest-deadline"),
                Arguments.of(
                        "migrate --nosuch", "error: unknown option '--nosuch', expected one of: --technique, --ram"),
                Arguments.of("migrate --tehcnique proposed", "option '--tehcnique', did you mean --technique?"),
                Arguments.of("migrate --tehcnique=proposed", "option '--tehcnique', did you mean --technique?"),
                Arguments.of("migrate proposed", "error: 'proposed' after migrate, expected options only"),
                Arguments.of("migrate x=3", "error: 'x=3' after migrate, expected options only"),
                Arguments.of("migrate --seed abc", "error: --seed 'abc', expected a whole number of at most 92233"),
                Arguments.of(
                        "storm --hosts 1.5", "error: --hosts '1.5', expected a whole number of at most 2147483647"),
                Arguments.of("storm --write-rate many", "error: --write-rate 'many', expected a number"),
                Arguments.of("migrate --timeout long", "error: --timeout 'long', expected a number"),
                Arguments.of("nosuch", "nosuch"),
                Arguments.of("replay --technique xen-precopy", "--rounds"),
                Arguments.of("replay --technique xen-precopy --rounds nosuch.json", "no such file"),
                Arguments.of("consolidate --policy nosuch", "expected one of: minimum-migration-time"),
                Arguments.of("consolidate --policy random --veto-horizon -1", "expected 0 or more seconds"),
                Arguments.of("consolidate --stock --policy minimum-bytes", "--stock with --policy minimum-bytes"),
                Arguments.of("consolidate --stock --policy random+veto", "--stock with --policy random+veto"),
                Arguments.of("storm --out=", "an empty name, expected that of a folder"),
                Arguments.of("consolidate --cpu-trace=", "an empty name, expected that of a folder or a zip file"),
                Arguments.of("validate --runs=", "no such folder"),
                Arguments.of("migrate --up -1", "--up -1.0, expected 0"),
                Arguments.of("evacuate --drain 16", "--hosts 16 and --drain 16, expected hosts that are not drained"),
                Arguments.of("balance --policy +veto", "unknown policy '+veto'"),
                Arguments.of("balance --technique nosuch", "expected one of: "),
                Arguments.of("balance --hosts 0", "expected 1 or more"),
                Arguments.of("balance --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("balance --stock", "--stock"),
                Arguments.of("balance --memory-bandwidth 0", "--memory-bandwidth 0, expected more than 0"),
                Arguments.of("consolidate --hosts 0", "expected 1 or more"),
                Arguments.of("consolidate --vms -3", "expected 1 or more"),
                Arguments.of("consolidate --ram 16MiB", "page trace"),
                Arguments.of("consolidate --cpu-trace nosuch.zip", "no such file"),
                Arguments.of("fit --link 0", "--link 0, expected more than 0"),
                Arguments.of("fit --page-trace nosuch.gz", "no such file"),
                Arguments.of("fit --technique nosuch", "expected one of: "),
                Arguments.of("compare --technique nosuch", "expected one of: "),
                Arguments.of("compare --technique all,nosuch", "unknown technique 'nosuch', expected one of: "),
                Arguments.of("storm --technique all,nosuch", "unknown technique 'nosuch', expected one of: "),
                Arguments.of("nosuch --vms 4", "unknown command 'nosuch', expected one of: consolidate, balance, "),
                Arguments.of("migrate --technique qemu-precopy --set version", "expected NAME=VALUE"),
                Arguments.of(
                        "migrate --technique qemu-precopy --set version=7.2 --set version=10.2",
                        "--set version is given twice"),
                Arguments.of("evacuate --technique proposed --set version=7.2", "--set is for qemu-precopy"),
                Arguments.of("compare --workload nosuch", "expected one of: idle, web, kernel-build"),
                Arguments.of("compare --workload web --workload web", "expected every name once"),
                Arguments.of("compare --seeds 0", "expected 1 or more"),
                Arguments.of("compare --threads 0", "expected 1 or more"),
                Arguments.of("compare --ram 1MiB --workload web", "pages (16 MiB) of workload 'web'"),
                Arguments.of("compare --ram 64MiB --workload trace-python", "(133 MiB) of workload 'trace-python'"),
                Arguments.of("compare --link -1", "expected a rate"),
                Arguments.of("compare --page-trace nosuch.gz", "no such file"),
                Arguments.of("compare --workload idle --out pom.xml", "pom.xml: cannot be written to"),
                Arguments.of("compare --workload idle --csv src", "src: is a folder, expected a file"),
                Arguments.of(
                        "predict --curve ../docs/kvm-ycsb-curve.json --json src", "src: is a folder, expected a file"),
                Arguments.of(
                        "predict --curve ../docs/kvm-ycsb-curve.json --threads 0", "--threads 0, expected 1 or more"),
                Arguments.of("migrate --json src", "src: is a folder, expected a file"),
                Arguments.of("fit --doc pom.xml", "expected a line <!-- fit:begin -->"),
                Arguments.of("compare --readme pom.xml", "expected a line <!-- techniques:begin -->"),
                Arguments.of(
                        "consolidate --hosts 1 --vms 500 --technique proposed",
                        "found no room, expected more hosts than 1, or smaller VMs"));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(final String command, final String expected) {
        final Cli cli = Cli.run(command.split(" "));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("error: ").contains(expected);
        assertThat(cli.err().strip().lines()).hasSize(1);
    }

    private Path trace(final int pageSize) throws IOException {
        return Files.writeString(
                folder.resolve("some.trace"),
                "# page-trace 1\n# page-size: " + pageSize + "\n# pages: 5000\n0.0: 0*5000\n0.1: 0*10\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "migrate --ram=1GiB", "fit", "compare", "consolidate", "balance"})
    void aTraceOfPagesOfAnotherSizeIsNamed(final String command) throws IOException {
        aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(
                command + " --page-trace=" + trace(16_384), "some.trace: pages of 16384 bytes, expected the VMs' 4096");
    }

    @Test
    void aTraceOfMorePagesThanAVmHasIsNamed() throws IOException {
        final Path trace = trace(4096);
        aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(
                "migrate --ram=16MiB --page-trace=" + trace,
                trace + ": 5000 pages, expected at most the 4096 of --ram");
        aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(
                "consolidate --ram=16MiB --page-trace=" + trace,
                "VMs of 16 MiB, expected at least the 5000 pages (20 MiB) of page trace " + trace);
        aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(
                "compare --ram=16MiB --page-trace=" + trace, "workload 'some'");
    }

    /** Brings a technique under a name of the library's. */
    public static final class Impostor implements TechniqueProvider {
        @Override
        public List<Technique> techniques() {
            return List.of(Techniques.proposed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "migrate --ram=16", "compare --technique=proposed", "storm"})
    void aProviderOfTechniquesThatFailsIsNamedInOneLine(final String command) throws IOException {
        final Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(TechniqueProvider.class.getName()), Impostor.class.getName());
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            aWrongRequestGivesOneLineThatSaysWhatWasExpectedAndStatus2(command, Impostor.class.getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
