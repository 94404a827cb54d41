package io.github.cloudsimmigration.memory;

/**
 * What is in the pages of running programs, and how short they get: 4 000 resident pages of each were sampled, and every page
 * was run-length encoded byte by byte and compressed by zlib at level 1.
 *
 * <p>What was measured: the share of pages that are all zero; of the others, the share that run-length encoding makes shorter than a page
 * and their mean size then, and percentiles of the size after zlib. How a page gets its size from that: the pages that run-length
 * encoding helps are the {@linkplain PageContent#SPARSE sparse} ones, their sizes go from the shortest there is to a whole page along
 * a power law with the measured mean; the pages are in the same order by zlib's size, which lies on straight lines between the
 * measured percentiles. A zero page and a random one have the size that follows from the code itself.
 *
 * <p>What it says: plain run-length encoding helps 4 to 23 % of these programs' pages, and saves 2 to 13 % of their bytes
 * (zero pages aside); zlib saves 54 to 86 %. Ma et al. publish 50 % for ME2: most of that must come from free and zero pages.
 *
 * <p>Sizes are of pages of 4 KiB; other page sizes are scaled.
 */
public enum PageSample {
    /** A compiler at work. */
    GCC(0.025, 0.2301, 2421, 336, 754, 1042, 1082, 1187),
    /** A Java virtual machine with the G1 collector. */
    JVM(0.005, 0.0389, 1850, 701, 738, 905, 1739, 2113),
    /** A relational database under sysbench OLTP. */
    MARIADB(0.2028, 0.1552, 769, 44, 1705, 2262, 2315, 2650),
    /** A JavaScript server. */
    NODE(0.0005, 0.0578, 2096, 691, 1050, 1439, 1690, 2540),
    /** An interpreter at work. */
    PYTHON(0.0022, 0.0722, 3171, 834, 1564, 2029, 2202, 2357),
    /** A key-value store in memory. */
    REDIS(0.0045, 0.1695, 3297, 472, 475, 477, 478, 1174),
    /** The mean of the six programs, figure by figure. */
    AVERAGE(0.0400, 0.1206, 2290, 513, 1048, 1359, 1584, 2004);

    private static final double MEASURED_PAGE_SIZE = 4096;

    /** A run of up to 255 equal bytes takes two: 17 runs. */
    private static final double SHORTEST_RUN_LENGTH = 34;

    /** zlib, level 1, of a page of one and the same byte. */
    private static final double SHORTEST_ZLIB = 41;

    private static final double[] RANKS = {0.05, 0.25, 0.50, 0.75, 0.95};

    private final double zeroShare;
    private final double sparseShare;
    private final double exponent;

    @SuppressWarnings("ImmutableEnumChecker") // the array never leaves this object
    private final double[] zlibSizes;

    PageSample(
            final double zeroShare, final double sparseShare, final double meanSparseSize, final double... zlibSizes) {
        this.zeroShare = zeroShare;
        this.sparseShare = sparseShare;
        this.exponent = (MEASURED_PAGE_SIZE - meanSparseSize) / (meanSparseSize - SHORTEST_RUN_LENGTH);
        this.zlibSizes = zlibSizes;
    }

    /** {@return the measured mix: zero pages, sparse ones that run-length encoding helps, and text; zlib helped practically all} */
    public ContentMix mix() {
        final double sparse = (1 - zeroShare) * sparseShare;
        return new ContentMix(zeroShare, sparse, 1 - zeroShare - sparse, 0, this);
    }

    /**
     * {@return the size of a page after compression, in bytes; at least the page's size if it does not help}
     *
     * @param compression how it is compressed
     * @param content what is in it
     * @param rank where it stands among the pages of that content, from 0 (the shortest) to below 1
     * @param pageSize its size before, in bytes
     */
    int encodedBytes(final Compression compression, final PageContent content, final double rank, final int pageSize) {
        final double bytes = compression == Compression.RUN_LENGTH ? runLength(content, rank) : zlib(content, rank);
        return (int) Math.round(bytes * pageSize / MEASURED_PAGE_SIZE);
    }

    private double runLength(final PageContent content, final double rank) {
        return switch (content) {
            case ZERO -> SHORTEST_RUN_LENGTH;
            case SPARSE -> SHORTEST_RUN_LENGTH + (MEASURED_PAGE_SIZE - SHORTEST_RUN_LENGTH) * Math.pow(rank, exponent);
            case TEXT, RANDOM -> 2 * MEASURED_PAGE_SIZE;
        };
    }

    private double zlib(final PageContent content, final double rank) {
        return switch (content) {
            case ZERO -> SHORTEST_ZLIB;
            case SPARSE -> zlibAt(rank * sparseShare);
            case TEXT -> zlibAt(sparseShare + rank * (1 - sparseShare));
            case RANDOM -> MEASURED_PAGE_SIZE;
        };
    }

    /** Straight lines between the percentiles, flat beyond them. */
    private double zlibAt(final double rank) {
        int above = 0;
        while (above < RANKS.length && RANKS[above] <= rank) {
            above++;
        }
        if (above == 0) {
            return zlibSizes[0];
        }
        if (above == RANKS.length) {
            return zlibSizes[RANKS.length - 1];
        }
        final double part = (rank - RANKS[above - 1]) / (RANKS[above] - RANKS[above - 1]);
        return zlibSizes[above - 1] + part * (zlibSizes[above] - zlibSizes[above - 1]);
    }
}
