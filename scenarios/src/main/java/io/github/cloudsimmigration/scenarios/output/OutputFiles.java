package io.github.cloudsimmigration.scenarios.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.lang3.function.FailableConsumer;

/** Writes what scenarios leave behind. */
public final class OutputFiles {
    private OutputFiles() {}

    /** Makes a folder, unless it is there, and sees that files can be made in it. */
    public static void prepareFolder(final Path folder) throws IOException {
        if (folder.toString().isEmpty()) {
            throw new IOException("an empty name, expected that of a folder or of a place to make one");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "try", null));
        } catch (final IOException e) {
            throw new IOException(folder + ": cannot be written to, expected a folder or a place to make one", e);
        }
    }

    /** Makes the folders a file goes into, and sees that it can be made there. */
    public static void prepareFile(final Path file) throws IOException {
        if (file.toString().isEmpty()) {
            throw new IOException("an empty name, expected that of a file or of a place to make one");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a file or a place to make one");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IOException(file + ": cannot be written to");
        }
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            prepareFolder(folder);
        }
    }

    /** Writes a text, making the folders it goes into. */
    public static void write(final Path file, final String text) throws IOException {
        write(file, out -> out.append(text));
    }

    /** Writes a text piece by piece, however long it is, making the folders it goes into. */
    public static void write(final Path file, final FailableConsumer<Appendable, IOException> text) throws IOException {
        prepareFile(file);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            text.accept(out);
        }
    }
}
