package io.github.cloudsimmigration.memory;

import org.apache.commons.lang3.Validate;

/**
 * Which share of a guest's pages has which content, and how short they get. The four shares are fractions that add up to 1.
 * Measured mixes: {@link PageSample#mix}.
 *
 * @param zero share of all-zero pages
 * @param sparse share of mostly zero pages
 * @param text share of text-like pages
 * @param random share of incompressible pages
 * @param sizes the programs whose pages theirs are like in size after compression
 */
public record ContentMix(double zero, double sparse, double text, double random, PageSample sizes) {
    private static final double TOLERANCE = 1e-9;

    /** No page compresses. */
    public static final ContentMix ALL_RANDOM = new ContentMix(0, 0, 0, 1);

    public ContentMix {
        for (final double share : new double[] {zero, sparse, text, random}) {
            Validate.isTrue(share >= 0 && share <= 1, "share of a content mix: %s, expected 0 to 1", share);
        }
        final double sum = zero + sparse + text + random;
        Validate.isTrue(Math.abs(sum - 1) < TOLERANCE, "shares of a content mix add up to %s, expected 1", sum);
    }

    /** Describes pages that get as short as the average program's. */
    public ContentMix(final double zero, final double sparse, final double text, final double random) {
        this(zero, sparse, text, random, PageSample.AVERAGE);
    }

    /**
     * {@return the content that falls to a page}
     *
     * @param uniform a number from 0 (inclusive) to 1 (exclusive), the page's own lot
     */
    public PageContent contentAt(final double uniform) {
        if (uniform < zero) {
            return PageContent.ZERO;
        }
        if (uniform < zero + sparse) {
            return PageContent.SPARSE;
        }
        return uniform < zero + sparse + text ? PageContent.TEXT : PageContent.RANDOM;
    }

    /**
     * {@return where a page stands among those of the content that falls to it, from 0 to below 1}
     *
     * @param uniform a number from 0 (inclusive) to 1 (exclusive), the page's own lot
     */
    double rankAt(final double uniform) {
        final double[] shares = {zero, sparse, text};
        double below = 0;
        for (final double share : shares) {
            if (uniform < below + share) {
                return (uniform - below) / share;
            }
            below += share;
        }
        return random > 0 ? (uniform - below) / random : 0;
    }
}
