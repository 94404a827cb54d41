/** What commands of several scenarios are told: options, amounts with units, files to read. An option of one scenario lies with that. */
@NullMarked
package io.github.cloudsimmigration.scenarios.cli;

import org.jspecify.annotations.NullMarked;
