package io.github.cloudsimmigration.scenarios.workload;

import io.github.cloudsimmigration.access.PageTrace;
import io.github.cloudsimmigration.memory.MemoryLayout;
import io.github.cloudsimmigration.scenarios.cli.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The page traces shipped with the scenarios, each 60 s of a real program. */
public final class PageTraces {
    /** Their names. */
    public static final List<String> SHIPPED = List.of("idle", "redis", "python", "mariadb");

    private PageTraces() {}

    /** {@return what a trace in a file is called} */
    public static String nameOf(final Path file) {
        return file.getFileName().toString().replaceAll("(\\.trace)?(\\.gz)?$", "");
    }

    /**
     * {@return the trace in a file, for VMs with pages of 4 KiB}
     *
     * @throws IOException if it cannot be read, is no trace, or is one of other pages; the message names the file
     */
    public static PageTrace read(final Path file) throws IOException {
        final PageTrace trace = PageTrace.read(InputFiles.file(file));
        if (trace.pageSize() != MemoryLayout.DEFAULT_PAGE_SIZE) {
            throw new IOException(file + ": pages of " + trace.pageSize() + " bytes, expected the VMs' "
                    + MemoryLayout.DEFAULT_PAGE_SIZE);
        }
        return trace;
    }

    /** {@return a shipped trace: {@code mariadb} (under sysbench), {@code redis} (under redis-benchmark), {@code python}, {@code idle}} */
    public static PageTrace shipped(final String program) throws IOException {
        final String name = "/page-traces/" + program + ".trace.gz";
        try (InputStream input = PageTraces.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IOException(name + ": not on the class path, expected the shipped page trace");
            }
            return PageTrace.read(input, name);
        }
    }
}
