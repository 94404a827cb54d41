/** What VMs do in more than one scenario: workloads by name, writes as a text says them, the shipped page traces. */
@NullMarked
package io.github.cloudsimmigration.scenarios.workload;

import org.jspecify.annotations.NullMarked;
