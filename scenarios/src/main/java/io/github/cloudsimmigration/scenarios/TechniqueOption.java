package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The techniques that a scenario is run with, one after the other. */
final class TechniqueOption {
    @Option(
            names = "--technique",
            paramLabel = "NAME",
            description = "Technique; may be given several times (default: all known ones).")
    private List<String> names = new ArrayList<>();

    /** {@return those asked for, each once, or all} */
    List<Technique> chosen() {
        return names.isEmpty()
                ? List.copyOf(Techniques.all())
                : names.stream().distinct().map(Techniques::byName).toList();
    }
}
