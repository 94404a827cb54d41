package io.github.cloudsimmigration.engine;

/**
 * Who migrates from where to where.
 *
 * @param number the migration's number in its experiment
 * @param vm the VM
 * @param source where it runs
 * @param target where it is to run
 * @param startSeconds when the migration started, in simulated seconds
 * @param requestedSeconds when it was asked for, in simulated seconds
 * @param attempt the number of the try, from 1
 * @param deadlineSeconds when it should be through, in simulated seconds; infinite for no deadline
 */
public record MigrationId(
        long number,
        String vm,
        String source,
        String target,
        double startSeconds,
        double requestedSeconds,
        int attempt,
        double deadlineSeconds) {
    /** Names a migration that starts as soon as it is asked for and has time. */
    public MigrationId(
            final long number, final String vm, final String source, final String target, final double startSeconds) {
        this(number, vm, source, target, startSeconds, startSeconds, 1, Double.POSITIVE_INFINITY);
    }

    /** The identity of a migration that stands alone. */
    public static final MigrationId ALONE = new MigrationId(0, "vm", "source", "target", 0);
}
