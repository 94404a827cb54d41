package io.github.cloudsimmigration.scenarios.cli;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import java.util.List;
import org.apache.commons.lang3.Validate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The techniques that a scenario is run with, one after the other. */
public final class TechniqueOption {
    /** Stands for the names of all techniques. */
    public static final String ALL = "all";

    @Option(
            names = "--technique",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "stop-and-copy,xen-precopy,proposed,qemu-precopy",
            description = "Technique, or " + ALL + "; may be given several times (default: ${DEFAULT-VALUE}).")
    private List<String> names = List.of();

    @Mixin
    private QemuOption qemu = new QemuOption();

    /** {@return those asked for, each once} */
    public List<Technique> chosen() {
        Validate.isTrue(!names.isEmpty(), "--technique without a name, expected one or more");
        return qemu.named(expanded(names));
    }

    /** {@return names of techniques, each once, with all of them instead of {@value #ALL}; an unknown one is refused} */
    public static List<String> expanded(final List<String> names) {
        final List<String> known = names.stream()
                .filter(name -> !name.equals(ALL))
                .map(name -> Techniques.byName(name).name())
                .distinct()
                .toList();
        return names.contains(ALL)
                ? Techniques.all().stream().map(Technique::name).toList()
                : known;
    }
}
