package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.PageBatch;
import java.util.Set;

/** Decision 3: what a page looks like on the wire, in bytes, and what that costs in CPU time at the source. */
public interface PageEncoding {
    /** {@return the encoding at work on one guest} */
    Encoder start(MigratingGuest guest);

    /** What an encoding may need to know of a page beside its number. */
    enum Need {
        /** How often each page was written since the migration's start: page updates are counted. */
        UPDATE_COUNTS,
        /** What is in the page: what the guest has written by then must be known. */
        CONTENTS,
        /** What was encoded before it: every page is encoded when it is its turn, and none that is not sent then. */
        EARLIER_PAGES,
        /** Whether the VM is stopped: the final round is treated unlike the others, so post-copy cannot follow. */
        FINAL_ROUND
    }

    /** {@return what it must be given to encode a page; nothing unless an encoding says otherwise} */
    default Set<Need> needs() {
        return Set.of();
    }

    /** {@return whether it needs something} */
    default boolean needs(final Need need) {
        return needs().contains(need);
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
         * {@return whether all pages of a batch are known to become the same, so that n of them add n times what one adds}
         *
         * @param batch the pages, in sending order
         */
        default boolean alike(final PageBatch batch) {
            return false;
        }

        /**
         * Sees that a round begins, the final one included, or post-copy.
         *
         * @param phase where the VM is
         * @param traffic what goes over the wire, or is computed, before the first page
         */
        default void begin(final CopyPhase phase, final Traffic traffic) {}
    }
}
