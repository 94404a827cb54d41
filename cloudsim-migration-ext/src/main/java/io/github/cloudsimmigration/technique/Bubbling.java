package io.github.cloudsimmigration.technique;

import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.commons.lang3.Validate;

/**
 * Pre-paging by bubbling: the push spreads from the page asked for last to both sides, since programs touch neighbours soon:
 * pivot - 1, pivot + 1, pivot - 2, and so on. With several pivots, the bubbles around the most recent ones grow in turn.
 *
 * <p>Source: M. Hines, K. Gopalan, VEE 2009, section 3.2. Before the first fault the only pivot is below page 0.
 *
 * <p>Cost: O(1) per page, plus the words a bubble's edge skips because their pages have left.
 *
 * @param pivots how many of the most recent pages asked for are pivots, 1 or more
 */
public record Bubbling(int pivots) implements PushOrder {
    public Bubbling {
        Validate.isTrue(pivots > 0, "bubbling around %d pivots, expected 1 or more", pivots);
    }

    @Override
    public Pusher start() {
        return new Bubbles();
    }

    private static final class Bubble {
        private int left;
        private int right;
        private boolean rightNext;

        Bubble(final int pivot) {
            left = pivot - 1;
            right = pivot + 1;
        }

        int next(final PageSet unsent) {
            final int below = unsent.previous(left);
            final int above = unsent.next(right);
            left = below;
            right = above < 0 ? unsent.capacity() : above;
            final boolean up = above >= 0 && (rightNext || below < 0);
            if (up) {
                right = above + 1;
            } else {
                left = below - 1;
            }
            rightNext = !up;
            return up ? above : below;
        }
    }

    /** What a step has changed. */
    private record Undo(Bubble bubble, int turn, int left, int right, boolean rightNext) {}

    private final class Bubbles implements Pusher {
        private static final int MOST_TAKEN_BACK = 1 << 12;

        private final List<Bubble> bubbles = new ArrayList<>(List.of(new Bubble(-1)));
        private final Deque<Undo> undo = new ArrayDeque<>();
        private int turn;

        @Override
        public int next(final PageSet unsent) {
            if (turn >= bubbles.size()) {
                turn = 0;
            }
            final Bubble bubble = bubbles.get(turn);
            final var before = new Undo(bubble, turn, bubble.left, bubble.right, bubble.rightNext);
            final int page = bubble.next(unsent);
            if (page >= 0) {
                undo.addLast(before);
                if (undo.size() > MOST_TAKEN_BACK) {
                    undo.removeFirst();
                }
                turn++;
            }
            return page;
        }

        @Override
        public void takeBack(final int page) {
            final Undo last = undo.removeLast();
            last.bubble.left = last.left;
            last.bubble.right = last.right;
            last.bubble.rightNext = last.rightNext;
            turn = last.turn;
        }

        @Override
        public void faulted(final int page) {
            bubbles.add(0, new Bubble(page));
            if (bubbles.size() > pivots) {
                bubbles.remove(bubbles.size() - 1);
            }
            turn = 0;
            undo.clear();
        }
    }
}
