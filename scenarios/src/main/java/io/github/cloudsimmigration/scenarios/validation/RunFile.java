package io.github.cloudsimmigration.scenarios.validation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.cloudsimmigration.orchestration.Timeouts;
import io.github.cloudsimmigration.scenarios.cli.JsonFields;
import io.github.cloudsimmigration.technique.Techniques;
import io.github.cloudsimmigration.technique.qemu.QemuParameter;
import io.github.cloudsimmigration.technique.qemu.QemuParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/** The JSON file of a run. */
final class RunFile {
    private static final int PAGES_PER_MIB = 256;
    private static final double BYTES_PER_MIB = 1L << 20;
    private static final int MAX_RAM_MIB = 1 << 22;
    private static final int MOST_WRITES_PER_SECOND = 10_000_000;
    private static final String STATUS = "status";
    private static final String IDLE = "idle";
    private static final String SPINS = "cpu";
    private static final String WRITER = "a list: fill MiB, working set MiB, writes/s, pattern, ...";
    private static final int LEAST_NUMBERS = 3;
    private static final int MOST_NUMBERS = 5;
    private static final int MEMORY_NUMBERS = 2;

    private final JsonFields config;
    private final JsonFields result;
    private final JsonFields lastActive;
    private final boolean timedOut;
    private final TestBed.LayoutNumbers layout;

    private RunFile(final JsonFields json, final TestBed.LayoutNumbers layout) {
        this.layout = layout;
        if (!json.has("config")) {
            throw new IllegalArgumentException(
                    "'config' is missing, expected an object with ram_mib, writer, link_mbit ...");
        }
        config = json.object("config");
        result = answer(json, "result");
        lastActive = answer(json, "last_active");
        timedOut = json.truth("cancelled_by_timeout").orElse(false);
        final boolean measured = json.has("result") || json.has("last_active");
        if (measured && !timedOut && result.text(STATUS).isEmpty()) {
            throw new IllegalArgumentException(
                    (json.has("result") ? "'status' is missing in result" : "'result' is missing")
                            + ", expected what query-migrate answered at the end, with status, total-time, ram ...");
        }
    }

    /** {@return an answer of QEMU's, bare or as QMP returns it} */
    private static JsonFields answer(final JsonFields json, final String key) {
        final JsonFields answer = json.object(key);
        return answer.has("return") ? answer.object("return") : answer;
    }

    /**
     * {@return the run in a file}
     *
     * @throws IOException if it cannot be used; the message names the file and what was expected
     */
    static MeasuredRun read(final Path file, final TestBed.LayoutNumbers layout) throws IOException {
        return JsonFields.read(file, "config and result", json -> new RunFile(json, layout).run(nameOf(file)));
    }

    /** {@return the name of a run that has no other} */
    static String nameOf(final Path file) {
        return StringUtils.substringBeforeLast(file.getFileName().toString(), ".");
    }

    private MeasuredRun run(final String fileName) {
        final double ramMib = config.number("ram_mib").orElseThrow(() -> missing("ram_mib", "RAM in MiB"));
        final double link = config.number("link_mbit").orElseThrow(() -> missing("link_mbit", "Mbit/s"));
        JsonFields.check("ram_mib", ramMib, ramMib >= 1 && ramMib <= MAX_RAM_MIB, "1 to " + MAX_RAM_MIB);
        JsonFields.check("link_mbit", link, link > 0 && link <= 1e9, "above 0");
        final double timeout = config.number("timeout_s")
                .orElseGet(() -> Timeouts.KUBEVIRT.completionSeconds((long) (ramMib * BYTES_PER_MIB)));
        JsonFields.check("timeout_s", timeout, timeout > 0 && Double.isFinite(timeout), "above 0");
        final String kind = config.text("kind").orElse("other");
        final WriterSpec writer =
                config.list("writer", WRITER).map(RunFile::writer).orElseGet(() -> noWriter(kind));
        final int mib = Math.max(writer.fillMib(), writer.workingSetMib());
        JsonFields.check("writer", mib, mib <= ramMib, "no more MiB than RAM");
        final int pages = (int) (ramMib * PAGES_PER_MIB) + layout.beyondRam();
        final int nonZero =
                zeroPages(pages).map(zero -> pages - zero).orElse(layout.idleNonZero() + writer.filledPages());
        final QemuParameters parameters = RunParameters.of(config);
        Techniques.qemuPrecopy(parameters); // refuses those that contradict one another
        return new MeasuredRun(
                config.text("id").filter(RunFile::isName).orElse(fileName),
                kind,
                pages,
                Math.min(pages, nonZero),
                writer,
                link,
                timeout,
                parameters,
                measured(parameters));
    }

