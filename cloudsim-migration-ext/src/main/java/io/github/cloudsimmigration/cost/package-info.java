/**
 * What migrations cost, before and after: time, bytes, energy, money, and what the service level suffers; with the analytic formula and
 * the published bounds to hold estimates against.
 */
@NullMarked
package io.github.cloudsimmigration.cost;

import org.jspecify.annotations.NullMarked;
