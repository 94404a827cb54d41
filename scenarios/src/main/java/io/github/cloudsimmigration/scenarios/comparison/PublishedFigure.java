package io.github.cloudsimmigration.scenarios.comparison;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a paper says its technique does to a metric.
 *
 * @param technique the technique's name
 * @param metric the metric's name
 * @param kind how it says so
 * @param percent of a change, against {@value #BASELINE}, in percent; of a limit, the limit in the metric's unit
 * @param source where it says so
 */
record PublishedFigure(String technique, String metric, Kind kind, double percent, String source) {
    /** The technique that changes are held against. */
    static final String BASELINE = "xen-precopy";

    /** Changes of less than so many percent count as none. */
    private static final double NO_CHANGE_PERCENT = 0.5;

    private static final String PAGES = "pages-sent";
    private static final String DUPLICATES = "pages-resent";
    private static final String TOTAL = "total-time";
    private static final String DOWNTIME = "downtime";

    private static final String MICROWIPER = "Du et al., ICPP 2010 (more than 50 %)";
    private static final String ME2 = "Ma et al., CLUSTER 2012 (mean of five workloads)";
    private static final String REUSE_DISTANCE = "Alamdari and Zamanifar, PDGC 2012 (pages: up to)";
    private static final String TWO_PHASE = "Agrawal and Pateriya, IJAET 2013";
    private static final String DPDT = "Chen et al., CWSN 2012";
    private static final String WEIGHTED_HISTORY = "Zhong et al., WARTIA 2014";
    private static final String BLOCK_HISTORY = "Das et al., ICCCT 2015";
    private static final String PROPOSED = "Bhatia and Singh, IJET 7 (4.12), 2018 (expected, not measured)";
    private static final String SLOWDOWN = "Liu Z. et al., PDCAT 2010";
    private static final String POSTCOPY = "Hines and Gopalan, VEE 2009 (large workloads, pre-paging)";

    /** All of them. */
    static final List<PublishedFigure> ALL = List.of(
            change("microwiper", PAGES, -50, MICROWIPER),
            change("microwiper", DOWNTIME, -50, MICROWIPER),
            change("me2", "bytes-sent", -50.5, ME2),
            change("me2", TOTAL, -48.2, ME2),
            change("me2", DOWNTIME, -47.6, ME2),
            change("reuse-distance", PAGES, -68, REUSE_DISTANCE),
            change("reuse-distance", TOTAL, -62.3, REUSE_DISTANCE),
            change("reuse-distance", DOWNTIME, -0.4, REUSE_DISTANCE),
            lower("two-phase", DUPLICATES, TWO_PHASE),
            lower("two-phase", TOTAL, TWO_PHASE),
            lower("dpdt", PAGES, DPDT),
            lower("weighted-history", PAGES, WEIGHTED_HISTORY),
            lower("weighted-history", TOTAL, WEIGHTED_HISTORY),
            lower("weighted-history", DOWNTIME, WEIGHTED_HISTORY),
            lower("block-history", PAGES, BLOCK_HISTORY),
            lower("block-history", TOTAL, BLOCK_HISTORY),
            lower("proposed", PAGES, PROPOSED),
            lower("proposed", TOTAL, PROPOSED),
            lower("proposed", DOWNTIME, PROPOSED),
            lower("slowdown", TOTAL, SLOWDOWN),
            atMost("postcopy", DUPLICATES, 0, POSTCOPY),
            atMost("postcopy", Measures.NETWORK_FAULT_PERCENTAGE, 21, POSTCOPY));

    /** How a paper puts it. */
    enum Kind {
        /** By so many percent. */
        CHANGE,
        /** Lower, without saying by how much. */
        LOWER,
        /** Never above a limit. */
        AT_MOST
    }

    /** Whether what was measured is what was published. */
    enum Agreement {
        /** The sign is the published one, or the limit is kept. */
        AGREES("yes"),
        /** It is the other one, or the limit is exceeded. */
        DISAGREES("no"),
        /** Nothing changed. */
        UNCHANGED("same"),
        /** Nothing to hold it against. */
        UNKNOWN("");

        private final String label;

        Agreement(final String label) {
            this.label = label;
        }

        /** {@return the word for it} */
        String label() {
            return label;
        }
    }

    private static PublishedFigure change(
            final String technique, final String metric, final double percent, final String source) {
        return new PublishedFigure(technique, metric, Kind.CHANGE, percent, source);
    }

    private static PublishedFigure lower(final String technique, final String metric, final String source) {
        return new PublishedFigure(technique, metric, Kind.LOWER, 0, source);
    }

    private static PublishedFigure atMost(
            final String technique, final String metric, final double limit, final String source) {
        return new PublishedFigure(technique, metric, Kind.AT_MOST, limit, source);
    }

    /** {@return what is published of a technique} */
    static Stream<PublishedFigure> of(final String technique) {
        return ALL.stream().filter(figure -> figure.technique().equals(technique));
    }

    /** {@return what is published, in a word} */
    String text() {
        final String number = String.format(Locale.ROOT, "%.1f", percent).replaceAll("\\.0$", "");
        return switch (kind) {
            case CHANGE -> number;
            case LOWER -> "lower";
            case AT_MOST -> "at most " + number;
        };
    }

    /**
     * {@return whether a measurement agrees}
     *
     * @param value the metric
     * @param changePercent its change against the baseline; not a number where there is none
     */
    Agreement agreement(final double value, final double changePercent) {
        if (kind == Kind.AT_MOST) {
            return value <= percent ? Agreement.AGREES : Agreement.DISAGREES;
        }
        if (Double.isNaN(changePercent)) {
            return Agreement.UNKNOWN;
        }
        if (Math.abs(changePercent) < Math.min(NO_CHANGE_PERCENT, unchanged())) {
            return Agreement.UNCHANGED;
        }
        return changePercent < 0 ? Agreement.AGREES : Agreement.DISAGREES;
    }

    /** A published change may itself be small: then half of it is one. */
    private double unchanged() {
        return kind == Kind.CHANGE ? Math.abs(percent) / 2 : NO_CHANGE_PERCENT;
    }
}
