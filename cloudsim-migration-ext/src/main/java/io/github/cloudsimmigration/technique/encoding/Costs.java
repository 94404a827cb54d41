package io.github.cloudsimmigration.technique.encoding;

import org.apache.commons.lang3.Validate;

/** Checks the CPU time that encodings take. */
final class Costs {
    private Costs() {}

    /** Throws unless it is a finite number of seconds per page, 0 or more. */
    static void check(final String what, final double secondsPerPage) {
        Validate.isTrue(
                secondsPerPage >= 0 && Double.isFinite(secondsPerPage),
                "%s at %s s/page, expected 0 or more",
                what,
                secondsPerPage);
    }
}
