package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.listeners.EventInfo;

/**
 * Watches how unevenly a datacenter's hosts are loaded: the standard deviation, over all hosts whether or not they are on, of the
 * CPU their VMs want over what they have, weighted by how long it lasts. It begins when VMs want CPU for the first time.
 */
final class ImbalanceMonitor {
    /** Samples are no closer, in seconds; migrations take longer. */
    private static final double LEAST_SECONDS = 10;

    private final Datacenter datacenter;
    private double sampledAt = -1;
    private double value;
    private double seconds;
    private double sum;

    ImbalanceMonitor(final Datacenter datacenter) {
        this.datacenter = datacenter;
        datacenter.getSimulation().addOnClockTickListener(this::clockTicked);
    }

    /** {@return the mean up to the last sample; 0 before the second one} */
    double mean() {
        return seconds > 0 ? sum / seconds : 0;
    }

    private void clockTicked(final EventInfo tick) {
        final double now = tick.getTime();
        final double next = datacenter.getSimulation().clock(); // nothing happens before
        if (sampledAt >= 0 && next < sampledAt + LEAST_SECONDS) {
            return;
        }
        if (sampledAt >= 0) {
            seconds += now - sampledAt;
            sum += value * (now - sampledAt);
        }
        final double[] utilizations = datacenter.getHostList().stream()
                .mapToDouble(host -> CpuDemand.onHost(host, now) / host.getTotalMipsCapacity())
                .toArray();
        value = standardDeviation(utilizations);
        if (sampledAt >= 0 || value > 0) {
            sampledAt = now;
        }
    }

    private static double standardDeviation(final double[] values) {
        double total = 0;
        double squares = 0;
        for (final double each : values) {
            total += each;
            squares += each * each;
        }
        final double mean = total / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }
}
