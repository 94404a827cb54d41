package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.BitSet;

/** Second chance, then classic, once more. */
final class TwoPhaseReference extends ReferenceReplay {
    private final BitSet marks = new BitSet();
    private final BitSet distinct = new BitSet();
    private int sentSoFar;
    private boolean phaseTwo;

    TwoPhaseReference(final Script script) {
        super(script);
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        marks.andNot(dirtyIn(i - 1));
        if (i >= 2 && !phaseTwo) {
            startPhaseTwo(i);
        }
        final Turn turn = i == 1 || phaseTwo ? classicTurn(early) : secondChances(early);
        turn.sent().forEach(distinct::set);
        sentSoFar += turn.sent().size();
        return turn;
    }

    private void startPhaseTwo(final int i) {
        final boolean many = i > 28;
        final boolean few = pending.cardinality() < 55;
        final boolean again = 2 * (sentSoFar - distinct.cardinality()) > 5 * n;
        phaseTwo = many || few || again;
        if (phaseTwo) {
            saw("phase 2 after" + (many ? " rounds" : "") + (few ? " few" : "") + (again ? " duplicates" : ""));
        }
    }

    private Turn secondChances(final BitSet early) {
        final Turn turn = new Turn();
        for (int p = 0; p < n; p++) {
            if (!pending.get(p)) {
                continue;
            }
            if (early.get(p)) {
                turn.skipped().set(p);
                marks.clear(p);
            } else if (marks.get(p)) {
                saw("sent on the second chance");
                turn.sent().add(p);
                marks.clear(p);
            } else {
                marks.set(p);
            }
        }
        return turn;
    }

    @Override
    String stop(final int i) {
        return phaseTwo ? classicStop(i, sentIn(i) + turns.get(i - 1).skipped().cardinality()) : GOES_ON;
    }
}
