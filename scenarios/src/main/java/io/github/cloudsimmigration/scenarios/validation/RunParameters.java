package io.github.cloudsimmigration.scenarios.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.scenarios.cli.JsonFields;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What QEMU was told, from the configuration of a run. */
final class RunParameters {
    /** Capabilities that change nothing of what is told: of events, of checks, of disks, of RDMA, of memory given back. */
    private static final Set<String> UNNOTICED = Set.of(
            "events",
            "late-block-activate",
            "postcopy-blocktime",
            "rdma-pin-all",
            "release-ram",
            "validate-uuid",
            "zero-blocks");

    /** Has QEMU wait at the end until the destination has read everything; post-copy does so anyway. */
    private static final String RETURN_PATH = "return-path";

    /** Parameters that QEMU lists and that change nothing here, whatever they are: they belong to capabilities that are refused, or to TLS. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "announce-initial",
            "announce-max",
            "announce-rounds",
            "announce-step",
            "block-bitmap-mapping",
            "block-incremental",
            "compress-level",
            "compress-threads",
            "compress-wait-thread",
            "cpr-exec-command",
            "decompress-threads",
            "direct-io",
            "multifd-qatzip-level",
            "multifd-zlib-level",
            "multifd-zstd-level",
            "tls-authz",
            "tls-creds",
            "tls-hostname",
            "vcpu-dirty-limit",
            "x-checkpoint-delay",
            "x-rdma-chunk-size",
            "x-vcpu-dirty-limit-period");

    /** Parameters that change nothing as long as they are one of these. */
    private static final Map<String, Set<String>> WITHOUT_EFFECT_IF = Map.of(
            "cpu-throttle-tailslow", Set.of("false"),
            "mode", Set.of("normal"),
            "multifd-compression", Set.of("none"),
            "zero-page-detection", Set.of("legacy", "multifd"));

    private static final String CAPABILITY_FORMS = "names, or of objects with capability and state (true, false)";

    private RunParameters() {}

    /** {@return what QEMU was told} */
    static QemuParameters of(final JsonFields config) {
        QemuParameters parameters = with(
                QemuParameters.DEFAULT.with(QemuParameter.MAX_BANDWIDTH, 0),
                QemuParameter.DOWNTIME_LIMIT,
                config.amount("downtime_limit_ms").map(millis -> (double) Math.round(millis)));
        for (final Map.Entry<String, JsonElement> entry :
                config.object("parameters").json().entrySet()) {
            if (!entry.getValue().isJsonNull() && !changesNothing(entry.getKey(), entry.getValue())) {
                parameters = parameters.with(entry.getKey(), value(entry.getKey(), entry.getValue()));
            }
        }
        final Set<String> capabilities = capabilities(config);
        if (capabilities.contains(QemuParameter.POSTCOPY_RAM.label())) {
            capabilities.remove(RETURN_PATH);
        }
        capabilities.removeAll(UNNOTICED);
        for (final String name : capabilities) {
            parameters = parameters.with(capability(name), 1);
        }
        return parameters.has(QemuParameter.POSTCOPY_RAM)
                ? with(parameters, QemuParameter.POSTCOPY_AFTER, config.number("postcopy_after_s"))
                : parameters;
    }

    private static QemuParameters with(
            final QemuParameters parameters, final QemuParameter parameter, final Optional<Double> value) {
        return value.map(told -> parameters.with(parameter, told)).orElse(parameters);
    }

    private static boolean changesNothing(final String name, final JsonElement value) {
        final Set<String> harmless = WITHOUT_EFFECT_IF.get(name);
        if (harmless == null) {
            return WITHOUT_EFFECT.contains(name);
        }
        if (!value.isJsonPrimitive() || !harmless.contains(value.getAsString())) {
            final String expected = harmless.stream().sorted().collect(Collectors.joining(" or "));
            throw JsonFields.bad(name, value, expected + ": another one is not simulated");
        }
        return true;
    }

    private static String value(final String name, final JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsString();
        }
        throw JsonFields.bad(name, value, "the value of a parameter of QEMU's migration");
    }

    private static QemuParameter capability(final String name) {
        return QemuParameters.parameter(name)
                .filter(QemuParameter::capability)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'capabilities' has '" + name + "', which is not simulated, expected some of: "
                                + Stream.concat(
                                                UNNOTICED.stream().sorted(),
                                                Arrays.stream(QemuParameter.values())
                                                        .filter(QemuParameter::capability)
                                                        .map(QemuParameter::label))
                                        .collect(Collectors.joining(", "))));
    }

    /** {@return the capabilities that are on} */
    private static Set<String> capabilities(final JsonFields config) {
        final Set<String> names = new LinkedHashSet<>();
        for (final JsonElement element :
                config.list("capabilities", "a list of " + CAPABILITY_FORMS).orElseGet(JsonArray::new)) {
            if (element.isJsonObject()) {
                names.addAll(inQmpForm(element.getAsJsonObject()));
            } else if (element.isJsonPrimitive()) {
                names.add(element.getAsString());
            } else {
                throw JsonFields.bad("capabilities", element, CAPABILITY_FORMS);
            }
        }
        return names;
    }

    /** {@return the capability of {@code {"capability": "xbzrle", "state": true}}, if it is on} */
    private static List<String> inQmpForm(final JsonObject capability) {
        final String name = new JsonFields(capability)
                .text("capability")
                .orElseThrow(() -> JsonFields.bad("capabilities", capability, CAPABILITY_FORMS));
        final JsonElement state = capability.get("state");
        if (state == null
                || !state.isJsonPrimitive()
                || !state.getAsJsonPrimitive().isBoolean()) {
            throw JsonFields.bad("capabilities", capability, CAPABILITY_FORMS);
        }
        return state.getAsBoolean() ? List.of(name) : List.of();
    }
}
