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

    /** {@return what each of its batches is on the wire; anything added before the first batch goes ahead of it} */
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
    int wholeBatchesOf(final double sentBytes) {
        return each.bytes() == 0
                ? 0
                : (int) Math.min(batches - 1.0, Math.floor((sentBytes + ROUNDING_BYTES) / each.bytes()));
    }

    /** {@return how many batches so many bytes are, which are whole batches} */
    int batchesOf(final double wholeBytes) {
        return each.bytes() == 0 ? batches : (int) Math.round(wholeBytes / each.bytes());
    }

    /** {@return the step that {@linkplain #send sends} it; if nothing of it is for the wire, the step that prepares it} */
    Step step(final long bytesBehind, final double maxBytesPerSecond, final double untilSeconds) {
        return bytes() + bytesBehind == 0 && cpuSeconds() > 0
                ? new Step.Wait(cpuSeconds(), cpuSeconds())
                : send(bytesBehind, maxBytesPerSecond, untilSeconds);
    }

    /**
     * {@return the step that sends it} The source prepares it meanwhile: the wire waits for the processor, or the processor for the wire.
     *
     * @param bytesBehind bytes foreseen to follow the slice; if there are any, the slice and they are one piece
     * @param maxBytesPerSecond no faster than this
     * @param untilSeconds after so long no further piece is begun
     */
    Step.Send send(final long bytesBehind, final double maxBytesPerSecond, final double untilSeconds) {
        final double cpuSeconds = cpuSeconds();
        final long all = bytes() + bytesBehind;
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

    /** {@return whether so many batches with this traffic together are each like one of its own on the wire} */
    boolean canTake(final Traffic alike, final int count) {
        if (each.bytes() == 0) {
            return false;
        }
        manyOfEach.clear();
        manyOfEach.addTimes(each, count);
        return manyOfEach.equals(alike);
    }

    /** Appends batches that are like its own on the wire, and takes over their pages. */
    void take(final PageBatch alike, final int count) {
        pages.takeAll(alike);
        batches += count;
    }

    /** Takes over all that another slice has, and merges it with its own batch into one. */
    void add(final Slice other) {
        early.takeAll(other.early);
        pages.takeAll(other.pages);
        each.addAll(other.each);
        batches = Math.max(batches, other.batches);
        other.clear();
    }

    /** Empties the slice if it has batches; otherwise keeps what goes ahead of the first one. */
    void clearIfSent() {
        if (batches > 0) {
            clear();
        }
    }

    /** Adds a batch without pages, so that what goes ahead of the first batch is sent even if no page is. */
    void addEmptyBatch() {
        batches++;
    }

    /** Moves its first batches out. */
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
