package io.github.cloudsimmigration.scenarios.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runs of a folder.
 *
 * @param runs one from each file that can be used, by the files' names
 * @param unusable what is wrong with each of the others: the file's name and what was expected
 */
record RunFolder(List<MeasuredRun> runs, List<String> unusable) {
    /** No folder. */
    static final RunFolder NONE = new RunFolder(List.of(), List.of());

    RunFolder {
        runs = List.copyOf(runs);
        unusable = List.copyOf(unusable);
    }

    /**
     * {@return the runs of a folder, one from each {@code .json} file, by name}
     *
     * @throws IOException if there is no usable one; the message names each file and what was expected
     */
    static RunFolder read(final Path folder, final TestBed.LayoutNumbers layout) throws IOException {
        if (folder.toString().isEmpty() || !Files.isDirectory(folder)) {
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
        final Map<Path, MeasuredRun> runs = new LinkedHashMap<>();
        final List<String> unusable = new ArrayList<>();
        for (final Path file : files) {
            try {
                runs.put(file, RunFile.read(file, layout));
            } catch (final IOException e) {
                unusable.add(e.getMessage());
            }
        }
        if (runs.isEmpty()) {
            throw new IOException(String.join("; ", unusable));
        }
        return new RunFolder(toldApart(runs), unusable);
    }

    /** {@return the runs; those that share a name have that of their files} */
    private static List<MeasuredRun> toldApart(final Map<Path, MeasuredRun> runs) {
        final Map<String, Long> times =
                runs.values().stream().collect(Collectors.groupingBy(MeasuredRun::id, Collectors.counting()));
        final List<MeasuredRun> all = new ArrayList<>();
        runs.forEach((file, run) ->
                all.add(Objects.equals(times.get(run.id()), 1L) ? run : run.named(RunFile.nameOf(file))));
        return all;
    }
}
