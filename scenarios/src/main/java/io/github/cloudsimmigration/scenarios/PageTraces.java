package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.access.PageTrace;
import java.io.IOException;
import java.io.InputStream;

/** The page traces shipped with the scenarios, each 60 s of a real program. */
final class PageTraces {
    private PageTraces() {}

    /** {@return a shipped trace: {@code mariadb} (under sysbench), {@code redis} (under redis-benchmark), {@code python}, {@code idle}} */
    static PageTrace shipped(final String program) throws IOException {
        final String name = "/page-traces/" + program + ".trace.gz";
        try (InputStream input = PageTraces.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IOException(name + ": not on the class path, expected the shipped page trace");
            }
            return PageTrace.read(input, name);
        }
    }
}
