/** One live migration, phase by phase, and the record it leaves. */
@NullMarked
package io.github.cloudsimmigration.engine;

import org.jspecify.annotations.NullMarked;
