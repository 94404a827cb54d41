/** Migrations of the same VM side by side: techniques with each other and with what papers say, page traces with their dirty curves. */
@NullMarked
package io.github.cloudsimmigration.scenarios.comparison;

import org.jspecify.annotations.NullMarked;
