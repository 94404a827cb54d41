/** Decision 3, in how many bytes and at what CPU cost: one class for each answer; some go around others. */
@NullMarked
package io.github.cloudsimmigration.technique.encoding;

import org.jspecify.annotations.NullMarked;
