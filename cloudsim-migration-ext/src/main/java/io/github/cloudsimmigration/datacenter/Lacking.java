package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.hosts.HostSuitability;

/** Says in words why a host does not take a VM. */
final class Lacking {
    private Lacking() {}

    /** {@return what a host lacks for a VM, like "Host 3 lacks RAM for Vm 7"; a lazy host stops at the first thing} */
    static String in(final HostSuitability suitability) {
        return suitability.getHost() + " lacks " + thing(suitability) + " for "
                + MigratingVms.vmOf(suitability.getVm());
    }

    private static String thing(final HostSuitability suitability) {
        if (!suitability.forStorage()) {
            return "storage";
        }
        if (!suitability.forRam()) {
            return "RAM";
        }
        if (!suitability.forBw()) {
            return "bandwidth";
        }
        return suitability.forPes() ? "" : "processors";
    }
}
