/** Links, and how concurrent flows share them. */
@NullMarked
package io.github.cloudsimmigration.network;

import org.jspecify.annotations.NullMarked;
