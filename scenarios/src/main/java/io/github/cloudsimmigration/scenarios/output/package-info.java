/** What any scenario shows and leaves behind: tables, a bar that grows, files. */
@NullMarked
package io.github.cloudsimmigration.scenarios.output;

import org.jspecify.annotations.NullMarked;
