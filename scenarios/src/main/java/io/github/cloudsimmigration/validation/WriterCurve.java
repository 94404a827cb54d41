package io.github.cloudsimmigration.validation;

/** How many pages a program has dirtied as a function of time, on average, given what it was told. */
final class WriterCurve {
    private WriterCurve() {}

    /** {@return the pages dirty so many seconds after all were clean} */
    static double dirtyPages(final WriterSpec writer, final double seconds) {
        if (!writer.writes()) {
            return 0;
        }
        final int pages = writer.workingSet();
        final double writes = writer.perSecond() * seconds;
        return switch (writer.pattern()) {
            case UNIFORM -> hit(pages, writes);
            case SEQUENTIAL -> Math.min(pages, writes);
            case HOT -> {
                final int hot = Math.min(writer.hotPages(), pages);
                final double toHot = hot == pages ? 1 : writer.second();
                yield hit(hot, writes * toHot) + hit(pages - hot, writes * (1 - toHot));
            }
            case ZIPF -> zipf(pages, writer.first(), writes);
        };
    }

    private static double hit(final int pages, final double writes) {
        return pages == 0 ? 0 : -pages * Math.expm1(-writes / pages);
    }

    private static double zipf(final int pages, final double exponent, final double writes) {
        double weights = 0;
        for (int rank = 1; rank <= pages; rank++) {
            weights += Math.pow(rank, -exponent);
        }
        double dirty = 0;
        for (int rank = 1; rank <= pages; rank++) {
            dirty -= Math.expm1(-writes * Math.pow(rank, -exponent) / weights);
        }
        return dirty;
    }
}
