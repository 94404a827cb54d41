/**
 * Runnable experiments: each one a plain class with a {@code main}, and a command of {@code scenarios.jar}, in a folder with what only
 * they need. A new command is entered in {@code Main}.
 */
@NullMarked
package io.github.cloudsimmigration.scenarios;

import org.jspecify.annotations.NullMarked;
