package io.github.cloudsimmigration.technique.qemu;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a QEMU: its version, and its migration parameters and capabilities by QEMU's names. Immutable.
 *
 * <pre>{@code
 * Technique technique = Techniques.qemuPrecopy(
 *         QemuParameters.DEFAULT.with("downtime-limit", "500").with("auto-converge", "on"));
 * }</pre>
 */
public final class QemuParameters {
    /** QEMU 7.2 as it comes. */
    public static final QemuParameters DEFAULT =
            new QemuParameters(QemuVersion.V7_2, new EnumMap<>(QemuParameter.class));

    private static final String VERSION = "version";

    private final QemuVersion version;
    private final Map<QemuParameter, Double> values;

    private QemuParameters(final QemuVersion version, final Map<QemuParameter, Double> values) {
        this.version = version;
        this.values = values;
    }

    public QemuVersion version() {
        return version;
    }

    /** {@return the value of a parameter} */
    public double get(final QemuParameter parameter) {
        return values.getOrDefault(parameter, parameter.standard());
    }

    /** {@return the value of a parameter of which 0 means that there is no limit} */
    public double limit(final QemuParameter parameter) {
        return get(parameter) == 0 ? Double.POSITIVE_INFINITY : get(parameter);
    }

    /** {@return whether a capability is on} */
    public boolean has(final QemuParameter capability) {
        return get(capability) > 0;
    }

    public QemuParameters with(final QemuVersion newVersion) {
        return new QemuParameters(newVersion, values);
    }

    /**
     * {@return the same with another value}
     *
     * @throws IllegalArgumentException if it cannot have that value
     */
    public QemuParameters with(final QemuParameter parameter, final double value) {
        parameter.check(value);
        final Map<QemuParameter, Double> changed = new EnumMap<>(QemuParameter.class);
        changed.putAll(values);
        changed.put(parameter, value);
        return new QemuParameters(version, changed);
    }

    /**
     * {@return the same with another value}
     *
     * @param name QEMU's name of it, or {@code version}
     * @param text a number, {@code on} or {@code off}, or {@code 7.2} or {@code 10.2}
     * @throws IllegalArgumentException if there is no such parameter or it cannot have that value; the message lists what can be
     */
    public QemuParameters with(final String name, final String text) {
        if (name.equals(VERSION)) {
            return with(version(text));
        }
        final QemuParameter parameter = parameter(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown parameter '" + name + "' of QEMU's migration, expected one of: " + names()));
        return with(parameter, value(parameter, text));
    }

    /** {@return the parameter of that name, if there is one} */
    public static Optional<QemuParameter> parameter(final String name) {
        return Arrays.stream(QemuParameter.values())
                .filter(parameter -> parameter.label().equals(name))
                .findFirst();
    }

    private static QemuVersion version(final String text) {
        for (final QemuVersion version : QemuVersion.values()) {
            if (version.label().equals(text)) {
                return version;
            }
        }
        throw new IllegalArgumentException("version '" + text + "' of QEMU, expected one of: "
                + Arrays.stream(QemuVersion.values()).map(QemuVersion::label).collect(Collectors.joining(", ")));
    }

    private static double value(final QemuParameter parameter, final String text) {
        final String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals(parameter.standardText())) {
            return parameter.standard();
        }
        if (parameter.capability()) {
            return switch (word) {
                case "on", "true", "1" -> 1;
                case "off", "false", "0" -> 0;
                default -> throw bad(parameter, text, null);
            };
        }
        try {
            return Double.parseDouble(word);
        } catch (final NumberFormatException e) {
            throw bad(parameter, text, e);
        }
    }

    private static IllegalArgumentException bad(
            final QemuParameter parameter, final String text, final @Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                parameter.label() + " '" + text + "', expected " + parameter.expected(), cause);
    }

    private static String names() {
        return VERSION + ", "
                + Arrays.stream(QemuParameter.values())
                        .map(QemuParameter::label)
                        .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof QemuParameters parameters
                && parameters.version == version
                && parameters.values.equals(values);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return "QEMU " + version + " " + values;
    }
}
