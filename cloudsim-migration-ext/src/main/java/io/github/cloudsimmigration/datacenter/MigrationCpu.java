package io.github.cloudsimmigration.datacenter;

import org.apache.commons.lang3.Validate;

/**
 * What sending and receiving costs in CPU time, beside what the technique's encoding and its looks through the dirty log cost at the source. It
 * counts as use of the hosts at both ends, and so in their energy; on a full host all get less, the VMs and the migrations the same part less.
 *
 * @param sourceSecondsPerByte CPU time of the source for each byte sent, in seconds
 * @param targetSecondsPerByte CPU time of the target for each byte received, in seconds
 */
public record MigrationCpu(double sourceSecondsPerByte, double targetSecondsPerByte) {
    /** Costs nothing. */
    public static final MigrationCpu FREE = new MigrationCpu(0, 0);

    /**
     * One core moves about 10 Gbit/s over plain TCP, and copies what it receives into the guest's memory: 0.8 ns a byte at the source, 1 ns at the
     * target. Our estimate, of the order of what kernel TCP reaches on servers.
     */
    public static final MigrationCpu DEFAULT = new MigrationCpu(0.8e-9, 1e-9);

    public MigrationCpu {
        check(sourceSecondsPerByte, "source");
        check(targetSecondsPerByte, "target");
    }

    private static void check(final double secondsPerByte, final String end) {
        Validate.isTrue(
                secondsPerByte >= 0 && Double.isFinite(secondsPerByte),
                "%s s/byte at the %s, expected a finite number of 0 or more",
                secondsPerByte,
                end);
    }
}
