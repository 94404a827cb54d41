package io.github.cloudsimmigration.scenarios.output;

import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a text that is made by a program, between two comments. */
public final class MarkedText {
    private final String begin;
    private final String end;

    /** Names the part. */
    public MarkedText(final String name) {
        this.begin = "<!-- " + name + ":begin -->\n";
        this.end = "<!-- " + name + ":end -->";
    }

    /** {@return a text with that part anew} */
    private String replaceIn(final String text, final String part) {
        final int from = text.indexOf(begin);
        final int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "no place for the table, expected a line " + begin.strip() + " and after it a line " + end);
        }
        return text.substring(0, from + begin.length()) + part + text.substring(to);
    }

    /** Sees that a file has that part and can be written anew. */
    public void prepare(final Path file) throws IOException {
        replaceIn(Files.readString(InputFiles.file(file), StandardCharsets.UTF_8), "");
        OutputFiles.prepareFile(file);
    }

    /** Writes that part of a file anew. */
    public void renew(final Path file, final String part) throws IOException {
        final String before = Files.readString(InputFiles.file(file), StandardCharsets.UTF_8);
        OutputFiles.write(file, replaceIn(before, part));
    }
}
