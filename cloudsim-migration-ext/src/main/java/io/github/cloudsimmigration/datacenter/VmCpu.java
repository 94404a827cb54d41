package io.github.cloudsimmigration.datacenter;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * The CPU time that a migration leaves its VM: the share it is given, and what it loses to stalls beside. However often that changes, its
 * cloudlets keep what they have earned.
 *
 * <p>Its processors stall and go on many thousand times a second in post-copy, and no VM is brought up to date for that: what it has lost is settled
 * when something else brings it up to date.
 */
final class VmCpu {
    private final SimulationClock clock;
    private final HostUpdates updates;
    private final Vm vm;
    private final DoubleUnaryOperator stalledSecondsUntil;
    private final BooleanSupplier stuck;
    private double share = 1;
    private double lastSpeed = 1;
    private double lostSeconds;
    private double lostUntil;
    private double lostToStalls;
    private double settledAt;
    private double settledStalls;
    private double settledShare = 1;
    private boolean moved;

    /**
     * Begins with all of its CPU time.
     *
     * @param clock the time
     * @param updates what brings it up to date
     * @param vm the VM
     * @param stalledSecondsUntil how long each of its processors has stood still up to a time no earlier than the last event, on average
     * @param stuck whether all of them stand still, and will until something happens from outside
     */
    VmCpu(
            final SimulationClock clock,
            final HostUpdates updates,
            final Vm vm,
            final DoubleUnaryOperator stalledSecondsUntil,
            final BooleanSupplier stuck) {
        this.clock = clock;
        this.updates = updates;
        this.vm = vm;
        this.stalledSecondsUntil = stalledSecondsUntil;
        this.stuck = stuck;
        this.lostUntil = now();
    }

    /** {@return the share of its CPU time the VM is given now, 0 to 1; what it loses to stalls is not taken off, unless it is stuck} */
    double share() {
        return share;
    }

    /** {@return the share of its CPU time the VM gets, 0 to 1; in post-copy on average up to when it was last brought up to date} */
    double averageShare() {
        return share * settledShare;
    }

    /**
     * {@return the CPU time that the VM has lost since the migration began, in seconds of each of its virtual CPUs}
     *
     * @param seconds up to when, no earlier than the last event and no later than the next
     */
    double lostSeconds(final double seconds) {
        return lostSeconds
                + (1 - share) * (seconds - lostUntil)
                + share * (stalledSecondsUntil.applyAsDouble(seconds) - lostToStalls);
    }

    /** Gives the VM another share. */
    void give(final double newShare) {
        if (newShare == share || !vm.isCreated()) {
            return;
        }
        final boolean others = moved || newShare > share || updates.concernsHost(vm.getHost());
        updates.bringUpToDate(vm, others);
        if (newShare > 0) {
            WholeInstructions.speedChanges(vm, now(), lastSpeed / newShare);
            lastSpeed = newShare;
        }
        final boolean moves = share == 0;
        noteLoss();
        share = newShare;
        allot();
        updates.bringUpToDate(vm, others);
        if (moves) {
            updates.vmMoves();
        }
    }

    /** Takes note that the VM has been moved to another host, which gives it all it has been promised. */
    void moved() {
        moved = true;
        WholeInstructions.speedChanges(vm, now(), lastSpeed);
        noteLoss();
        share = 1;
        lastSpeed = 1;
        settledAt = now();
    }

    /** Sees that what the VM has lost to stalls is settled. */
    void endStalls() {
        if (stalledSeconds() > settledStalls) {
            bringUpToDate();
        }
    }

    /** Takes from the time of the VM's cloudlets what it has lost to stalls since it was last brought up to date. */
    void settle() {
        final double stalled = stalledSeconds();
        final double lost = share * (stalled - settledStalls);
        if (now() > settledAt) {
            settledShare = 1 - lost / (now() - settledAt);
        }
        settledAt = now();
        settledStalls = stalled;
        WholeInstructions.lose(vm, lost);
    }

    /** Takes the CPU from a VM that is stuck, until it goes on. {@return whether it had it} */
    boolean stopIfStuck() {
        if (share == 0 || !stuck.getAsBoolean()) {
            return false;
        }
        noteLoss();
        share = 0;
        allot();
        return true;
    }

    void bringUpToDate() {
        if (vm.isCreated()) {
            updates.bringUpToDate(vm.getHost());
        }
    }

    /** Lets the host count all MIPS the VM was promised as taken, so that nobody else is placed on them; {@link #takeBack} ends it. */
    void promiseAll() {
        if (share < 1) {
            ((VmSimple) vm).setAllocatedMips(new MipsShare(((VmSimple) vm).getRequestedMips()));
        }
    }

    /** Allots the VM its share anew, whatever somebody else has allotted it. */
    void takeBack() {
        if (share < 1) {
            allot();
        }
    }

    private void allot() {
        final MipsShare requested = ((VmSimple) vm).getRequestedMips();
        ((VmSimple) vm).setAllocatedMips(new MipsShare(requested.pes(), requested.mips() * share));
    }

    /** Takes note of what the VM has lost so far; to be called before it gets another share of its CPU time. */
    private void noteLoss() {
        lostSeconds = lostSeconds(now());
        lostUntil = now();
        lostToStalls = stalledSeconds();
    }

    private double stalledSeconds() {
        return stalledSecondsUntil.applyAsDouble(now());
    }

    private double now() {
        return clock.now();
    }
}
