package io.github.cloudsimmigration.datacenter;

import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostAbstract;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * The room that a target host keeps for a VM on its way: as many MIPS, as much RAM, bandwidth and storage. It stands in the
 * target's VM list like a VM, so that whatever looks at the host, or takes its allocation apart and puts it together again
 * (as the stock migration policies do to try placements out), counts it. It runs nothing.
 */
final class MigrationReservation extends VmSimple {
    private final Vm arriving;

    private MigrationReservation(final Vm arriving, final long id) {
        super(arriving);
        this.arriving = arriving;
        setId(id);
        setBroker(arriving.getBroker());
        setDescription("room for " + arriving);
    }

    /**
     * Reserves room.
     *
     * @param vm the VM to arrive
     * @param target where
     * @param number a number no other reservation has
     * @return the reservation, or what the host lacks
     */
    static Attempt on(final Host target, final Vm vm, final long number) {
        final var reservation = new MigrationReservation(vm, Long.MIN_VALUE + number);
        final HostSuitability suitability = target.createTemporaryVm(reservation);
        return suitability.fully()
                ? new Attempt(Optional.of(reservation), "")
                : new Attempt(Optional.empty(), Lacking.in(suitability));
    }

    record Attempt(Optional<MigrationReservation> reservation, String lacking) {}

    Vm arriving() {
        return arriving;
    }

    void release(final Host target) {
        ((HostAbstract) target).destroyTemporaryVm(this);
    }

    @Override
    public double updateProcessing(final double currentTime, final MipsShare mipsShare) {
        return Double.MAX_VALUE;
    }

    /** {@return true: no policy may pick it} */
    @Override
    public boolean isInMigration() {
        return true;
    }
}
