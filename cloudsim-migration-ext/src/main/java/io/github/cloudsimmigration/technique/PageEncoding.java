package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.PageBatch;

/** Decision 3: what a page looks like on the wire, in bytes, and what that costs in CPU time at the source. */
public interface PageEncoding {
    /** {@return the encoding at work on one guest} */
    Encoder start(MigratingGuest guest);

    /** {@return whether page updates must be counted, since the migration's start} */
    default boolean countsUpdates() {
        return false;
    }

    /** {@return whether what a page becomes depends on what is in it, so that what the guest has written by then must be known} */
    default boolean dependsOnContents() {
        return false;
    }

    /** {@return whether it treats the final round, with the VM stopped, unlike the others; then post-copy cannot follow} */
    default boolean needsFinalRound() {
        return false;
    }

    /** An encoding that puts something around the pages of another, and needs what that one needs. */
    interface Framed extends PageEncoding {
        /** {@return how the pages themselves travel} */
        PageEncoding pages();

        @Override
        default boolean countsUpdates() {
            return pages().countsUpdates();
        }

        @Override
        default boolean dependsOnContents() {
            return pages().dependsOnContents();
        }

        @Override
        default boolean needsFinalRound() {
            return pages().needsFinalRound();
        }
    }

    /** An encoding at work on one guest. */
    @FunctionalInterface
    interface Encoder {
        /**
         * Encodes a batch. The source prepares pages one after the other, so a batch leaves no faster than its CPU time allows.
         *
         * @param batch the pages, in sending order
         * @param phase where the VM is
         * @param traffic what the batch adds to
         */
        void encode(PageBatch batch, CopyPhase phase, Traffic traffic);

        /**
         * Sees that a round begins, the final one included, or post-copy.
         *
         * @param phase where the VM is
         * @param traffic what goes over the wire, or is computed, before the first page
         */
        default void begin(final CopyPhase phase, final Traffic traffic) {}
    }
}
