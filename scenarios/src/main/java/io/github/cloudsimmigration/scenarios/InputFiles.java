package io.github.cloudsimmigration.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at what scenarios are to read before they do. */
final class InputFiles {
    private InputFiles() {}

    /** {@return the path, if there is a file} */
    static Path file(final Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder, expected a file");
        }
        if (!Files.isReadable(path)) {
            throw new IOException(path + ": no such file that can be read");
        }
        return path;
    }
}
