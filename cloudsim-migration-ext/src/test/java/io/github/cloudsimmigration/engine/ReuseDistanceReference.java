package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.BitSet;

/** Pre-copy by reuse distance once more. */
final class ReuseDistanceReference extends ReferenceReplay {
    private final boolean exact;

    ReuseDistanceReference(final Script script, final boolean exact) {
        super(script);
        this.exact = exact;
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            if (!pending.get(p)) {
                continue;
            }
            if (early.get(p)) {
                turn.skipped().set(p);
            } else if (sends(i, p)) {
                turn.sent().add(p);
            }
        }
        return turn;
    }

    private boolean sends(final int i, final int p) {
        final int b = lastBefore(i, p);
        if (b == 0 || b < i - 1) {
            return true;
        }
        final int a = lastBefore(b, p);
        if (a == 0) {
            saw("written once");
            return true;
        }
        final int distance = exact ? distinct(a, b) : sum(a, b);
        final int written = dirtyIn(i - 1).cardinality();
        saw(distance < written ? "near" : distance > written ? "far" : "just far enough");
        return distance >= written;
    }

    /** {@return the last round before i in which p was written, 0 if there is none} */
    private int lastBefore(final int i, final int p) {
        for (int k = i - 1; k >= 1; k--) {
            if (dirtyIn(k).get(p)) {
                return k;
            }
        }
        return 0;
    }

    private int sum(final int a, final int b) {
        int sum = 0;
        for (int k = a + 1; k < b; k++) {
            sum += dirtyIn(k).cardinality();
        }
        return sum;
    }

    private int distinct(final int a, final int b) {
        final BitSet between = new BitSet();
        for (int k = a + 1; k < b; k++) {
            between.or(dirtyIn(k));
        }
        return between.cardinality();
    }

    @Override
    String stop(final int i) {
        return holdingStop(i, 2);
    }
}
