package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.technique.PageEncoding.Need;
import java.util.EnumSet;
import java.util.Set;

/** What an encoding made of others needs. */
final class Needs {
    private Needs() {}

    /** {@return all of two sets} */
    static Set<Need> of(final Set<Need> some, final Set<Need> more) {
        final Set<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(some);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
