package io.github.cloudsimmigration.access;

import java.io.IOException;
import java.io.Serial;

/** A page trace that cannot be understood; the message names the trace, the line and what was expected. */
public final class PageTraceException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    PageTraceException(final String message) {
        super(message);
    }

    PageTraceException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
