package io.github.cloudsimmigration.access;

import org.apache.commons.lang3.Validate;

/** The checks all statistical models share. */
final class AccessChecks {
    private AccessChecks() {}

    static void rate(final double perSecond) {
        Validate.isTrue(
                perSecond >= 0 && Double.isFinite(perSecond),
                "access rate %s pages/s, expected a finite number of 0 or more",
                perSecond);
    }

    static void workingSet(final int pages) {
        Validate.isTrue(pages > 0, "working set of %d pages, expected 1 or more", pages);
    }

    /** {@return how many of so many pages are in a sample of one in {@code oneIn}: at least one} */
    static int sampled(final int pages, final int oneIn) {
        return (int) Math.max(1, Math.round((double) pages / oneIn));
    }

    static void fraction(final String name, final double value) {
        Validate.isTrue(value >= 0 && value <= 1, "%s %s, expected 0 to 1", name, value);
    }
}
