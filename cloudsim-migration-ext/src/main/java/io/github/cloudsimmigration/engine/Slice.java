package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.technique.Traffic;

/** What a migration sends in one step: batches that are alike on the wire, one after the other. */
final class Slice {
    private final PageBatch pages = new PageBatch();
    private final Traffic each = new Traffic();
    private int batches;

    /** Empties the slice. */
    void clear() {
        pages.clear();
        each.clear();
        batches = 0;
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

    /** {@return the bytes of all its batches} */
    long bytes() {
        return batches * each.bytes();
    }

    /** {@return the CPU time that all its batches take, in seconds} */
    double cpuSeconds() {
        return batches * each.cpuSeconds();
    }

    /** {@return whether a batch that is this on the wire can be one of its batches} */
    boolean takes(final Traffic batch) {
        return each.bytes() > 0 && each.equals(batch);
    }

    /** Takes a batch on that is on the wire what each is; the batch is empty then. */
    void take(final PageBatch batch) {
        pages.takeAll(batch);
        batches++;
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
