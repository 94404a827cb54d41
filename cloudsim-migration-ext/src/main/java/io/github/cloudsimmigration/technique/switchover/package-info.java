/** Decision 7, how the VM changes hosts: stop-and-copy, or post-copy and its push orders. */
@NullMarked
package io.github.cloudsimmigration.technique.switchover;

import org.jspecify.annotations.NullMarked;
