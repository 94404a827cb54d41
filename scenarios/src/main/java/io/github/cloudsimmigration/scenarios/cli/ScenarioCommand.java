package io.github.cloudsimmigration.scenarios.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that works with files. */
public interface ScenarioCommand extends Callable<Integer> {
    /** Does the work. */
    void execute() throws IOException;

    @Override
    default Integer call() throws IOException {
        execute();
        return 0;
    }
}
