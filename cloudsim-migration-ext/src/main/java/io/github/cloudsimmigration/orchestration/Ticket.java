package io.github.cloudsimmigration.orchestration;

/**
 * A migration that waits for its turn.
 *
 * @param number its place in the order of requests
 * @param source where it begins
 * @param target where it ends
 * @param bytes the VM's memory
 * @param predictedSeconds how long it is expected to take
 * @param deadlineSeconds when it should be through, in simulated seconds; infinite for no deadline
 * @param notBeforeSeconds when it may start at the earliest, in simulated seconds
 * @param <H> what a host is
 */
public record Ticket<H>(
        long number,
        H source,
        H target,
        long bytes,
        double predictedSeconds,
        double deadlineSeconds,
        double notBeforeSeconds) {}
