package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.report.CsvReport;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import io.github.cloudsimmigration.scenarios.cli.ScenarioCommand;
import io.github.cloudsimmigration.scenarios.cli.SeedsOption;
import io.github.cloudsimmigration.scenarios.cli.TechniqueOption;
import io.github.cloudsimmigration.scenarios.output.MarkedText;
import io.github.cloudsimmigration.scenarios.output.OutputFiles;
import io.github.cloudsimmigration.scenarios.output.ProgressBar;
import io.github.cloudsimmigration.scenarios.workload.PageTraces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Page traces against their dirty curves. */
@Command(
        name = "fit",
        description =
                "Compares migrations of replayed page traces with those of writes fitted to the traces' dirty curves.",
        mixinStandardHelpOptions = true)
public final class FitCommand implements ScenarioCommand {
    private static final MarkedText PLACE = new MarkedText("fit");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TechniqueOption techniques = new TechniqueOption();

    @Option(
            names = "--page-trace",
            paramLabel = "FILE",
            description = "Page trace; may be given several times (default: the four shipped ones).")
    private List<Path> pageTraces = new ArrayList<>();

    @Option(
            names = "--link",
            paramLabel = "RATE",
            split = ",",
            defaultValue = "100Mbit,500Mbit,1Gbit,10Gbit",
            description = "Links, in Mbit/s (10^6 bit/s) or with a unit (default: ${DEFAULT-VALUE}).")
    private List<String> links = List.of();

    @Mixin
    private SeedsOption seeds = new SeedsOption(5, 42);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/fit",
            description = "Where fit.csv goes (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--doc",
            paramLabel = "FILE",
            description = "Also renew the tables in FILE, between the lines <!-- fit:begin --> and <!-- fit:end -->.")
    private @Nullable Path doc;

    @Override
    public void execute() throws IOException {
        Validate.isTrue(!links.isEmpty(), "--link without a rate, expected one or more");
        final var comparison = new CurveComparison(
                techniques.chosen(),
                links.stream()
                        .map(link -> Quantities.bytesPerSecond("--link", link))
                        .distinct()
                        .toList(),
                seeds);
        OutputFiles.prepareFolder(out);
        if (doc != null) {
            PLACE.prepare(doc);
        }
        final List<CurveCell> cells = new ArrayList<>();
        for (final Map.Entry<String, PageTrace> trace : traces().entrySet()) {
            cells.addAll(comparison.run(trace.getKey(), trace.getValue(), ProgressBar.named(trace.getKey())));
        }
        OutputFiles.write(out.resolve("fit.csv"), text -> CsvReport.write(CurveCell.METRICS, cells, text));
        final PrintWriter terminal = spec.commandLine().getOut();
        final var tables = new StringWriter();
        CurveReport.print(cells, new PrintWriter(tables));
        if (doc != null) {
            PLACE.renew(doc, tables.toString());
        }
        terminal.print(tables);
        terminal.println();
        terminal.println("Written to " + out + ": fit.csv");
        terminal.flush();
    }

    private Map<String, PageTrace> traces() throws IOException {
        final Map<String, PageTrace> traces = new LinkedHashMap<>();
        for (final Path file : pageTraces) {
            final String name = PageTraces.nameOf(InputFiles.file(file));
            if (traces.put(name, PageTraces.read(file)) != null) {
                throw new IllegalArgumentException(
                        "--page-trace '" + name + "' is given twice, expected every name once");
            }
        }
        if (pageTraces.isEmpty()) {
            for (final String program : PageTraces.SHIPPED) {
                traces.put(program, PageTraces.shipped(program));
            }
        }
        return traces;
    }
}
