package io.github.cloudsimmigration.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what scenarios leave behind. */
final class OutputFiles {
    private OutputFiles() {}

    /** Writes a text, making the folders it goes into. */
    static void write(final Path file, final String text) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
