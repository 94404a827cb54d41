/** The seven decisions that make a live-migration technique, their named compositions, and the lookup by name. */
@NullMarked
package io.github.cloudsimmigration.technique;

import org.jspecify.annotations.NullMarked;
