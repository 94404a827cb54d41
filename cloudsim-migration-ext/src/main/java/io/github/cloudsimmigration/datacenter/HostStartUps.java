package io.github.cloudsimmigration.datacenter;

import java.util.IdentityHashMap;
import org.cloudsimplus.hosts.Host;

/** When hosts that are starting up will be on. */
final class HostStartUps {
    private final SimulationClock clock;
    private final IdentityHashMap<Host, Double> onAt = new IdentityHashMap<>();

    HostStartUps(final SimulationClock clock) {
        this.clock = clock;
    }

    /** Takes note that a host starts up, whoever has switched it on. */
    void begins(final Host host, final double on) {
        onAt.put(host, on);
    }

    /** Sees that a host is on. {@return when it will be, in seconds; not after now if it is} */
    double switchOn(final Host host) {
        host.setActive(true);
        return host.isActive() ? clock.now() : onAt.getOrDefault(host, clock.now());
    }
}
