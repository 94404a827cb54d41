package io.github.cloudsimmigration.scenarios.cli;

import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What QEMU's migration is told. */
public final class QemuOption {
    private static final String QEMU = Techniques.qemuPrecopy().name();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "qemu-precopy: a parameter or capability by QEMU's name, like downtime-limit=500 (ms),"
                    + " max-bandwidth=125000000 (bytes/s; QEMU's default is 128 MiB/s, 1.07 Gbit/s, 0 is no limit), auto-converge=on,"
                    + " version=10.2; may be given several times.")
    private List<String> settings = new ArrayList<>();

    /** {@return techniques by name; QEMU's with what it is told} */
    public List<Technique> named(final List<String> names) {
        final Map<String, String> values = values();
        Validate.isTrue(
                values.isEmpty() || names.contains(QEMU), "--set is for %s, expected --technique %s", QEMU, QEMU);
        return names.stream()
                .map(name -> name.equals(QEMU) ? Techniques.qemuPrecopy(parameters(values)) : Techniques.byName(name))
                .toList();
    }

    /** {@return what a parameter is set to, null if it is not} */
    @Nullable
    public String valueOf(final QemuParameter parameter) {
        return values().get(parameter.label());
    }

    private Map<String, String> values() {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String setting : settings) {
            Validate.isTrue(setting.contains("="), "--set %s, expected NAME=VALUE", setting);
            final String name = StringUtils.substringBefore(setting, "=");
            final String before = values.put(name, StringUtils.substringAfter(setting, "="));
            Validate.isTrue(before == null, "--set %s is given twice, expected once", name);
        }
        return values;
    }

    private static QemuParameters parameters(final Map<String, String> values) {
        QemuParameters parameters = QemuParameters.DEFAULT;
        for (final Map.Entry<String, String> value : values.entrySet()) {
            parameters = parameters.with(value.getKey(), value.getValue());
        }
        return parameters;
    }
}
