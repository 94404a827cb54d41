package io.github.cloudsimmigration.scenarios.workload;

import io.github.cloudsimmigration.access.AccessModel;
import io.github.cloudsimmigration.access.DirtyCurve;
import io.github.cloudsimmigration.access.FittedAccess;
import io.github.cloudsimmigration.access.HotColdAccess;
import io.github.cloudsimmigration.access.IdleAccess;
import io.github.cloudsimmigration.access.MeasuredCurve;
import io.github.cloudsimmigration.access.MixedAccess;
import io.github.cloudsimmigration.access.SequentialAccess;
import io.github.cloudsimmigration.access.UniformAccess;
import io.github.cloudsimmigration.access.ZipfAccess;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import io.github.cloudsimmigration.scenarios.cli.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a VM writes, like {@code hot-cold:rate=4000,ws=1GiB,hot=0.1,share=0.9}; several joined by {@code +} are a mix.
 */
public final class WriteSpec {
    /** What can be written. */
    public static final List<String> FORMS = List.of(
            "idle",
            "uniform:rate=PAGES/S[,ws=SIZE]",
            "sequential:rate=PAGES/S[,ws=SIZE]",
            "hot-cold:rate=PAGES/S[,ws=SIZE][,hot=0.1][,share=0.9]",
            "zipf:rate=PAGES/S[,ws=SIZE][,s=1]",
            "curve:file=FILE");

    private final String text;
    private final MemoryLayout memory;
    private final Map<String, String> values = new HashMap<>();

    private WriteSpec(final String text, final MemoryLayout memory) {
        this.text = text;
        this.memory = memory;
    }

    /**
     * {@return the accesses that a text describes, on a memory; without {@code ws} the working set is all of it}
     *
     * @throws IOException if the file of a curve cannot be read
     */
    public static AccessModel parse(final String text, final MemoryLayout memory) throws IOException {
        final List<AccessModel> parts = new ArrayList<>();
        for (final String part : text.split("\\+", -1)) {
            parts.add(new WriteSpec(part.strip(), memory).model());
        }
        return parts.size() == 1 ? parts.get(0) : new MixedAccess(parts);
    }

    private AccessModel model() throws IOException {
        final int colon = text.indexOf(':');
        final String kind = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0) {
            readValues(text.substring(colon + 1));
        }
        final AccessModel model = switch (kind) {
            case "idle" -> new IdleAccess();
            case "uniform" -> new UniformAccess(rate(), workingSet());
            case "sequential" -> new SequentialAccess(rate(), workingSet());
            case "hot-cold" -> new HotColdAccess(rate(), workingSet(), number("hot", 0.1), number("share", 0.9));
            case "zipf" -> new ZipfAccess(rate(), workingSet(), number("s", 1));
            case "curve" -> fitted();
            default -> throw bad("'" + kind + "' is unknown");
        };
        if (!values.isEmpty()) {
            throw bad("'" + values.keySet().iterator().next() + "' means nothing to " + kind);
        }
        return model;
    }

    private void readValues(final String list) {
        for (final String assignment : list.split(",", -1)) {
            final int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw bad("'" + assignment + "' is no name=value");
            }
            final String name = assignment.substring(0, equals);
            if (values.put(name, assignment.substring(equals + 1)) != null) {
                throw bad("'" + name + "' is given twice", "it once");
            }
        }
    }

    private double rate() {
        if (!values.containsKey("rate")) {
            throw bad("rate is missing");
        }
        return number("rate", 0);
    }

    /** {@return the stationary writes that fit a file that {@code calc-dirty-rate} might have printed} */
    private AccessModel fitted() throws IOException {
        final String file = values.remove("file");
        if (file == null) {
            throw bad("file is missing");
        }
        final DirtyCurve curve =
                MeasuredCurve.read(InputFiles.file(Path.of(file))).curve();
        if (curve.writablePages() > memory.writablePages()) {
            throw bad(
                    "a curve of " + curve.writablePages() + " pages in a memory of " + memory.writablePages(),
                    "more RAM");
        }
        return FittedAccess.to(curve);
    }

    private int workingSet() {
        final String size = values.remove("ws");
        if (size == null) {
            return memory.writablePages();
        }
        final long pages = Quantities.bytes("ws", size) / memory.pageSize();
        if (pages > memory.writablePages()) {
            throw bad("working set of " + pages + " pages in a memory of " + memory.writablePages(), "at most that");
        }
        return (int) pages;
    }

    private double number(final String name, final double byDefault) {
        final String value = values.remove(name);
        try {
            return value == null ? byDefault : Double.parseDouble(value);
        } catch (final NumberFormatException e) {
            throw bad(name + "=" + value, "a number");
        }
    }

    private IllegalArgumentException bad(final String what) {
        return bad(what, "one of: " + String.join("; ", FORMS));
    }

    private IllegalArgumentException bad(final String what, final String expected) {
        return new IllegalArgumentException("writes '" + text + "': " + what + ", expected " + expected);
    }
}
