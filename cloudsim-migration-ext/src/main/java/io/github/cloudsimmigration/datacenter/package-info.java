/** The CloudSim Plus plug: a datacenter and hosts that migrate virtual machines page by page. */
@NullMarked
package io.github.cloudsimmigration.datacenter;

import org.jspecify.annotations.NullMarked;
