/** Migration records as tables, CSV, JSON and pictures. */
@NullMarked
package io.github.cloudsimmigration.report;

import org.jspecify.annotations.NullMarked;
