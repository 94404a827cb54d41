/** Decision 5, how fast: one class for each published answer, with the stop rule that goes with it. */
@NullMarked
package io.github.cloudsimmigration.technique.rate;

import org.jspecify.annotations.NullMarked;
