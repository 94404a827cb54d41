package io.github.cloudsimmigration.technique.selection;

import io.github.cloudsimmigration.technique.PageSelection;

/** A selection that learns from what was written in rounds, so that a round has to last a while even if it sends little. */
interface LearningSelection extends PageSelection {
    /** {@return 50 ms} */
    @Override
    default double minRoundSeconds() {
        return 0.050;
    }
}
