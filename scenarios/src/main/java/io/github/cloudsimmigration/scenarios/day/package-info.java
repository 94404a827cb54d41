/** A day in a datacenter whose allocation policy moves VMs: consolidation, load balancing. */
@NullMarked
package io.github.cloudsimmigration.scenarios.day;

import org.jspecify.annotations.NullMarked;
