/** One live migration as a state machine over slices, and the record it leaves. */
@NullMarked
package io.github.cloudsimmigration.engine;

import org.jspecify.annotations.NullMarked;
