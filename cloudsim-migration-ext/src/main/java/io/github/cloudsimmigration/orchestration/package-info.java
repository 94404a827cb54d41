/** Which migrations run when, and what becomes of those that take too long: queue, limits, timeouts, retry. */
@NullMarked
package io.github.cloudsimmigration.orchestration;

import org.jspecify.annotations.NullMarked;
