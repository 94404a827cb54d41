package io.github.cloudsimmigration.technique.encoding;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.UpdateCounts;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.EncodingCounter;
import io.github.cloudsimmigration.technique.MigratingGuest;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageKind;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.lang3.Validate;
import org.jspecify.annotations.Nullable;

/**
 * A page sent again travels as its difference from what was sent before, if that is still in the source's cache.
 *
 * <p>Source: QEMU's {@code xbzrle} capability ({@code migration/xbzrle.c}, {@code page_cache.c}); the idea: P. Svärd, B. Hudzia, J. Tordsson,
 * E. Elmroth, "Evaluation of Delta Compression Techniques for Efficient Live Migration of Large Virtual Machines", VEE 2011.
 *
 * <p>Idea. The cache is direct-mapped: a page's slot is its number modulo the cache's pages, a power of two. A page that is not in its
 * slot is sent whole and put there, unless the slot holds another page that was used less than two syncs ago. A page that is
 * takes a header, a flag, a length and its difference; nothing at all if nothing has changed; and is sent whole if its difference is longer
 * than it is. The first sweep over the memory sends whole pages and leaves the cache empty, even where it goes on in the second round, so
 * differences begin in the third sweep. The final round uses the cache and
 * no longer fills it. Post-copy sends whole pages.
 *
 * <p>A difference is a list of unchanged and changed runs, each behind its length in one byte, or in two from 128 on. What has changed is
 * modelled, since pages have no contents here: {@code w} words of 8 bytes, at random places, with all their bytes. Of {@code W} words
 * in the page they form {@code w (W - w + 1) / W} runs on average, whose mean lengths give the bytes of the length fields. One word in a page of 4
 * KiB takes 2 + 1 + 8 bytes.
 *
 * <p>Cost: 12 bytes for each page of the cache, O(1) per page sent; counting updates costs up to 4 bytes for each page the guest may write.
 *
 * <p>What it does not claim: a program's real writes may change more or less of a page than a word at a time.
 *
 * @param headerBytes bytes of a page's header; 8 in QEMU
 * @param cacheBytes size of the cache; rounded down to a power of two of pages, at least one; 64 MiB in QEMU
 * @param countsUpdates whether every write since a page was last sent changes a word, at random; otherwise {@code changedWords} is all
 *     there is
 * @param changedWords words that differ on a page that is sent again, if updates are not counted
 * @param encodeSecondsPerPage CPU time for each page found in the cache; 0.3 µs for 4 KiB (a copy and a comparison, measured, one server
 *     core)
 * @param sendSecondsPerPage CPU time to send a whole page, beside looking for its difference; 0 if it is not worth counting
 */
