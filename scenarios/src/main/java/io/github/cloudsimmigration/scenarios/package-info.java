/** Runnable experiments: each one a plain class with a {@code main}, and a command of {@code scenarios.jar}. */
@NullMarked
package io.github.cloudsimmigration.scenarios;

import org.jspecify.annotations.NullMarked;
