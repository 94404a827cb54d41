/** One migration: of a VM over a link, of a measured dirty curve, of rounds written down, of a VM between two hosts. */
@NullMarked
package io.github.cloudsimmigration.scenarios.solo;

import org.jspecify.annotations.NullMarked;
