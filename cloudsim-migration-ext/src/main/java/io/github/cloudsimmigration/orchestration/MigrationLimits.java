package io.github.cloudsimmigration.orchestration;

import org.apache.commons.lang3.Validate;

/**
 * How many migrations may be under way at once.
 *
 * @param inDatacenter in the whole datacenter, 1 or more
 * @param outOfHost out of one host, 1 or more
 * @param intoHost into one host, 1 or more
 */
public record MigrationLimits(int inDatacenter, int outOfHost, int intoHost) {
    /** No limits. */
    public static final MigrationLimits NONE =
            new MigrationLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** KubeVirt's defaults: {@code parallelMigrationsPerCluster} 5, {@code parallelOutboundMigrationsPerNode} 2. */
    public static final MigrationLimits KUBEVIRT = new MigrationLimits(5, 2, Integer.MAX_VALUE);

    /** Nova's default: {@code max_concurrent_live_migrations} 1 out of a compute node. */
    public static final MigrationLimits NOVA = new MigrationLimits(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);

    public MigrationLimits {
        Validate.isTrue(inDatacenter > 0, "limit of %d migrations in a datacenter, expected 1 or more", inDatacenter);
        Validate.isTrue(outOfHost > 0, "limit of %d migrations out of a host, expected 1 or more", outOfHost);
        Validate.isTrue(intoHost > 0, "limit of %d migrations into a host, expected 1 or more", intoHost);
    }
}
