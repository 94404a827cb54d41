package io.github.cloudsimmigration.scenarios.comparison;

import io.github.cloudsimmigration.scenarios.output.MarkedText;
import io.github.cloudsimmigration.scenarios.workload.Workload;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The README's table of techniques: idea and source as they say themselves, effect as a small comparison measures it. */
final class TechniqueTable {
    /** Where it stands in the README. */
    static final MarkedText PLACE = new MarkedText("techniques");

    private static final List<Workload> WORKLOADS = List.of(Workload.KERNEL_BUILD, Workload.MEMORY_INTENSIVE);
    private static final List<String> MEASURES = List.of("pages-sent", "total-time", "downtime");
    private static final long RAM_BYTES = 256L << 20;
    private static final double LINK_BYTES_PER_SECOND = 1e9 / 8;
    private static final int SEEDS = 3;
    private static final long SEED = 42;

    private TechniqueTable() {}

    /** {@return the table, of all techniques, in Markdown} */
    static String markdown() {
        final List<Technique> techniques = List.copyOf(Techniques.all());
        final var setup =
                new TechniqueComparison.Setup(techniques, WORKLOADS, RAM_BYTES, LINK_BYTES_PER_SECOND, SEEDS, SEED, 2);
        final List<ComparisonRow> rows = ComparisonRow.of(new TechniqueComparison(setup).run(progress -> {}));
        final List<String> lines = new ArrayList<>();
        lines.add(line("name", "idea", "source", effects(Workload::name)));
        lines.add(line("---", "---", "---", effects(workload -> "---")));
        for (final Technique technique : techniques) {
            lines.add(line(
                    "`" + technique.name() + "`",
                    technique.summary(),
                    technique.source(),
                    effects(workload -> effect(row(rows, workload, technique)))));
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> effects(final Function<Workload, String> cell) {
        return WORKLOADS.stream().map(cell).toList();
    }

    private static ComparisonRow row(
            final List<ComparisonRow> rows, final Workload workload, final Technique technique) {
        return rows.stream()
                .filter(row -> row.workload().equals(workload.name())
                        && row.technique().equals(technique.name()))
                .findFirst()
                .orElseThrow();
    }

    private static String effect(final ComparisonRow row) {
        if (row.technique().equals(PublishedFigure.BASELINE)) {
            return "reference";
        }
        if (!row.completes()) {
            return "does not complete";
        }
        return MEASURES.stream()
                .map(measure -> ComparisonReport.change(row.changePercent(measure)))
                .collect(Collectors.joining(" / "));
    }

    private static String line(final String name, final String idea, final String source, final List<String> effects) {
        return "| " + name + " | " + idea + " | " + source + " | " + String.join(" | ", effects) + " |";
    }
}
