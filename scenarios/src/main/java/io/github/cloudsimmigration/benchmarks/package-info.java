/** JMH benchmarks: {@code java -cp scenarios.jar org.openjdk.jmh.Main}. */
@NullMarked
package io.github.cloudsimmigration.benchmarks;

import org.jspecify.annotations.NullMarked;
