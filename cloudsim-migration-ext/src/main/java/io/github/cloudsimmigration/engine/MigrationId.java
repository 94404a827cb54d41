package io.github.cloudsimmigration.engine;

/**
 * Who migrates from where to where.
 *
 * @param number the migration's number in its experiment
 * @param vm the VM
 * @param source where it runs
 * @param target where it is to run
 * @param startSeconds when the migration was asked for, in simulated seconds
 */
public record MigrationId(long number, String vm, String source, String target, double startSeconds) {
    /** The identity of a migration that stands alone. */
    public static final MigrationId ALONE = new MigrationId(0, "vm", "source", "target", 0);
}
