/**
 * One live migration, phase by phase, and the record it leaves.
 *
 * <ul>
 *   <li>{@code LiveMigration} is the state machine; {@code SoloRun} drives it over a wire of its own, a datacenter over its network. It hands
 *       out {@code Step}s, and is told how long they took.
 *   <li>The phases in their order: {@code Setup}; {@code LiveRounds}, which send by {@code RoundSending}; {@code Blackout}; {@code
 *       PostCopyPhase}.
 *   <li>What a round sends: {@code SliceLoader} fills a {@code Slice} with batches of pages, {@code Foresight} fills it ahead of time while
 *       the rate is steady.
 *   <li>Post-copy: {@code PostCopyStream} joins the {@code PushingSource} and the {@code FaultingGuest}, which touches pages in the order of
 *       {@code PageTouches}.
 *   <li>What they share: {@code RunningGuest} writes, {@code MemoryTransfer} knows what is pending, {@code Decisions} are the technique's,
 *       {@code MigrationLedger} counts.
 *   <li>What is left: {@code MigrationRecord}, with a {@code RoundRecord} for each round and an {@code Ending}.
 *   <li>{@code RoundReplay} runs a technique's decisions on a list of rounds instead, to check them by hand.
 * </ul>
 */
@NullMarked
package io.github.cloudsimmigration.engine;

import org.jspecify.annotations.NullMarked;
