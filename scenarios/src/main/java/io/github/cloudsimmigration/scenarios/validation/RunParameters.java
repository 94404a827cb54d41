package io.github.cloudsimmigration.scenarios.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.cloudsimmigration.scenarios.cli.JsonFields;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What QEMU was told, from the configuration of a run. */
final class RunParameters {
    /** Turns on QEMU's telling of events, which the migration does not notice. */
    private static final String EVENTS = "events";

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
            "x-vcpu-dirty-limit-period",
            "zero-page-detection");

    /** Parameters that change nothing as long as they are what QEMU starts with. */
    private static final Map<String, String> AS_QEMU_STARTS =
            Map.of("cpu-throttle-tailslow", "false", "mode", "normal", "multifd-compression", "none");

    private static final String CAPABILITY_FORMS = "names, or of objects with capability and state (true, false)";

    private RunParameters() {}

    /** {@return what QEMU was told} */
    static QemuParameters of(final JsonFields config) {
        QemuParameters parameters = with(
                QemuParameters.DEFAULT.with(QemuParameter.MAX_BANDWIDTH, 0),
                QemuParameter.DOWNTIME_LIMIT,
                config.number("downtime_limit_ms"));
        for (final Map.Entry<String, JsonElement> entry :
                config.object("parameters").json().entrySet()) {
            if (!changesNothing(entry.getKey(), entry.getValue())) {
                parameters = parameters.with(entry.getKey(), value(entry.getKey(), entry.getValue()));
            }
        }
        for (final String name : capabilities(config)) {
            if (!name.equals(EVENTS)) {
                parameters = parameters.with(capability(name), 1);
            }
        }
        return with(parameters, QemuParameter.POSTCOPY_AFTER, config.number("postcopy_after_s"));
    }

    private static QemuParameters with(
            final QemuParameters parameters, final QemuParameter parameter, final Optional<Double> value) {
        return value.map(told -> parameters.with(parameter, told)).orElse(parameters);
    }

    private static boolean changesNothing(final String name, final JsonElement value) {
        if (AS_QEMU_STARTS.containsKey(name)) {
            final String only = AS_QEMU_STARTS.get(name);
            if (!value.isJsonPrimitive() || !value.getAsString().equals(only)) {
                throw JsonFields.bad(name, value, only + ": another one is not simulated");
            }
            return true;
        }
        return WITHOUT_EFFECT.contains(name);
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
                                                Stream.of(EVENTS),
                                                Arrays.stream(QemuParameter.values())
                                                        .filter(QemuParameter::capability)
                                                        .map(QemuParameter::label))
                                        .collect(Collectors.joining(", "))));
    }

    private static List<String> capabilities(final JsonFields config) {
        final List<String> names = new ArrayList<>();
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
