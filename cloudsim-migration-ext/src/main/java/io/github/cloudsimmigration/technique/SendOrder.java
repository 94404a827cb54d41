package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.PageBatch;
import io.github.cloudsimmigration.memory.PageRanges;
import io.github.cloudsimmigration.memory.PageSet;

/**
 * Decision 2: in which order the pages of a round are sent, and how far the round goes. The final round sends everything, in
 * ascending order: it is over when all of it is sent.
 */
public interface SendOrder {
    /** {@return the order at work on one guest} */
    Sorter start(MigratingGuest guest);

    /** Ascending page number, round after round: Xen's order. */
    SendOrder ASCENDING = new Ascending();

    /** An order at work on one guest. */
    interface Sorter {
        /**
         * {@return the ranges to go through, ascending inside each; pages to send that lie outside them stay pending}
         *
         * @param round the number of the round, from 1
         * @param send the pages to send; not to be changed
         */
        PageRanges order(int round, PageSet send);

        /**
         * Sees a batch that has left.
         *
         * @param batch its pages; not valid after the call
         */
        default void sent(final PageBatch batch) {}

        /**
         * Sees the end of a round.
         *
         * @param tally what the round did
         * @param dirty the pages written during it; not valid after the call
         */
        default void roundEnded(final RoundTally tally, final PageSet dirty) {}
    }

    /** The order of {@link #ASCENDING}. */
    record Ascending() implements SendOrder {
        @Override
        public Sorter start(final MigratingGuest guest) {
            final var sweep = PageRanges.sweep(guest.pages());
            return (round, send) -> sweep;
        }
    }
}
