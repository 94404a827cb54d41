package io.github.cloudsimmigration.cost;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.lang3.Validate;

/**
 * What a host draws, and how hard moving bytes is for it.
 *
 * @param watts its power at a CPU utilization from 0 to 1
 * @param utilization its CPU utilization without the migration, 0 to 1
 * @param cores its processor cores
 * @param cpuSecondsPerByte CPU time to send or receive a byte, in seconds of one core
 */
public record HostPower(DoubleUnaryOperator watts, double utilization, double cores, double cpuSecondsPerByte) {
    public HostPower {
        Validate.notNull(watts, "power of a host: null, expected a function");
        Validate.isTrue(
                utilization >= 0 && utilization <= 1, "CPU utilization of a host %s, expected 0 to 1", utilization);
        Validate.isTrue(cores > 0, "host with %s cores, expected more than 0", cores);
        Validate.isTrue(
                cpuSecondsPerByte >= 0 && Double.isFinite(cpuSecondsPerByte),
                "CPU time of %s s for each byte, expected 0 or more",
                cpuSecondsPerByte);
    }

    /**
     * {@return what more than anyway it draws while it moves bytes, in joules}
     *
     * @param seconds for how long
     * @param bytes how many bytes
     * @param cpuSeconds CPU time it needs beside, in seconds of one core
     */
    double extraJoules(final double seconds, final long bytes, final double cpuSeconds) {
        if (seconds <= 0) {
            return 0;
        }
        final double extra = (bytes * cpuSecondsPerByte + cpuSeconds) / seconds / cores;
        final double busy = Math.min(1, utilization + extra);
        return (watts.applyAsDouble(busy) - watts.applyAsDouble(utilization)) * seconds;
    }
}
