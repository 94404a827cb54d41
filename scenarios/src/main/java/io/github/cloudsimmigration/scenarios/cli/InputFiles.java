package io.github.cloudsimmigration.scenarios.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at what scenarios are to read before they do. */
public final class InputFiles {
    private InputFiles() {}

    /** {@return the path, if there is a file} */
    public static Path file(final Path path) throws IOException {
        if (path.toString().isEmpty()) {
            throw new IOException("an empty name, expected that of a file");
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder, expected a file");
        }
        if (!Files.isReadable(path)) {
            throw new IOException(path + ": no such file that can be read");
        }
        return path;
    }
}