public record Xbzrle(
        int headerBytes,
        long cacheBytes,
        boolean countsUpdates,
        int changedWords,
        double encodeSecondsPerPage,
        double sendSecondsPerPage)
        implements PageEncoding {
    /** QEMU's sizes, every write changes a word. */
    public static final Xbzrle DEFAULT = new Xbzrle(8, 64L << 20, true, 1, 0.3e-6);

    private static final int WORD_BYTES = 8;
    private static final int FLAG_AND_LENGTH_BYTES = 1 + 2;
    private static final int LIFETIME_SYNCS = 2;
    private static final int LARGEST_OF_ONE_BYTE = 127;

    public Xbzrle {
        Validate.isTrue(headerBytes >= 0, "page header of %d bytes, expected 0 or more", headerBytes);
        Validate.isTrue(cacheBytes > 0, "cache of %d bytes, expected 1 or more", cacheBytes);
        Validate.isTrue(changedWords >= 0, "%d changed words in a page, expected 0 or more", changedWords);
        Costs.check("encoding", encodeSecondsPerPage);
        Costs.check("sending", sendSecondsPerPage);
    }

    /** Describes differences that take no CPU time, nor do whole pages. */
    public Xbzrle(
            final int headerBytes,
            final long cacheBytes,
            final boolean countsUpdates,
            final int changedWords,
            final double encodeSecondsPerPage) {
        this(headerBytes, cacheBytes, countsUpdates, changedWords, encodeSecondsPerPage, 0);
    }

    /**
     * {@return the bytes of the difference of two versions of a page}
     *
     * @param changed words of 8 bytes that differ, 0 to all
     * @param pageSize bytes of the page
     */
    static int differenceBytes(final int changed, final int pageSize) {
        if (changed == 0) {
            return 0;
        }
        final double words = (double) pageSize / WORD_BYTES;
        final double runs = changed * (words - changed + 1) / words;
        final double unchangedRun = (words - changed) * WORD_BYTES / (runs + 1);
        final double changedRun = changed * WORD_BYTES / runs;
        return (int) Math.round(runs * (lengthBytes(unchangedRun) + lengthBytes(changedRun))) + changed * WORD_BYTES;
    }

    private static int lengthBytes(final double length) {
        return length > LARGEST_OF_ONE_BYTE ? 2 : 1;
    }

    @Override
    public Set<Need> needs() {
        return countsUpdates ? Set.of(Need.EARLIER_PAGES, Need.UPDATE_COUNTS) : Set.of(Need.EARLIER_PAGES);
    }

    @Override
    public Encoder start(final MigratingGuest guest) {
        return new Cache(guest);
    }

    private final class Cache implements Encoder {
        private final int pageSize;
        private final @Nullable UpdateCounts updates;
        private final int[] differences;
        private final int[] pages;
        private final int[] ages;
        private final int[] seen;
        private int syncs;
        private boolean sweptOnce;
        private int previous = -1;

        Cache(final MigratingGuest guest) {
            pageSize = guest.memory().pageSize();
            updates = countsUpdates ? guest.updates() : null;
            differences = new int[Math.max(1, pageSize / WORD_BYTES) + 1];
            for (int changed = 0; changed < differences.length; changed++) {
                differences[changed] = differenceBytes(changed, pageSize);
            }
            final long fitting = Math.max(
                    1,
                    Math.min(
                            1 << 30,
                            cacheBytes / pageSize / guest.memory().layout().oneIn()));
            final int slots = (int) Math.min(Long.highestOneBit(fitting), roundedUp(guest.pages()));
            pages = new int[slots];
            Arrays.fill(pages, -1);
            ages = new int[slots];
            seen = new int[slots];
        }

        /** A larger cache would have slots that no page falls into. */
        private static long roundedUp(final int pageCount) {
            final long below = Long.highestOneBit(pageCount);
            return below == pageCount ? below : 2 * below;
        }

        @Override
        public void begin(final CopyPhase phase, final Traffic traffic) {
            syncs++;
        }

        @Override
        public void encode(final PageBatch batch, final CopyPhase phase, final Traffic traffic) {
            if (syncs <= 1 || phase == CopyPhase.POSTCOPY) {
                sendWhole(batch.pages(), traffic);
                previous = batch.last();
                return;
            }
            batch.forEach(page -> {
                sweptOnce |= page <= previous;
                previous = page;
                if (sweptOnce) {
                    encode(page, phase == CopyPhase.LIVE, traffic);
                } else {
                    sendWhole(1, traffic);
                }
            });
        }

        private void sendWhole(final int count, final Traffic traffic) {
            traffic.add(PageKind.NORMAL, count, (long) count * (headerBytes + pageSize));
            traffic.addCpuSeconds(count * sendSecondsPerPage);
        }

        private void encode(final int page, final boolean fills, final Traffic traffic) {
            final int slot = page & (pages.length - 1);
            if (pages[slot] == page) {
                encodeDifference(slot, traffic);
                return;
            }
            traffic.count(EncodingCounter.XBZRLE_CACHE_MISS, 1);
            sendWhole(1, traffic);
            if (fills && (pages[slot] < 0 || ages[slot] + LIFETIME_SYNCS <= syncs)) {
                pages[slot] = page;
                ages[slot] = syncs;
                seen[slot] = updatesOf(page);
            }
        }

        private void encodeDifference(final int slot, final Traffic traffic) {
            final int page = pages[slot];
            final int difference = differences[changedWords(slot)];
            ages[slot] = syncs;
            seen[slot] = updatesOf(page);
            traffic.addCpuSeconds(encodeSecondsPerPage);
            traffic.count(EncodingCounter.XBZRLE_PAGES, 1);
            traffic.count(EncodingCounter.XBZRLE_UNENCODED_BYTES, pageSize);
            if (difference > pageSize) {
                traffic.count(EncodingCounter.XBZRLE_OVERFLOW, 1);
                traffic.count(EncodingCounter.XBZRLE_BYTES, pageSize);
                sendWhole(1, traffic);
            } else {
                final int bytes = difference == 0 ? 0 : FLAG_AND_LENGTH_BYTES + difference;
                traffic.count(EncodingCounter.XBZRLE_BYTES, bytes);
                traffic.add(PageKind.XBZRLE, 1, bytes == 0 ? 0 : headerBytes + bytes);
            }
        }

        private int updatesOf(final int page) {
            return updates == null ? 0 : updates.get(page);
        }

        /** So many writes at random hit that many different words on average, one at least. */
        private int changedWords(final int slot) {
            final int words = differences.length - 1;
            if (updates == null) {
                return Math.min(words, changedWords);
            }
            final int writes = updates.get(pages[slot]) - seen[slot];
            return (int) Math.round(words * -Math.expm1(writes * Math.log1p(-1.0 / words)));
        }
    }
}
