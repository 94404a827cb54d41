/** Guest memory as the hypervisor sees it: sets of pages, page contents, update counts. */
@NullMarked
package io.github.cloudsimmigration.memory;

import org.jspecify.annotations.NullMarked;
