package io.github.cloudsimmigration.cost;

/**
 * What a migration costs, foreseen.
 *
 * @param bytes bytes on the wire
 * @param totalSeconds total time
 * @param downtimeSeconds downtime
 * @param joules energy
 * @param money money
 */
public record MigrationCost(long bytes, double totalSeconds, double downtimeSeconds, double joules, double money) {}
