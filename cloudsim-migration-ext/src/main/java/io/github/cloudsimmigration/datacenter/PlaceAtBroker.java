package io.github.cloudsimmigration.datacenter;

import java.util.Collections;
import java.util.List;
import org.cloudsimplus.vms.Vm;

/**
 * A VM's place in its broker's list of running VMs, kept for it while it changes hosts.
 *
 * <p>A host that gives a VM up takes it off that list, for which CloudSim Plus looks from the front: with tens of thousands of VMs, longer than
 * a migration takes. So the VM changes places with the first one meanwhile. It is found near its number, unless many before it have gone.
 */
final class PlaceAtBroker {
    private static final int NOWHERE = -1;

    private final Vm vm;
    private final List<Vm> running;
    private final int place;

    /** Brings a VM to the front. */
    PlaceAtBroker(final Vm vm) {
        this.vm = vm;
        this.running = vm.getBroker().getVmExecList();
        this.place = find();
        if (place != NOWHERE) {
            Collections.swap(running, 0, place);
        }
    }

    /** Puts the VM back to its place, wherever it runs now. */
    void restore() {
        if (place == NOWHERE) {
            running.add(vm);
            return;
        }
        if (!isAt(0)) {
            running.add(0, vm);
        }
        Collections.swap(running, 0, Math.min(place, running.size() - 1));
    }

    private int find() {
        final int guess = (int) Math.max(0, Math.min(vm.getId(), running.size() - 1));
        for (int away = 0; away < running.size(); away++) {
            if (isAt(guess - away)) {
                return guess - away;
            }
            if (isAt(guess + away)) {
                return guess + away;
            }
        }
        return NOWHERE;
    }

    private boolean isAt(final int index) {
        return index >= 0 && index < running.size() && running.get(index) == vm;
    }
}
