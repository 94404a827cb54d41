package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageCursor;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;
import io.github.cloudsimmigration.technique.CopyPhase;
import io.github.cloudsimmigration.technique.PageEncoding;
import io.github.cloudsimmigration.technique.PageEncoding.Need;
import io.github.cloudsimmigration.technique.Technique;
import io.github.cloudsimmigration.technique.Traffic;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the slices of a round while the VM runs: deals the chosen pages into batches, in the order given, and encodes them.
 *
 * <p>Key idea: a slice is one batch, unless nobody looks between that and the next ones and the guest's time can pass in longer parts. Then
 * it also takes the following batches, as long as they are alike on the wire whatever the guest writes meanwhile. Those that have not been
 * sent when somebody looks can be given back.
 */
final class SliceLoader {
    private static final int MOST_BATCHES = 1024;
    private static final int BATCHES_AHEAD = 16;
    private static final int BATCHES_OF_SAMPLE = 64;

    private final Technique technique;
    private final RunningGuest guest;
    private final PageEncoding.Encoder encoder;
    private final boolean peeks;
    private final boolean looksIntoPages;
    private final boolean encodesAhead;
    private final boolean foresees;
    private final int oneIn;

    private final PageBatch batch = new PageBatch();
    private final PageBatch foundDirty = new PageBatch();
    private final PageBatch ahead = new PageBatch();
    private final Traffic traffic = new Traffic();
    private @Nullable PageCursor cursor;
    private int batchPages;
    private int unpeekedPages;

    /**
     * Makes one for a migration.
     *
     * @param technique how it goes
     * @param guest whose pages
     * @param encoder how they are sent
     */
    SliceLoader(final Technique technique, final RunningGuest guest, final PageEncoding.Encoder encoder) {
        this.technique = technique;
        this.guest = guest;
        this.encoder = encoder;
        oneIn = guest.memory().layout().oneIn();
        peeks = technique.selection().peeks();
        final Set<Need> needs = technique.encoding().needs();
        looksIntoPages = needs.contains(Need.CONTENTS);
        final boolean encodesAnytime = !needs.contains(Need.UPDATE_COUNTS) && !needs.contains(Need.EARLIER_PAGES);
        encodesAhead = !peeks && encodesAnytime && guest.canWait();
        foresees = peeks && encodesAnytime && !looksIntoPages;
    }

    /**
     * Begins a round that sends some pages in an order. In a sample a batch is as large a part of a round as it is without, but no round is cut finer
     * than a sample can tell.
     */
    void begin(final PageSet send, final PageRanges order) {
        cursor = new PageCursor(send, order);
        batch.clear();
        ahead.clear();
        final int least = oneIn == 1 ? 1 : send.cardinality() / BATCHES_OF_SAMPLE + 1;
        batchPages = Math.max(least, technique.batchPages() / oneIn);
        unpeekedPages = Math.max(least, technique.unpeekedBatchPages() / oneIn);
    }

    /**
     * Loads a slice with what comes next.
     *
     * @param slice what is left of the last one
     * @param oneBatch whether somebody wants to know about every batch
     * @return whether there is a batch in it
     */
    boolean load(final Slice slice, final boolean oneBatch) {
        if (slice.batches() == 0) {
            loadFirst(slice);
            if (!oneBatch && encodesAhead && slice.batches() > 0) {
                loadAlike(slice);
            }
        }
        return slice.batches() > 0;
    }

    /** {@return whether a slice can be loaded before its time, with the guest as it will be then, and be given back} */
    boolean foresees() {
        return foresees;
    }

    /** {@return where it is in the round} */
    PageCursor place() {
        if (cursor == null) {
            throw new IllegalStateException("no round has begun, expected one with a place");
        }
        return cursor.copy();
    }

    /** Gives back the slices that were loaded since it was at a place, each of a batch. */
    void goBackTo(final PageCursor place) {
        cursor = place;
    }

    private void loadFirst(final Slice slice) {
        if (batch.isEmpty() && !deal(slice.early())) {
            return;
        }
        if (looksIntoPages) {
            guest.noteContents(batch);
        }
        encoder.encode(batch, CopyPhase.LIVE, slice.each());
        slice.take(batch, 1);
    }

    private void loadAlike(final Slice slice) {
        boolean more = true;
        while (more && slice.batches() < MOST_BATCHES) {
            more = loadAhead(slice) || ((!batch.isEmpty() || deal(slice.early())) && takeIfAlike(slice, batch, 1));
        }
    }

    /** Loads some batches at once, if nobody need look at them one by one. {@return whether that is so} */
    private boolean loadAhead(final Slice slice) {
        if (cursor == null || !batch.isEmpty() || !ahead.isEmpty() || !cursor.deal(BATCHES_AHEAD * batchPages, ahead)) {
            return false;
        }
        return encoder.alike(ahead) && takeIfAlike(slice, ahead, ahead.pages() / batchPages);
    }

    private boolean takeIfAlike(final Slice slice, final PageBatch pages, final int batches) {
        if (looksIntoPages && !guest.contentsAreFinal(pages)) {
            return false;
        }
        traffic.clear();
        encoder.encode(pages, CopyPhase.LIVE, traffic);
        final boolean alike = slice.canTake(traffic, batches);
        if (alike) {
            slice.take(pages, batches);
        }
        return alike;
    }

    /** Deals the next batch that is not found dirty as a whole. {@return whether there is one} */
    private boolean deal(final PageBatch early) {
        if (!ahead.isEmpty()) {
            ahead.moveFirst(batchPages, batch);
            return true;
        }
        while (cursor != null && cursor.deal(batchPages, batch)) {
            if (peeks) {
                peek(cursor, early);
            }
            if (!batch.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Pages that are never written need no peek, and go in longer batches. */
    private void peek(final PageCursor further, final PageBatch early) {
        if (guest.reaches(batch)) {
            batch.moveTo(foundDirty, guest.peek());
            early.takeAll(foundDirty);
        } else {
            further.dealOn(unpeekedPages, guest.access().reach(), batch);
        }
    }
}
