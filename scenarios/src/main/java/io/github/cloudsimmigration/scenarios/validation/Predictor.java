package io.github.cloudsimmigration.scenarios.validation;

import java.util.List;

/** Tells what a migration will come to from what is known before. */
interface Predictor {
    /** {@return what it is called} */
    String name();

    /** {@return its prediction; it does not look at what was measured} */
    RunFigures predict(MeasuredRun run);

    /** {@return what else there is to say about it, line by line} */
    default List<String> notes() {
        return List.of();
    }
}
