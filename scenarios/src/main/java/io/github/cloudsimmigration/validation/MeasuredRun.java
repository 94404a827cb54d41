package io.github.cloudsimmigration.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.technique.QemuParameter;
import io.github.cloudsimmigration.technique.QemuParameters;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration that a QEMU did: what was known before, and what came of it.
 *
 * @param id its name
 * @param kind which kind of run
 * @param pages pages of the guest
 * @param nonZeroPages how many of them are not zero
 * @param writer what the program in the guest was told
 * @param linkMegabits the link, in Mbit/s
 * @param timeoutSeconds when it was cancelled if it was still under way; infinite for never
 * @param parameters what QEMU was told
 * @param measured what came of it
 */
record MeasuredRun(
        String id,
        String kind,
        int pages,
        int nonZeroPages,
        WriterSpec writer,
        double linkMegabits,
        double timeoutSeconds,
        QemuParameters parameters,
        RunFigures measured) {
    private static final int PAGES_PER_MIB = 256;
    private static final int MAX_RAM_MIB = 1 << 22;
    private static final String SPINS = "cpu";

    boolean hasPostcopy() {
        return parameters.has(QemuParameter.POSTCOPY_RAM);
    }

    boolean hasAutoConverge() {
        return parameters.has(QemuParameter.AUTO_CONVERGE);
    }

    double downtimeLimitSeconds() {
        return parameters.get(QemuParameter.DOWNTIME_LIMIT) / 1e3;
    }

    /**
     * {@return the runs of a folder, one from each {@code .json} file, by name}
     *
     * @throws IOException if there is none, or one is malformed; the message names the file and what was expected
     */
    static List<MeasuredRun> readAll(final Path folder, final TestBed.LayoutNumbers layout) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder, expected one with the JSON files of runs");
        }
        final List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException(folder + ": no .json file in it, expected one for each run");
        }
        final List<MeasuredRun> runs = new ArrayList<>();
        for (final Path file : files) {
            runs.add(read(file, layout));
        }
        return runs;
    }

    /** {@return the run in a file} */
    static MeasuredRun read(final Path file, final TestBed.LayoutNumbers layout) throws IOException {
        try {
            final JsonElement json = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!json.isJsonObject()) {
                throw new IllegalArgumentException("expected a JSON object with config and result");
            }
            final String fileName = file.getFileName().toString();
            return new Reader(json.getAsJsonObject(), layout).run(fileName.substring(0, fileName.lastIndexOf('.')));
        } catch (final JsonParseException e) {
            throw new IOException(file + ": no JSON, expected an object with config and result: " + e.getMessage(), e);
        } catch (final CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8, expected a JSON object with config and result", e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads one file. */
    private static final class Reader {
        private static final String CAPABILITY_FORMS = "names, or of objects with capability and state (true, false)";

        private final JsonObject config;
        private final JsonObject result;
        private final JsonObject lastActive;
        private final TestBed.LayoutNumbers layout;

        Reader(final JsonObject json, final TestBed.LayoutNumbers layout) {
            this.layout = layout;
            config = object(json, "config")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'config' is missing, expected an object with ram_mib, writer, link_mbit ..."));
            result = object(json, "result").orElseGet(JsonObject::new);
            lastActive = object(json, "last_active").orElseGet(JsonObject::new);
        }

        MeasuredRun run(final String fileName) {
            final double ramMib = number(config, "ram_mib").orElseThrow(() -> missing("ram_mib", "RAM in MiB"));
            final double link = number(config, "link_mbit").orElseThrow(() -> missing("link_mbit", "Mbit/s"));
            check("ram_mib", ramMib, ramMib >= 1 && ramMib <= MAX_RAM_MIB, "1 to " + MAX_RAM_MIB);
            check("link_mbit", link, link > 0 && link <= 1e9, "above 0");
            final double timeout = number(config, "timeout_s").orElse(Double.POSITIVE_INFINITY);
            check("timeout_s", timeout, timeout > 0, "above 0");
            final WriterSpec writer = writer();
            final int pages = (int) (ramMib * PAGES_PER_MIB) + layout.beyondRam();
            check("writer", writer.filledPages(), writer.filledPages() < pages, "fewer pages than RAM");
            final int nonZero =
                    zeroPages().map(zero -> pages - zero).orElse(layout.idleNonZero() + writer.filledPages());
            final QemuParameters parameters = parameters();
            return new MeasuredRun(
                    text(config, "id").orElse(fileName),
                    text(config, "kind").orElse("other"),
                    pages,
                    Math.max(0, Math.min(pages, nonZero)),
                    writer,
                    link,
                    timeout,
                    parameters,
                    measured(parameters));
        }

        private WriterSpec writer() {
            if (!config.has("writer") || config.get("writer").isJsonNull()) {
                return WriterSpec.NONE;
            }
            if (!config.get("writer").isJsonArray()) {
                throw bad("writer", config.get("writer"), "a list: fill MiB, working set MiB, writes/s, pattern, ...");
            }
            final JsonArray writer = config.getAsJsonArray("writer");
            boolean spins = false;
            final List<Double> numbers = new ArrayList<>();
            String pattern = "uniform";
            for (final JsonElement element : writer) {
                if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
                    check("writer", element.getAsDouble(), element.getAsDouble() >= 0, "numbers of 0 or more");
                    numbers.add(element.getAsDouble());
                } else if (element.isJsonPrimitive() && element.getAsString().equals(SPINS)) {
                    spins = true;
                } else if (element.isJsonPrimitive()) {
                    pattern = element.getAsString();
                } else {
                    throw bad("writer", element, "numbers and a pattern");
                }
            }
            while (numbers.size() < 5) {
                numbers.add(0.0);
            }
            final var spec = new WriterSpec(
                    numbers.get(0).intValue(),
                    numbers.get(1).intValue(),
                    numbers.get(2),
                    WriterSpec.Pattern.of(pattern),
                    numbers.get(3),
                    numbers.get(4),
                    spins);
            if (spec.pattern() == WriterSpec.Pattern.HOT) {
                check("writer", spec.first(), spec.first() <= 1, "a hot fraction of 0 to 1");
                check("writer", spec.second(), spec.second() <= 1, "a hot share of 0 to 1");
            }
            return spec;
        }

        private QemuParameters parameters() {
            QemuParameters parameters = QemuParameters.DEFAULT.with(QemuParameter.MAX_BANDWIDTH, 0);
            parameters = number(config, "downtime_limit_ms").isPresent()
                    ? parameters.with(
                            QemuParameter.DOWNTIME_LIMIT,
                            number(config, "downtime_limit_ms").get())
                    : parameters;
            for (final Map.Entry<String, JsonElement> entry :
                    object(config, "parameters").orElseGet(JsonObject::new).entrySet()) {
                final Optional<QemuParameter> parameter = QemuParameters.parameter(entry.getKey());
                if (parameter.isPresent() && entry.getValue().isJsonPrimitive()) {
                    parameters =
                            parameters.with(entry.getKey(), entry.getValue().getAsString());
                }
            }
            for (final String capability : capabilities()) {
                final Optional<QemuParameter> parameter = QemuParameters.parameter(capability);
                if (parameter.isPresent() && parameter.get().capability()) {
                    parameters = parameters.with(parameter.get(), 1);
                }
            }
            final Optional<Double> postcopy = number(config, "postcopy_after_s");
            return postcopy.isPresent() ? parameters.with(QemuParameter.POSTCOPY_AFTER, postcopy.get()) : parameters;
        }

        private List<String> capabilities() {
            if (!config.has("capabilities") || config.get("capabilities").isJsonNull()) {
                return List.of();
            }
            if (!config.get("capabilities").isJsonArray()) {
                throw bad("capabilities", config.get("capabilities"), "a list of " + CAPABILITY_FORMS);
            }
            final List<String> names = new ArrayList<>();
            for (final JsonElement element : config.getAsJsonArray("capabilities")) {
                if (element.isJsonObject()) {
                    names.addAll(inQmpForm(element.getAsJsonObject()));
                } else if (element.isJsonPrimitive()) {
                    names.add(element.getAsString());
                } else {
                    throw bad("capabilities", element, CAPABILITY_FORMS);
                }
            }
            return names;
        }

        /** {@return the capability of {@code {"capability": "xbzrle", "state": true}}, if it is on} */
        private static List<String> inQmpForm(final JsonObject capability) {
            final String name =
                    text(capability, "capability").orElseThrow(() -> bad("capabilities", capability, CAPABILITY_FORMS));
            final JsonElement state = capability.get("state");
            if (state == null
                    || !state.isJsonPrimitive()
                    || !state.getAsJsonPrimitive().isBoolean()) {
                throw bad("capabilities", capability, CAPABILITY_FORMS);
            }
            return state.getAsBoolean() ? List.of(name) : List.of();
        }

        private RunFigures measured(final QemuParameters parameters) {
            return new RunFigures(
                    text(result, "status").orElse(null),
                    figure("total-time"),
                    ram("transferred").orElse(null),
                    number(result, "downtime").orElse(null),
                    ram("dirty-sync-count").orElse(null),
                    parameters.has(QemuParameter.POSTCOPY_RAM)
                            ? ram("postcopy-requests").orElse(null)
                            : null,
                    parameters.has(QemuParameter.AUTO_CONVERGE) ? throttle() : null);
        }

        /** {@return the last throttle: QEMU tells it while it throttles, so it is 0 if QEMU told other figures and not this one} */
        private @Nullable Double throttle() {
            final Double told = figure("cpu-throttle-percentage");
            return told == null && lastActive.has("total-time") ? (Double) 0.0 : told;
        }

        private @Nullable Double figure(final String name) {
            return number(result, name).or(() -> number(lastActive, name)).orElse(null);
        }

        /** {@return the zero pages of a completed run, all that is known of a guest beside its configuration} */
        private Optional<Integer> zeroPages() {
            return text(result, "status").filter(RunFigures.COMPLETED::equals).isPresent()
                    ? result("duplicate").map(Double::intValue)
                    : Optional.empty();
        }

        private Optional<Double> result(final String name) {
            return object(result, "ram").flatMap(ram -> number(ram, name));
        }

        private Optional<Double> ram(final String name) {
            return result(name).or(() -> object(lastActive, "ram").flatMap(ram -> number(ram, name)));
        }

        private static Optional<JsonObject> object(final JsonObject json, final String key) {
            if (!json.has(key) || json.get(key).isJsonNull()) {
                return Optional.empty();
            }
            if (!json.get(key).isJsonObject()) {
                throw bad(key, json.get(key), "an object");
            }
            return Optional.of(json.getAsJsonObject(key));
        }

        private static Optional<Double> number(final JsonObject json, final String key) {
            if (!json.has(key) || json.get(key).isJsonNull()) {
                return Optional.empty();
            }
            final JsonElement element = json.get(key);
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isNumber()) {
                throw bad(key, element, "a number");
            }
            return Optional.of(element.getAsDouble());
        }

        private static Optional<String> text(final JsonObject json, final String key) {
            return json.has(key) && json.get(key).isJsonPrimitive()
                    ? Optional.of(json.get(key).getAsString())
                    : Optional.empty();
        }

        private static void check(final String key, final double value, final boolean holds, final String expected) {
            if (!holds) {
                throw new IllegalArgumentException("'" + key + "' has " + value + ", expected " + expected);
            }
        }

        private static IllegalArgumentException missing(final String key, final String expected) {
            return new IllegalArgumentException("'" + key + "' is missing in config, expected " + expected);
        }

        private static IllegalArgumentException bad(final String key, final JsonElement found, final String expected) {
            return new IllegalArgumentException("'" + key + "' has " + found + ", expected " + expected);
        }
    }
}
