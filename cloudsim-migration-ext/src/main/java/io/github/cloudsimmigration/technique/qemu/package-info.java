/** QEMU's migration: its parameters and versions, what it costs, and the decisions that nobody else makes so. */
@NullMarked
package io.github.cloudsimmigration.technique.qemu;

import org.jspecify.annotations.NullMarked;
