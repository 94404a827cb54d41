/**
 * Runnable experiments: each one a command of {@code scenarios.jar}, and all but the validation a plain class with a {@code main} to copy
 * from, in a folder with what only they need. A new command is entered in {@code Main}.
 */
@NullMarked
package io.github.cloudsimmigration.scenarios;

import org.jspecify.annotations.NullMarked;
