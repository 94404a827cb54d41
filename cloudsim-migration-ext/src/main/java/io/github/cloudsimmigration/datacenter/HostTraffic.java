package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** Traffic beside migrations: between hosts, and of VMs through the NIC of the host they are on. */
final class HostTraffic {
    private final MigrationNetwork network;
    private final Map<List<Host>, Flow> betweenHosts = new HashMap<>();
    private final Map<Vm, Flows> ofVms = new HashMap<>();

    private record Flows(VmTraffic wanted, Host host, Flow out, Flow in) {}

    HostTraffic(final MigrationNetwork network) {
        this.network = network;
    }

    void between(final Host from, final Host to, final double bytesPerSecond, final double now) {
        final Flow flow = betweenHosts.computeIfAbsent(
                List.of(from, to), pair -> open(network.path(from, to).links()));
        if (bytesPerSecond > 0) {
            network.flows().demand(flow, now, bytesPerSecond);
        } else {
            network.flows().stop(flow, now);
        }
    }

    void ofVm(final Vm vm, final double outBytesPerSecond, final double inBytesPerSecond, final double now) {
        end(vm, now);
        if (vm.isCreated() && (outBytesPerSecond > 0 || inBytesPerSecond > 0)) {
            begin(vm, outBytesPerSecond, inBytesPerSecond, now);
        }
    }

    /** Lets a VM's traffic go where the VM is now. */
    void follow(final Vm vm, final double now) {
        final Flows traffic = ofVms.get(vm);
        if (traffic != null && !traffic.host().equals(vm.getHost())) {
            ofVm(vm, traffic.wanted().outBytesPerSecond(), traffic.wanted().inBytesPerSecond(), now);
        }
    }

    VmTraffic wantedBy(final Vm vm) {
        final Flows traffic = ofVms.get(vm);
        return traffic == null ? VmTraffic.NONE : traffic.wanted();
    }

    private void begin(final Vm vm, final double out, final double in, final double now) {
        final var nic = network.nicOf(vm.getHost());
        final var traffic =
                new Flows(new VmTraffic(out, in), vm.getHost(), open(List.of(nic.out())), open(List.of(nic.in())));
        ofVms.put(vm, traffic);
        network.flows().demand(traffic.out(), now, out);
        network.flows().demand(traffic.in(), now, in);
    }

    private void end(final Vm vm, final double now) {
        final Flows traffic = ofVms.remove(vm);
        if (traffic != null) {
            network.flows().stop(traffic.out(), now);
            network.flows().stop(traffic.in(), now);
        }
    }

    private Flow open(final List<Link> links) {
        return network.open(links, changed -> {});
    }
}
