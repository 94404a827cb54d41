/**
 * Which pages a VM writes and reads as guest time advances.
 *
 * <ul>
 *   <li>Patterns: {@code UniformAccess}, {@code SequentialAccess}, {@code HotColdAccess}, {@code ZipfAccess}, {@code IdleAccess}.
 *   <li>Made of others: {@code MixedAccess}, {@code PhasedAccess}, {@code CpuDrivenAccess}, {@code ReadAccess}.
 *   <li>Measured page by page: {@code PageTrace}, replayed by {@code PageTraceAccess}.
 *   <li>Measured as a curve of dirty pages over time: {@code MeasuredCurve} and {@code DirtyCurve}, followed by {@code CurveAccess}, and by
 *       {@code FittedAccess} as classes of pages.
 *   <li>An {@code AccessModel} describes; the {@code AccessProcess} it begins is one guest's, and logs into an {@code AccessLog}.
 * </ul>
 */
@NullMarked
package io.github.cloudsimmigration.access;

import org.jspecify.annotations.NullMarked;
