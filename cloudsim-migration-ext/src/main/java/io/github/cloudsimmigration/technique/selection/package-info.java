/** Decision 1, which of the pending pages are sent in a round: one class for each published answer. */
@NullMarked
package io.github.cloudsimmigration.technique.selection;

import org.jspecify.annotations.NullMarked;
