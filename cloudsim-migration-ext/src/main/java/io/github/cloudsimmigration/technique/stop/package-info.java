/** Decision 6, until when: one class for each answer; some ask another rule too. */
@NullMarked
package io.github.cloudsimmigration.technique.stop;

import org.jspecify.annotations.NullMarked;
