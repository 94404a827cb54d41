package io.github.cloudsimmigration.scenarios.solo;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.access.PageTraceAccess;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.SoloRun;
import io.github.cloudsimmigration.memory.ContentMix;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.network.ScheduledWire;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.report.JsonReport;
import io.github.cloudsimmigration.scenarios.cli.QemuOption;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import io.github.cloudsimmigration.scenarios.workload.WriteSpec;
import io.github.cloudsimmigration.technique.RateControl;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import io.github.cloudsimmigration.technique.stop.NoLivePhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One migration without a datacenter. */
@Command(
        name = "migrate",
        description = "Migrates one VM over a link of its own and prints its rounds.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements ScenarioCommand {
    private static final String STANDARD_OUTPUT = "-";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--technique", defaultValue = "xen-precopy", description = "Technique (default: ${DEFAULT-VALUE}).")
    private String technique = "";

    @Option(
            names = "--ram",
            paramLabel = "SIZE",
            description = "RAM, in MiB or with a unit (default: 1GiB, or what the page trace needs).")
    private @Nullable String ram;

    @Option(
            names = "--link",
            paramLabel = "RATE",
            defaultValue = "1Gbit",
            description = "Link, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private String link = "";

    @Option(
            names = "--writes",
            paramLabel = "SPEC",
            description = "What the VM writes (default: idle); see the list command.")
    private @Nullable String writes;

    @Option(
            names = "--page-trace",
            paramLabel = "FILE",
            description =
                    "Page trace the VM replays, over and over, instead of --writes; it begins --up seconds before the"
                            + " migration, and a page is not there before its first write.")
    private @Nullable Path pageTrace;

    @Option(
            names = "--zero",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the pages, drawn at random, that are zero until they are written, 0 to 1 (default:"
                    + " ${DEFAULT-VALUE}); qemu-precopy sends them as marks.")
    private double zeroShare;

    @Option(
            names = "--downtime-limit",
            paramLabel = "MS",
            description = "Stop the VM as soon as what is left can be sent within so many milliseconds.")
    private @Nullable Double downtimeLimitMillis;

    @Option(
            names = "--max-bandwidth",
            paramLabel = "RATE",
            description =
                    "Limit while the VM runs, in Mbit/s or with a unit (default: the technique's own; qemu-precopy has"
                            + " QEMU's 128 MiB/s, 1.07 Gbit/s, unless --set max-bandwidth=0; the others have none, xen-precopy-adaptive"
                            + " apart).")
    private @Nullable String maxBandwidth;

    @Mixin
    private QemuOption qemu = new QemuOption();

    @Option(
            names = "--up",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seconds the VM has been running before (default: ${DEFAULT-VALUE}).")
    private double upSeconds;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "Give the migration up after so many seconds (default: KubeVirt's 150 for each GiB).")
    private @Nullable Double timeoutSeconds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Print JSON instead of the table, or write it to FILE beside the table.")
    private @Nullable String json;

    @Override
    public void execute() throws IOException {
        if (json != null && !STANDARD_OUTPUT.equals(json)) {
            OutputFiles.prepareFile(Path.of(json));
        }
        final MigrationRecord record = migrate();
        if (STANDARD_OUTPUT.equals(json)) {
            spec.commandLine().getOut().println(JsonReport.of(record));
            return;
        }
        if (json != null) {
            OutputFiles.write(Path.of(json), JsonReport.of(record) + "\n");
        }
        SingleMigration.print(record, spec.commandLine().getOut());
    }

    private MigrationRecord migrate() throws IOException {
        Quantities.checkAtLeast(0, "--up", upSeconds);
        final Guest guest = guest();
        final var migration = new LiveMigration(technique(), guest, seed);
        final double timeout = timeoutSeconds == null
                ? Timeouts.KUBEVIRT.completionSeconds(guest.memory().bytes())
                : timeoutSeconds;
        if (!(timeout > 0)) {
            throw new IllegalArgumentException("--timeout " + timeout + ", expected seconds above 0");
        }
        return SoloRun.overUntil(ScheduledWire.constant(Quantities.bytesPerSecond("--link", link)), migration, timeout);
    }

    private Technique technique() {
        checkOnce("--downtime-limit", downtimeLimitMillis, QemuParameter.DOWNTIME_LIMIT);
        checkOnce("--max-bandwidth", maxBandwidth, QemuParameter.MAX_BANDWIDTH);
        final Technique named = qemu.named(List.of(technique)).get(0);
        final Technique.Builder builder = named.toBuilder();
        if (downtimeLimitMillis != null) {
            if (!(downtimeLimitMillis >= 0 && Double.isFinite(downtimeLimitMillis))) {
                throw new IllegalArgumentException(
                        "--downtime-limit " + downtimeLimitMillis + ", expected 0 or more milliseconds");
            }
            if (named.stopRule().equals(new NoLivePhase())) {
                throw new IllegalArgumentException("--downtime-limit: " + technique
                        + " stops the VM at once, expected a technique with a live phase");
            }
            if (named.name().equals(Techniques.qemuPrecopy().name())) {
                QemuParameters.DEFAULT.with(QemuParameter.DOWNTIME_LIMIT, Math.ceil(downtimeLimitMillis));
            }
            builder.stopRule(named.stopRule().withDowntimeLimit(downtimeLimitMillis / 1e3));
        }
        if (maxBandwidth != null) {
            builder.rateControl(new RateControl.Limit(Quantities.bytesPerSecond("--max-bandwidth", maxBandwidth)));
        }
        return builder.build();
    }

    private void checkOnce(final String option, final @Nullable Object value, final QemuParameter parameter) {
        final String set = qemu.valueOf(parameter);
        if (value != null && set != null) {
            throw new IllegalArgumentException(
                    option + " " + value + " and --set " + parameter.label() + "=" + set + ", expected one of them");
        }
    }

    private ContentMix contents() {
        if (!(zeroShare >= 0 && zeroShare <= 1)) {
            throw new IllegalArgumentException("--zero " + zeroShare + ", expected a share of 0 to 1");
        }
        return new ContentMix(zeroShare, 0, 0, 1 - zeroShare);
    }

    private Guest guest() throws IOException {
        if (pageTrace != null && writes != null) {
            throw new IllegalArgumentException("--page-trace and --writes, expected one of them");
        }
        if (pageTrace != null) {
            final PageTrace trace = PageTraces.read(pageTrace);
            final MemoryLayout memory = ram == null
                    ? MemoryLayout.ofPages(trace.pages())
                    : MemoryLayout.ofBytes(Quantities.bytes("--ram", ram));
            if (trace.pages() > memory.pages()) {
                throw new IOException(pageTrace + ": " + trace.pages() + " pages, expected at most the "
                        + memory.pages() + " of --ram");
            }
            return new Guest(memory.withContents(contents()), PageTraceAccess.looping(trace), upSeconds, () -> 1.0);
        }
        final MemoryLayout memory = MemoryLayout.ofBytes(Quantities.bytes("--ram", ram == null ? "1GiB" : ram))
                .withContents(contents());
        final AccessModel access = WriteSpec.parse(writes == null ? "idle" : writes, memory);
        return new Guest(memory, access, upSeconds, () -> 1.0);
    }
}
