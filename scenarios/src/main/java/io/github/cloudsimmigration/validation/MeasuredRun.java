package io.github.cloudsimmigration.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
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
 * @param timeoutSeconds when it was cancelled if it was still under way; KubeVirt's timeout if that is not known
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
    private static final double BYTES_PER_MIB = 1L << 20;
    private static final int MAX_RAM_MIB = 1 << 22;
    private static final int MOST_WRITES_PER_SECOND = 10_000_000;
    private static final String SPINS = "cpu";

    boolean hasPostcopy() {
        return parameters.has(QemuParameter.POSTCOPY_RAM);
    }

    boolean hasAutoConverge() {
        return parameters.has(QemuParameter.AUTO_CONVERGE);
    }

    /** {@return whether no capability was on: plain pre-copy} */
    boolean isPlain() {
        return Arrays.stream(QemuParameter.values())
                .filter(QemuParameter::capability)
                .noneMatch(parameters::has);
    }

    double downtimeLimitSeconds() {
        return parameters.get(QemuParameter.DOWNTIME_LIMIT) / 1e3;
    }

    /**
     * The runs of a folder.
     *
     * @param runs one from each file that can be used, by the files' names
     * @param unusable what is wrong with each of the others: the file's name and what was expected
     */
    record Folder(List<MeasuredRun> runs, List<String> unusable) {
        Folder {
            runs = List.copyOf(runs);
            unusable = List.copyOf(unusable);
        }
    }

    /**
     * {@return the runs of a folder, one from each {@code .json} file, by name}
     *
     * @throws IOException if there is no usable one; the message names each file and what was expected
     */
    static Folder readAll(final Path folder, final TestBed.LayoutNumbers layout) throws IOException {
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
        final List<String> unusable = new ArrayList<>();
        for (final Path file : files) {
            try {
                runs.add(read(file, layout));
            } catch (final IOException e) {
                unusable.add(e.getMessage());
            }
        }
        if (runs.isEmpty()) {
            throw new IOException(String.join("; ", unusable));
        }
        return new Folder(runs, unusable);
    }

    /**
     * {@return the run in a file}
     *
     * @throws IOException if it cannot be used; the message names the file and what was expected
     */
    static MeasuredRun read(final Path file, final TestBed.LayoutNumbers layout) throws IOException {
        try {
            final JsonElement json = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!json.isJsonObject()) {
                throw new IllegalArgumentException("expected a JSON object with config and result");
            }
            final String fileName = file.getFileName().toString();
            return new Reader(json.getAsJsonObject(), layout).run(fileName.substring(0, fileName.lastIndexOf('.')));
        } catch (final JsonParseException e) {
            throw new IOException(
                    file + ": no JSON, expected an object with config and result: "
                            + ExceptionUtils.getRootCause(e).getMessage(),
                    e);
        } catch (final CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8, expected a JSON object with config and result", e);
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads one file. */
    private static final class Reader {
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
            final double timeout = number(config, "timeout_s")
                    .orElseGet(() -> Timeouts.KUBEVIRT.completionSeconds((long) (ramMib * BYTES_PER_MIB)));
            check("timeout_s", timeout, timeout > 0 && Double.isFinite(timeout), "above 0");
            final WriterSpec writer = writer();
            final int mib = Math.max(writer.fillMib(), writer.workingSetMib());
            check("writer", mib, mib <= ramMib, "no more MiB than RAM");
            final int pages = (int) (ramMib * PAGES_PER_MIB) + layout.beyondRam();
            final int nonZero =
                    zeroPages(pages).map(zero -> pages - zero).orElse(layout.idleNonZero() + writer.filledPages());
            final QemuParameters parameters = parameters();
            Techniques.qemuPrecopy(parameters); // refuses those that contradict one another
            return new MeasuredRun(
                    text(config, "id").orElse(fileName),
                    text(config, "kind").orElse("other"),
                    pages,
                    Math.min(pages, nonZero),
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
            check(
                    "writer",
                    spec.perSecond(),
                    spec.perSecond() <= MOST_WRITES_PER_SECOND,
                    "at most " + MOST_WRITES_PER_SECOND + " writes/s");
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
                if (!changesNothing(entry.getKey(), entry.getValue())) {
                    parameters = parameters.with(entry.getKey(), value(entry.getKey(), entry.getValue()));
                }
            }
            for (final String name : capabilities()) {
                if (!name.equals(EVENTS)) {
                    parameters = parameters.with(capability(name), 1);
                }
            }
            final Optional<Double> postcopy = number(config, "postcopy_after_s");
            return postcopy.isPresent() ? parameters.with(QemuParameter.POSTCOPY_AFTER, postcopy.get()) : parameters;
        }

        private static boolean changesNothing(final String name, final JsonElement value) {
            if (AS_QEMU_STARTS.containsKey(name)) {
                final String only = AS_QEMU_STARTS.get(name);
                if (!value.isJsonPrimitive() || !value.getAsString().equals(only)) {
                    throw bad(name, value, only + ": another one is not simulated");
                }
                return true;
            }
            return WITHOUT_EFFECT.contains(name);
        }

        private static String value(final String name, final JsonElement value) {
            if (value.isJsonPrimitive()) {
                return value.getAsString();
            }
            throw bad(name, value, "the value of a parameter of QEMU's migration");
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
                    amount(result, "downtime").orElse(null),
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
            return amount(result, name).or(() -> amount(lastActive, name)).orElse(null);
        }

        /** {@return the zero pages of a completed run, all that is known of a guest beside its configuration} */
        private Optional<Integer> zeroPages(final int pages) {
            final Optional<Double> duplicate = result("duplicate");
            if (!text(result, "status").filter(RunFigures.COMPLETED::equals).isPresent()) {
                return Optional.empty();
            }
            duplicate.ifPresent(
                    zero -> check("duplicate", zero, zero < pages, "fewer than the guest's " + pages + " pages"));
            return duplicate.map(Double::intValue);
        }

        private Optional<Double> result(final String name) {
            return object(result, "ram").flatMap(ram -> amount(ram, name));
        }

        private Optional<Double> ram(final String name) {
            return result(name).or(() -> object(lastActive, "ram").flatMap(ram -> amount(ram, name)));
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

        /** {@return a measured number, which cannot be negative} */
        private static Optional<Double> amount(final JsonObject json, final String key) {
            final Optional<Double> number = number(json, key);
            number.ifPresent(value -> check(key, value, value >= 0, "0 or more"));
            return number;
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
