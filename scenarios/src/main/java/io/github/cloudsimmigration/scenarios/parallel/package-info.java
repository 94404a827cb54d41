/** Many simulations at once, on as many processors as a scenario is given. */
@NullMarked
package io.github.cloudsimmigration.scenarios.parallel;

import org.jspecify.annotations.NullMarked;
