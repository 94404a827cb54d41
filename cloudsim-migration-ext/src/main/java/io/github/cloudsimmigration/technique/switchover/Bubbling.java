package io.github.cloudsimmigration.technique.switchover;

import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.Validate;

/**
 * Pre-paging by bubbling: the push spreads from the page asked for last to both sides, since programs touch neighbours soon: pivot - 1,
 * pivot + 1, pivot - 2, and so on, without those that have left. With several pivots, the bubbles around the most recent ones grow in turn.
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

    /** The unsent pages around a pivot, nearest first, the lower of two that are equally near. */
    private static final class Bubble {
        private final int pivot;
        private int left;
        private int right;

        Bubble(final int pivot) {
            this.pivot = pivot;
            left = pivot - 1;
            right = pivot + 1;
        }

        int next(final PageSet unsent) {
            final int below = unsent.previous(left);
            final int above = unsent.next(right);
            if (above < 0 || (below >= 0 && pivot - below <= above - pivot)) {
                left = below - 1;
                right = above < 0 ? unsent.capacity() : above;
                return below;
            }
            left = below;
            right = above + 1;
            return above;
        }
    }

    /** The state before each of the latest steps, in a ring. */
    private static final class Undo {
        private static final int MOST_TAKEN_BACK = 1 << 12;

        private final int[] turns = new int[MOST_TAKEN_BACK];
        private final int[] lefts = new int[MOST_TAKEN_BACK];
        private final int[] rights = new int[MOST_TAKEN_BACK];
        private int steps;

        void note(final int turn, final Bubble bubble) {
            turns[steps] = turn;
            lefts[steps] = bubble.left;
            rights[steps] = bubble.right;
        }

        void step() {
            steps = (steps + 1) % MOST_TAKEN_BACK;
        }

        /** Takes the latest step back. {@return whose turn it was} */
        int stepBack(final List<Bubble> bubbles) {
            steps = (steps + MOST_TAKEN_BACK - 1) % MOST_TAKEN_BACK;
            final Bubble bubble = bubbles.get(turns[steps]);
            bubble.left = lefts[steps];
            bubble.right = rights[steps];
            return turns[steps];
        }
    }

    private final class Bubbles implements Pusher {
        private final List<Bubble> bubbles = new ArrayList<>(List.of(new Bubble(-1)));
        private final Undo undo = new Undo();
        private int turn;

        @Override
        public int next(final PageSet unsent) {
            if (turn >= bubbles.size()) {
                turn = 0;
            }
            final Bubble bubble = bubbles.get(turn);
            undo.note(turn, bubble);
            final int page = bubble.next(unsent);
            if (page >= 0) {
                undo.step();
                turn++;
            }
            return page;
        }

        @Override
        public void takeBack(final int page) {
            turn = undo.stepBack(bubbles);
        }

        @Override
        public void faulted(final int page) {
            bubbles.add(0, new Bubble(page));
            if (bubbles.size() > pivots) {
                bubbles.remove(bubbles.size() - 1);
            }
            turn = 0;
        }
    }
}
