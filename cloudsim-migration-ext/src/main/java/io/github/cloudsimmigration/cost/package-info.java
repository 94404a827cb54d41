/** What migrations cost the workload: SLA degradation and energy. */
@NullMarked
package io.github.cloudsimmigration.cost;

import org.jspecify.annotations.NullMarked;
