package io.github.cloudsimmigration.scenarios;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import java.util.function.ToDoubleFunction;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.listeners.EventInfo;
import org.cloudsimplus.vms.Vm;

/** Watches the {@link Imbalance} of a datacenter's hosts, weighted by how long it lasts. It begins when VMs want CPU for the first time. */
final class ImbalanceMonitor {
    /** Samples are no closer, in seconds; migrations take longer. */
    private static final double LEAST_SECONDS = 10;

    private final Datacenter datacenter;
    private final ToDoubleFunction<Vm> writtenBytesPerSecond;
    private double sampledAt = -1;
    private Imbalance value = new Imbalance(0, 0);
    private double seconds;
    private double cpuSum;
    private double writtenSum;

    /** Watches from now on. */
    ImbalanceMonitor(final Datacenter datacenter, final ToDoubleFunction<Vm> writtenBytesPerSecond) {
        this.datacenter = datacenter;
        this.writtenBytesPerSecond = writtenBytesPerSecond;
        datacenter.getSimulation().addOnClockTickListener(this::clockTicked);
    }

    /** {@return the mean up to the last sample; 0 before the second one} */
    Imbalance mean() {
        return seconds > 0 ? new Imbalance(cpuSum / seconds, writtenSum / seconds) : new Imbalance(0, 0);
    }

    private void clockTicked(final EventInfo tick) {
        final double now = tick.getTime();
        final double next = datacenter.getSimulation().clock(); // nothing happens before
        if (sampledAt >= 0 && next < sampledAt + LEAST_SECONDS) {
            return;
        }
        if (sampledAt >= 0) {
            seconds += now - sampledAt;
            cpuSum += value.cpu() * (now - sampledAt);
            writtenSum += value.writtenBytesPerSecond() * (now - sampledAt);
        }
        value = new Imbalance(
                standardDeviation(host -> CpuDemand.onHost(host, now) / host.getTotalMipsCapacity()),
                standardDeviation(host -> host.getVmList().stream()
                        .mapToDouble(writtenBytesPerSecond)
                        .sum()));
        if (sampledAt >= 0 || value.cpu() > 0) {
            sampledAt = now;
        }
    }

    private double standardDeviation(final ToDoubleFunction<Host> load) {
        double total = 0;
        double squares = 0;
        for (final Host host : datacenter.getHostList()) {
            final double each = load.applyAsDouble(host);
            total += each;
            squares += each * each;
        }
        final int hosts = datacenter.getHostList().size();
        final double mean = total / hosts;
        return Math.sqrt(Math.max(0, squares / hosts - mean * mean));
    }
}
