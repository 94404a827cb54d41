package io.github.cloudsimmigration.memory;

import java.util.Optional;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * A log of touched pages: the hypervisor's dirty log when writes go into it.
 *
 * <p>The log can be read without clearing (peek: {@link #pages()}) and read and cleared (sync: {@link #drainTo}). It counts
 * writes per page if it was given counters; otherwise a page touched a thousand times is just in it.
 */
public final class PageLog {
    private final PageSet pages;
    private final @Nullable UpdateCounts counts;
    private int epoch;

    /** Creates an empty log that does not count. */
    public PageLog(final int pageCount) {
        this(new PageSet(pageCount), null);
    }

    /** Creates an empty log that adds every write to {@code counts}. */
    public PageLog(final UpdateCounts counts) {
        this(new PageSet(counts.pages()), counts);
    }

    private PageLog(final PageSet pages, final @Nullable UpdateCounts counts) {
        this.pages = pages;
        this.counts = counts;
    }

    /** {@return the pages in the log; a live view that must not be changed} */
    public PageSet pages() {
        return pages;
    }

    /** {@return the counters every write is added to, if this log counts} */
    public Optional<UpdateCounts> counts() {
        return Optional.ofNullable(counts);
    }

    public boolean counting() {
        return counts != null;
    }

    /** {@return how often the log was cleared; what was true of "already logged" pages holds within one epoch only} */
    public int epoch() {
        return epoch;
    }

    /** Logs one access to a page. */
    public void log(final int page) {
        pages.add(page);
        if (counts != null) {
            counts.add(page, 1);
        }
    }

    /** Logs one access to each of the pages whose bits are set in {@code bits} of word {@code index} (see {@link PageSet#word}). */
    public void logWord(final int index, final long bits) {
        pages.addWord(index, bits);
        if (counts != null) {
            counts.addWord(index, bits, 1);
        }
    }

    /**
     * Logs one access to each of the pages whose bits are set in some words.
     *
     * @param indexes which words
     * @param bits the bits of each
     * @param from the first of both to log
     * @param to the first that is not logged
     */
    public void logWords(final int[] indexes, final long[] bits, final int from, final int to) {
        pages.addWords(indexes, bits, from, to);
        if (counts != null) {
            counts.addWords(indexes, bits, from, to);
        }
    }

    /** Logs {@code times} accesses to each of the pages {@code from} (inclusive) to {@code to} (exclusive). */
    public void log(final int from, final int to, final int times) {
        if (times <= 0) {
            return;
        }
        pages.addRange(from, to);
        if (counts != null) {
            counts.addRange(from, to, times);
        }
    }

    /** Logs {@code times} accesses to each page of a set that has no more pages than this log. */
    public void log(final PageSet accessed, final int times) {
        if (times <= 0) {
            return;
        }
        pages.addPrefix(accessed);
        if (counts != null) {
            counts.addAll(accessed, times);
        }
    }

    /**
     * Logs {@code times} the accesses that others counted between two moments. For logs that count.
     *
     * @param before the counts at the first moment, of no more pages than this log's
     * @param until the counts of the same pages at the second, nowhere less; what a page grew by, times {@code times}, is an int
     * @param times how often
     * @throws IllegalStateException if this log does not count
     * @throws IllegalArgumentException if they are of more pages than this log
     */
    public void log(final UpdateCounts before, final UpdateCounts until, final int times) {
        if (counts == null) {
            throw new IllegalStateException("counted accesses for a log that does not count");
        }
        if (times > 0) {
            pages.addWords(counts.addGrowth(before, until, times));
        }
    }

    /** Sync: moves the logged pages into {@code target}, whose former content is dropped, and clears the log. */
    public void drainTo(final PageSet target) {
        target.set(pages);
        clear();
    }

    /**
     * Goes back to what was logged before.
     *
     * @param logged the pages that were in the log
     * @throws IllegalStateException if the log counts, for counters do not go back
     */
    public void restore(final PageSet logged) {
        Validate.validState(counts == null, "a log that counts was to go back, expected one that does not");
        pages.set(logged);
    }

    /** Forgets the logged pages; counters keep their values. */
    public void clear() {
        pages.clear();
        epoch++;
    }
}
