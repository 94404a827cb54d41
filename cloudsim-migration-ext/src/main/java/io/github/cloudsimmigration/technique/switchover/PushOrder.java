package io.github.cloudsimmigration.technique.switchover;

import io.github.cloudsimmigration.memory.PageSet;

/** In which order post-copy pushes the pages that nobody has asked for. */
public interface PushOrder {
    /** Ascending page number, whatever the VM asks for. */
    PushOrder SEQUENTIAL = new Sweep(false);

    /**
     * Upwards from the page asked for last, then from page 0: Hines and Gopalan's forward-only pre-paging, and what QEMU does, whose
     * sweep goes on behind the page asked for.
     */
    PushOrder FORWARD_ONLY = new Sweep(true);

    /** {@return the order at work on one guest} */
    Pusher start();

    /** A push order at work on one guest. */
    interface Pusher {
        /**
         * {@return the next page to push, or -1 if there is none}
         *
         * @param unsent the pages still at the source; the page is taken out of them after the call
         */
        int next(PageSet unsent);

        /**
         * Undoes the latest {@link #next} that was not undone: the page has not left after all, and is among the unsent ones again.
         *
         * @param page the page it gave
         */
        void takeBack(int page);

        /**
         * Sees that the VM asked for a page.
         *
         * @param page the page, which is sent at once
         */
        void faulted(int page);
    }

    /**
     * A cyclic sweep over the memory.
     *
     * @param followsFaults whether it goes on behind the page asked for
     */
    record Sweep(boolean followsFaults) implements PushOrder {
        @Override
        public Pusher start() {
            return new Pusher() {
                private int position;

                @Override
                public int next(final PageSet unsent) {
                    int page = unsent.next(position);
                    if (page < 0) {
                        page = unsent.next(0);
                    }
                    position = page + 1;
                    return page;
                }

                @Override
                public void takeBack(final int page) {
                    position = page;
                }

                @Override
                public void faulted(final int page) {
                    if (followsFaults) {
                        position = page + 1;
                    }
                }
            };
        }
    }
}
