package io.github.cloudsimmigration.datacenter;

import org.cloudsimplus.core.CustomerEntityAbstract;
import org.cloudsimplus.vms.Vm;

/**
 * What CloudSim Plus forgets of a VM that changes hosts, for it ends the VM and creates it anew: when it was created; when it started,
 * which tells whether it still boots and when its lifetime is over; since when it has been idle, or is shutting down; how busy it is; its
 * place at its broker.
 */
final class StateOfMovingVm {
    private final Vm vm;
    private final PlaceAtBroker place;
    private final double creationTime;
    private final double startTime;
    private final double lastBusyTime;
    private final double shutdownBeginTime;
    private final double previousTime;
    private final long busyPes;

    /** Takes note of a VM that is about to be taken from its host. */
    StateOfMovingVm(final Vm vm) {
        this.vm = vm;
        this.creationTime = vm.getCreationTime();
        this.startTime = vm.getStartTime();
        this.lastBusyTime = vm.getLastBusyTime();
        this.shutdownBeginTime = vm.getShutdownBeginTime();
        this.previousTime = vm.getCloudletScheduler().getPreviousTime();
        this.busyPes = vm.getProcessor().getAllocatedResource();
        this.place = new PlaceAtBroker(vm);
    }

    /** Lets it be again what it was, wherever it runs now. */
    void restore() {
        ((CustomerEntityAbstract) vm).setCreationTime(creationTime);
        vm.setStartTime(startTime);
        vm.setFinishTime(Vm.NOT_ASSIGNED);
        vm.setLastBusyTime(lastBusyTime);
        vm.setShutdownBeginTime(shutdownBeginTime);
        vm.getCloudletScheduler().setPreviousTime(previousTime); // which the start of a VM sets
        vm.getProcessor().setAllocatedResource(busyPes);
        place.restore();
    }
}
