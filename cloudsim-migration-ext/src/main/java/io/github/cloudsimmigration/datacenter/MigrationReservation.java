package io.github.cloudsimmigration.datacenter;

import java.util.Optional;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.jspecify.annotations.Nullable;

/**
 * The room that a host keeps for a VM that is not there: a target for one on its way, as many MIPS, as much RAM, bandwidth and storage; in
 * post-copy the source for what is left of one that runs elsewhere already, its RAM. It stands in the
 * host's VM list like a VM, so that whatever looks at the host, or takes its allocation apart and puts it together again
 * (as the stock migration policies do to try placements out), counts it. It runs nothing.
 */
final class MigrationReservation extends VmSimple {
    /** CloudSim Plus places nothing that wants less. */
    private static final long LEAST_MIPS = 1;

    private final Vm vm;
    private final boolean remainder;

    private MigrationReservation(final Vm vm, final long id) {
        super(vm);
        this.vm = vm;
        this.remainder = false;
        setId(id);
        setBroker(vm.getBroker());
    }

    private MigrationReservation(final Vm vm) {
        super(LEAST_MIPS, 1);
        this.vm = vm;
        this.remainder = true;
        setId(Long.MIN_VALUE / 2 - vm.getId());
        setBroker(vm.getBroker());
        setRam(vm.getRam().getCapacity());
        setBw(0);
        setSize(0);
    }

    /** {@return the RAM that a VM in post-copy has left behind, kept at its source; null if the source has no place for it any more} */
    static @Nullable MigrationReservation remainder(final Host source, final Vm vm) {
        final var remainder = new MigrationReservation(vm);
        return source.createTemporaryVm(remainder).fully() ? remainder : null;
    }

    /**
     * Reserves room.
     *
     * @param vm the VM to arrive
     * @param target where
     * @param number a number no other reservation has
     * @return the reservation, or what the host lacks
     */
    static Room on(final Host target, final Vm vm, final long number) {
        final var reservation = new MigrationReservation(vm, Long.MIN_VALUE + number);
        final HostSuitability suitability = target.createTemporaryVm(reservation);
        return suitability.fully()
                ? new Room(Optional.of(reservation), "")
                : new Room(Optional.empty(), Lacking.in(suitability));
    }

    /**
     * What came of asking a host for room.
     *
     * @param reservation the room, if there is any
     * @param lacking what the host lacks if there is none
     */
    record Room(Optional<MigrationReservation> reservation, String lacking) {}

    /** {@return the VM it stands for} */
    Vm vm() {
        return vm;
    }

    /** {@return whether it is what a VM has left behind} */
    boolean isRemainder() {
        return remainder;
    }

    void release(final Host host) {
        setBroker(DatacenterBroker.NULL); // which has no list of all VMs to look for it in
        ((HostAbstract) host).destroyTemporaryVm(this);
    }

    @Override
    public double updateProcessing(final double currentTime, final MipsShare mipsShare) {
        return Double.MAX_VALUE;
    }

    @Override
    public String getDescription() {
        return (remainder ? "memory of " : "room for ") + vm;
    }

    /** {@return true: no policy may pick it} */
    @Override
    public boolean isInMigration() {
        return true;
    }
}
