package io.github.cloudsimmigration.datacenter;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.vms.Vm;

/** Says in words why a host does not take a VM. */
final class Lacking {
    private Lacking() {}

    private static Vm arriving(final Vm vm) {
        return vm instanceof MigrationReservation room ? room.vm() : vm;
    }

    /** {@return what a host lacks for a VM, like "Host 3 lacks RAM for Vm 7"; a lazy host stops at the first thing} */
    static String in(final HostSuitability suitability) {
        final List<String> things = new ArrayList<>();
        if (!suitability.forStorage()) {
            things.add("storage");
        } else if (!suitability.forRam()) {
            things.add("RAM");
        } else if (!suitability.forBw()) {
            things.add("bandwidth");
        } else if (!suitability.forPes()) {
            things.add("processors");
        }
        return suitability.getHost() + " lacks " + String.join(", ", things) + " for " + arriving(suitability.getVm());
    }
}
