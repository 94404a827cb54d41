/**
 * JMH benchmarks: {@code java -cp scenarios.jar org.openjdk.jmh.Main}; and {@link io.github.cloudsimmigration.benchmarks.ScaleBenchmark}, a program.
 */
@NullMarked
package io.github.cloudsimmigration.benchmarks;

import org.jspecify.annotations.NullMarked;
