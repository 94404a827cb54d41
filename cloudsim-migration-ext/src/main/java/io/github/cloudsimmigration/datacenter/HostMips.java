package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;

/** What a host's processors can do, in MIPS: the same as CloudSim Plus tells, without its streams, for who asks at every change of a rate. */
final class HostMips {
    private HostMips() {}

    /** {@return what one processor can do; 0 for a host that has none} */
    static double ofOne(final Host host) {
        return host.getPeList().isEmpty() ? 0 : host.getPeList().get(0).getCapacity();
    }

    /** {@return what all that work can do together} */
    static double ofAll(final Host host) {
        long mips = 0;
        for (final Pe processor : host.getPeList()) {
            mips += processor.isWorking() ? processor.getCapacity() : 0;
        }
        return mips;
    }
}
