/** One migration without a datacenter: of a VM over a link, of a measured dirty curve, of rounds written down. */
@NullMarked
package io.github.cloudsimmigration.scenarios.solo;

import org.jspecify.annotations.NullMarked;
