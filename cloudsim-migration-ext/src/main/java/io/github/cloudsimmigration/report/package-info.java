/** Migration records as tables, CSV and JSON. */
@NullMarked
package io.github.cloudsimmigration.report;

import org.jspecify.annotations.NullMarked;
