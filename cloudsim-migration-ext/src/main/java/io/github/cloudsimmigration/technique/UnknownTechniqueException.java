package io.github.cloudsimmigration.technique;

import java.io.Serial;
import java.util.Collection;

/** A technique was asked for by a name nobody provides; the message lists the known names. */
public final class UnknownTechniqueException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnknownTechniqueException(final String name, final Collection<String> known) {
        super("unknown technique '" + name + "', expected one of: " + String.join(", ", known));
    }
}
