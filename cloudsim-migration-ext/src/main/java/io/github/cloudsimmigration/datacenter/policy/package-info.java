/** Which VM migrates, where to and how: allocation and selection policies that count with what migrations cost. */
@NullMarked
package io.github.cloudsimmigration.datacenter.policy;

import org.jspecify.annotations.NullMarked;
