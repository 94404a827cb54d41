/** Which pages a VM writes and reads as guest time advances. */
@NullMarked
package io.github.cloudsimmigration.access;

import org.jspecify.annotations.NullMarked;
