/** Many migrations asked for at once in a datacenter of racks: a storm, hosts to be emptied. */
@NullMarked
package io.github.cloudsimmigration.scenarios.batch;

import org.jspecify.annotations.NullMarked;