    private static WriterSpec noWriter(final String kind) {
        if (!kind.equals(IDLE)) {
            throw missing("writer", WRITER + " (or kind " + IDLE + ", if nothing writes)");
        }
        return WriterSpec.NONE;
    }

    private static boolean isName(final String id) {
        return StringUtils.isNotBlank(id) && id.chars().noneMatch(Character::isISOControl);
    }

    private static WriterSpec writer(final JsonArray writer) {
        boolean spins = false;
        final List<Double> numbers = new ArrayList<>();
        String label = "";
        for (final JsonElement element : writer) {
            if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
                JsonFields.check("writer", element.getAsDouble(), element.getAsDouble() >= 0, "numbers of 0 or more");
                numbers.add(element.getAsDouble());
            } else if (element.isJsonPrimitive() && element.getAsString().equals(SPINS)) {
                spins = true;
            } else if (element.isJsonPrimitive() && label.isEmpty()) {
                label = element.getAsString();
            } else {
                throw JsonFields.bad("writer", element, "numbers and one pattern");
            }
        }
        final WriterSpec.Pattern pattern = WriterSpec.Pattern.of(label);
        final int needed = LEAST_NUMBERS + pattern.numbers();
        if (numbers.size() < needed) {
            throw JsonFields.bad("writer", writer, needed + " numbers beside pattern '" + label + "'");
        }
        for (final double mib : numbers.subList(0, MEMORY_NUMBERS)) {
            JsonFields.check("writer", mib, mib == Math.rint(mib), "whole MiB of memory");
        }
        while (numbers.size() < MOST_NUMBERS) {
            numbers.add(0.0);
        }
        final var spec = new WriterSpec(
                numbers.get(0).intValue(),
                numbers.get(1).intValue(),
                numbers.get(2),
                pattern,
                numbers.get(3),
                numbers.get(4),
                spins);
        JsonFields.check(
                "writer",
                spec.perSecond(),
                spec.perSecond() <= MOST_WRITES_PER_SECOND,
                "at most " + MOST_WRITES_PER_SECOND + " writes/s");
        if (spec.pattern() == WriterSpec.Pattern.HOT) {
            JsonFields.check("writer", spec.first(), spec.first() <= 1, "a hot fraction of 0 to 1");
            JsonFields.check("writer", spec.second(), spec.second() <= 1, "a hot share of 0 to 1");
        }
        return spec;
    }

    private RunFigures measured(final QemuParameters parameters) {
        return new RunFigures(
                result.text(STATUS).orElse(timedOut ? RunFigures.CANCELLED : null),
                figure(result, lastActive, "total-time").orElse(null),
                ram("transferred").orElse(null),
                result.amount("downtime").orElse(null),
                ram("dirty-sync-count").orElse(null),
                parameters.has(QemuParameter.POSTCOPY_RAM)
                        ? ram("postcopy-requests").orElse(null)
                        : null,
                parameters.has(QemuParameter.AUTO_CONVERGE) ? throttle().orElse(null) : null);
    }

    private boolean completed() {
        return result.text(STATUS).filter(RunFigures.COMPLETED::equals).isPresent();
    }

    private Optional<Double> ram(final String name) {
        return figure(result.object("ram"), lastActive.object("ram"), name);
    }

    /** {@return a figure of the end; of a run that did not complete, of which QEMU then tells none, the last of those told before} */
    private Optional<Double> figure(final JsonFields end, final JsonFields before, final String name) {
        final Optional<Double> told = end.amount(name);
        return completed() ? told : told.or(() -> before.amount(name));
    }

    /** {@return the last throttle: QEMU tells it while it throttles, so it is 0 if QEMU told other figures and not this one} */
    private Optional<Double> throttle() {
        final String name = "cpu-throttle-percentage";
        return result.amount(name)
                .or(() -> lastActive.amount(name))
                .or(() -> lastActive.has("total-time") ? Optional.of(0.0) : Optional.empty());
    }

    /** {@return the zero pages of a completed run, all that is known of a guest beside its configuration} */
    private Optional<Integer> zeroPages(final int pages) {
        if (!completed()) {
            return Optional.empty();
        }
        final Optional<Double> duplicate = ram("duplicate");
        duplicate.ifPresent(zero ->
                JsonFields.check("duplicate", zero, zero < pages, "fewer than the guest's " + pages + " pages"));
        return duplicate.map(Double::intValue);
    }

    private static IllegalArgumentException missing(final String key, final String expected) {
        return new IllegalArgumentException("'" + key + "' is missing in config, expected " + expected);
    }
}
