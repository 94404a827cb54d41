/** Decision 2, in which order: one class for each published answer. */
@NullMarked
package io.github.cloudsimmigration.technique.order;

import org.jspecify.annotations.NullMarked;
