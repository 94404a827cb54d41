package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.BitSet;

/** Dirty page delay transfer once more. */
final class DelayReference extends ReferenceReplay {
    private final int releaseAfter;
    private final int[] delayedIn;

    DelayReference(final Script script, final int releaseAfter) {
        super(script);
        this.releaseAfter = releaseAfter;
        this.delayedIn = new int[n];
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            if (!pending.get(p)) {
                continue;
            }
            if (delayedIn[p] > 0 && cleanFor(i - 1, p)) {
                saw("released");
                delayedIn[p] = 0;
            }
            if (delayedIn[p] == 0 && early.get(p) && dirtyIn(i - 1).get(p)) {
                saw("delayed");
                delayedIn[p] = i;
            }
            if (delayedIn[p] > 0) {
                saw(early.get(p) ? "held early" : "held");
            } else if (early.get(p)) {
                turn.skipped().set(p);
            } else {
                turn.sent().add(p);
            }
        }
        return turn;
    }

    /** {@return whether a delayed page was clean in the k rounds up to the last, all behind the one it was delayed in} */
    private boolean cleanFor(final int last, final int p) {
        if (releaseAfter == 0) {
            return false;
        }
        for (int j = last; j > last - releaseAfter; j--) {
            if (j <= delayedIn[p] || dirtyIn(j).get(p)) {
                return false;
            }
        }
        return true;
    }

    @Override
    String stop(final int i) {
        return holdingStop(i, 1);
    }
}
