package io.github.cloudsimmigration.scenarios.day;

import io.github.cloudsimmigration.datacenter.CpuDemand;
import io.github.cloudsimmigration.datacenter.Sampling;
import java.util.function.ToDoubleFunction;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Watches the {@link Imbalance} of a datacenter's hosts, weighted by how long it lasts. It begins when VMs want CPU for the first time. */
final class ImbalanceMonitor {
    /** What VMs want changes every five minutes. */
    private static final double INTERVAL_SECONDS = 60;

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
        Sampling.every(datacenter.getSimulation(), INTERVAL_SECONDS, this::look);
    }

    /** {@return the mean up to the last sample; 0 before the second one} */
    Imbalance mean() {
        return seconds > 0 ? new Imbalance(cpuSum / seconds, writtenSum / seconds) : new Imbalance(0, 0);
    }

    private void look(final double now) {
        if (sampledAt >= 0) {
            seconds += now - sampledAt;
            cpuSum += value.cpu() * (now - sampledAt);
            writtenSum += value.writtenBytesPerSecond() * (now - sampledAt);
        }
        value = new Imbalance(
                standardDeviation(host -> CpuDemand.onHost(host, now) / host.getTotalMipsCapacity()),
                standardDeviation(this::written));
        if (sampledAt >= 0 || value.cpu() > 0) {
            sampledAt = now;
        }
    }

    private double written(final Host host) {
        double bytesPerSecond = 0;
        for (final Vm vm : host.getVmList()) {
            bytesPerSecond += writtenBytesPerSecond.applyAsDouble(vm);
        }
        return bytesPerSecond;
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
