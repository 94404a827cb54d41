package io.github.cloudsimmigration.validation;

/** Tells what a migration will come to from what is known before. */
interface Predictor {
    /** {@return what it is called} */
    String name();

    /** {@return its prediction; it does not look at what was measured} */
    RunFigures predict(MeasuredRun run);
}
