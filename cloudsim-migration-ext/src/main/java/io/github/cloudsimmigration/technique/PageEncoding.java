package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.GuestMemory;
import io.github.cloudsimmigration.memory.PageBatch;

/** Decision 3: what a page looks like on the wire, in bytes, and what that costs in CPU time. */
public interface PageEncoding {
    /** {@return the encoding at work on one guest} */
    Encoder start(GuestMemory memory);

    /** An encoding at work on one guest. */
    @FunctionalInterface
    interface Encoder {
        /**
         * Encodes a batch.
         *
         * @param batch the pages, in sending order
         * @param finalRound whether the VM is stopped, and this is the last time these pages are sent
         * @param traffic what the batch adds to
         */
        void encode(PageBatch batch, boolean finalRound, Traffic traffic);
    }
}
