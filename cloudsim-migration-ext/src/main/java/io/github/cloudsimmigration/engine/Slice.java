package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.Traffic;

/** What a migration sends in one step: batches that are alike on the wire, one after the other. */
final class Slice {
    private static final double ROUNDING_BYTES = 0.5;

    private final PageBatch early = new PageBatch();
    private final PageBatch pages = new PageBatch();
    private final Traffic each = new Traffic();
    private final Traffic manyOfEach = new Traffic();
    private int batches;

    /** Empties the slice. */
    void clear() {
        early.clear();
        pages.clear();
        each.clear();
        batches = 0;
    }

    /** {@return the pages that were left out when its turn came, since they had been found dirty again} */
    PageBatch early() {
        return early;
    }

    /** {@return the pages of all its batches} */
    PageBatch pages() {
        return pages;
    }

    /** {@return what each of its batches is on the wire; what is in it before the first batch goes ahead of that} */
    Traffic each() {
        return each;
    }

    int batches() {
        return batches;
    }

    /** {@return whether there is anything in it, be it for the wire or for the processor} */
    boolean isEmpty() {
        return batches == 0 && each.bytes() == 0 && each.cpuSeconds() == 0;
    }

    /** {@return how many batches have been sent to their end when so many bytes have; the last one never has} */
    int wholeBatchesIn(final double sentBytes) {
        return each.bytes() == 0
                ? 0
                : (int) Math.min(batches - 1.0, Math.floor((sentBytes + ROUNDING_BYTES) / each.bytes()));
    }

    /** {@return how many batches so many bytes are, which are whole batches} */
    int batchesIn(final double wholeBytes) {
        return each.bytes() == 0 ? batches : (int) Math.round(wholeBytes / each.bytes());
    }

    /**
     * {@return the step that sends it} The source prepares it meanwhile: the wire waits for the processor, or the processor for the wire.
     *
     * @param bytesBehind how much is known to come behind it at the rate it goes, which makes one piece of all
     * @param maxBytesPerSecond no faster than this
     * @param untilSeconds when no other piece is to be begun
     */
    Step sending(final long bytesBehind, final double maxBytesPerSecond, final double untilSeconds) {
        final double cpuSeconds = cpuSeconds();
        final long all = bytes() + bytesBehind;
        if (all == 0 && cpuSeconds > 0) {
            return new Step.Wait(cpuSeconds, cpuSeconds);
        }
        final double prepared = cpuSeconds > 0 ? all / cpuSeconds : Double.POSITIVE_INFINITY;
        return new Step.Send(
                all,
                bytesBehind == 0 ? each.bytes() : all,
                Math.min(maxBytesPerSecond, prepared),
                batches > 1 ? untilSeconds : Double.POSITIVE_INFINITY,
                cpuSeconds);
    }

    /** {@return the bytes of all its batches} */
    long bytes() {
        return batches * each.bytes();
    }

    /** {@return the CPU time that all its batches take, in seconds} */
    double cpuSeconds() {
        return batches * each.cpuSeconds();
    }

    /** {@return whether batches that are alike, and together this on the wire, can be some of its batches} */
    boolean takes(final Traffic alike, final int count) {
        if (each.bytes() == 0) {
            return false;
        }
        manyOfEach.clear();
        manyOfEach.addTimes(each, count);
        return manyOfEach.equals(alike);
    }

    /** Takes batches on each of which is on the wire what each of its own is; their pages are here then. */
    void take(final PageBatch alike, final int count) {
        pages.takeAll(alike);
        batches += count;
    }

    /** Takes all that another one has, which is empty then, and makes one batch of it and what it has itself. */
    void add(final Slice other) {
        early.takeAll(other.early);
        pages.takeAll(other.pages);
        each.addAll(other.each);
        batches = Math.max(batches, other.batches);
        other.clear();
    }

    /** Leaves behind what batches it has; without any, what was to go ahead of the first stays. */
    void dropBatches() {
        if (batches > 0) {
            clear();
        }
    }

    /** Lets what was to go ahead of the first batch go without one. */
    void addNoPages() {
        batches++;
    }

    /** Takes so many of its batches out, those that come first. */
    void moveFirst(final int count, final PageBatch to) {
        if (count >= batches) {
            to.clear();
            to.takeAll(pages);
            clear();
        } else {
            pages.moveFirst(pages.pages() / batches * count, to);
            batches -= count;
        }
    }
}
