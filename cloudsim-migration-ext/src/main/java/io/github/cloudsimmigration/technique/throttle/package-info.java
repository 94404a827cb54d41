/** Decision 4, how much CPU time the VM loses: one class for each published answer. */
@NullMarked
package io.github.cloudsimmigration.technique.throttle;

import org.jspecify.annotations.NullMarked;
