package io.github.cloudsimmigration.technique;

import java.io.Serial;

/** A provider cannot be loaded, or what it brings cannot be used; the message names it. */
public final class TechniqueProviderException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    TechniqueProviderException(final String message) {
        super(message);
    }

    TechniqueProviderException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
