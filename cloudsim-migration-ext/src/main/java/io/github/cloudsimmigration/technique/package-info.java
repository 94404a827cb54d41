/**
 * The seven decisions that make a live-migration technique, their named compositions, and the lookup by name. The published answers to each
 * decision are in a folder of its own.
 */
@NullMarked
package io.github.cloudsimmigration.technique;

import org.jspecify.annotations.NullMarked;
