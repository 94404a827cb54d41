package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import io.github.cloudsimmigration.memory.PageSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The review's own pre-copy once more. */
final class ProposedReference extends ReferenceReplay {
    private static final int FEW_ROUNDS = 4;
    private static final int HISTORY = 3;

    private final List<BitSet> observed = new ArrayList<>();

    ProposedReference(final Script script) {
        super(script);
        for (final PageSet interval : script.observed()) {
            observed.add(bits(interval));
        }
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        final BitSet modified = new BitSet();
        observed.forEach(modified::or);
        final BitSet allocatedButNotModified = new BitSet();
        allocatedButNotModified.set(0, n);
        allocatedButNotModified.andNot(bits(script.free()));
        allocatedButNotModified.andNot(modified);

        final List<BitSet> history = new ArrayList<>(observed);
        history.addAll(dirty);
        final long[] updation = updation();
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            final boolean send;
            if (i == 1 && modified.isEmpty()) {
                send = true;
            } else if (i == 1 && !allocatedButNotModified.isEmpty()) {
                send = !modified.get(p);
            } else {
                send = passes(p, updation, history);
            }
            if (pending.get(p) && send) {
                turn.sent().add(p);
            }
        }
        return turn;
    }

    @Override
    String stop(final int i) {
        return holdingStop(i, FEW_ROUNDS);
    }

    private long[] updation() {
        final long[] updation = new long[n];
        for (int p = 0; p < n; p++) {
            updation[p] = script.initialUpdates().isEmpty()
                    ? 0
                    : script.initialUpdates().get(p);
            for (final BitSet written : dirty) {
                updation[p] += written.get(p) ? 1 : 0;
            }
        }
        return updation;
    }

    /** updation[p] < T, without a division; if T = 0 the test passes for all. And not modified in the last three. */
    private boolean passes(final int p, final long[] updation, final List<BitSet> history) {
        long sum = 0;
        for (final long count : updation) {
            sum += count;
        }
        if (sum != 0 && updation[p] * n >= sum) {
            return false;
        }
        for (int back = 1; back <= HISTORY && back <= history.size(); back++) {
            if (history.get(history.size() - back).get(p)) {
                return false;
            }
        }
        return true;
    }
}
