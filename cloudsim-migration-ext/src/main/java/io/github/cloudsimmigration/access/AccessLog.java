package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import org.jspecify.annotations.Nullable;

/**
 * Where accesses are logged.
 *
 * @param writes the dirty log
 * @param reads the log of pages read, or null if nobody wants to know (reads then cost nothing)
 */
public record AccessLog(PageLog writes, @Nullable PageLog reads) {
    /** {@return a log of writes only} */
    public static AccessLog ofWrites(final PageLog writes) {
        return new AccessLog(writes, null);
    }
}
