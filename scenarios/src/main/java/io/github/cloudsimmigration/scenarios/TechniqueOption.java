package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.apache.commons.lang3.Validate;
import picocli.CommandLine.Option;

/** The techniques that a scenario is run with, one after the other. */
final class TechniqueOption {
    private static final String ALL = "all";

    @Option(
            names = "--technique",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "stop-and-copy,xen-precopy,proposed,qemu-precopy",
            description = "Technique, or " + ALL + "; may be given several times (default: ${DEFAULT-VALUE}).")
    private List<String> names = List.of();

    /** {@return those asked for, each once} */
    List<Technique> chosen() {
        Validate.isTrue(!names.isEmpty(), "--technique without a name, expected one or more");
        return names.contains(ALL)
                ? List.copyOf(Techniques.all())
                : names.stream().distinct().map(Techniques::byName).toList();
    }
}
