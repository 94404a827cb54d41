/** Migrations that a QEMU really did, predicted from what was known before, and how far off the predictions are. */
@NullMarked
package io.github.cloudsimmigration.scenarios.validation;

import org.jspecify.annotations.NullMarked;
