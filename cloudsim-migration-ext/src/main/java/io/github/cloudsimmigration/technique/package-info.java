/**
 * The seven decisions that make a live-migration technique, their named compositions, and the lookup by name.
 *
 * <p>One interface for each, 1 to 7: {@code PageSelection}, {@code SendOrder}, {@code PageEncoding}, {@code CpuThrottle}, {@code
 * RateControl}, {@code StopRule}, {@code SwitchOver}. The published answers to each are in a folder of its own.
 *
 * <p>A new technique takes a class in the folder of each decision it makes in a way of its own, a method in {@code Techniques} that composes it,
 * and a line in {@code BuiltInTechniques}.
 */
@NullMarked
package io.github.cloudsimmigration.technique;

import org.jspecify.annotations.NullMarked;
