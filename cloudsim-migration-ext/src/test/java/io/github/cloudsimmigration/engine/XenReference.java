package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.engine.RoundReplay.Script;
import java.util.BitSet;

/** Classic pre-copy once more. */
class XenReference extends ReferenceReplay {
    XenReference(final Script script) {
        super(script);
    }

    @Override
    Turn turn(final int i, final BitSet early) {
        return classicTurn(early);
    }

    @Override
    String stop(final int i) {
        return classicStop(i, sentIn(i) + turns.get(i - 1).skipped().cardinality());
    }
}
