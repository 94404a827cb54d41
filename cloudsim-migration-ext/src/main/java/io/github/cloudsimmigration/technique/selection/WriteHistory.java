package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Which pages were written in each of the last rounds or intervals. Keeps one bitmap for each of them. */
final class WriteHistory implements Iterable<PageSet> {
    private final int limit;
    private final Deque<PageSet> newestFirst = new ArrayDeque<>();

    /**
     * Creates an empty history.
     *
     * @param limit how many rounds or intervals it remembers, 0 or more
     */
    WriteHistory(final int limit) {
        this.limit = limit;
    }

    /** Adds the newest round or interval; the oldest is forgotten if there are too many. */
    void remember(final PageSet written) {
        if (limit == 0) {
            return;
        }
        if (newestFirst.size() < limit) {
            newestFirst.addFirst(written.copy());
        } else {
            final PageSet slot = newestFirst.removeLast();
            slot.set(written);
            newestFirst.addFirst(slot);
        }
    }

    /** {@return how many rounds or intervals are remembered} */
    int size() {
        return newestFirst.size();
    }

    /** {@return the pages written in each, the newest first; not to be changed} */
    @Override
    public Iterator<PageSet> iterator() {
        return newestFirst.iterator();
    }
}
