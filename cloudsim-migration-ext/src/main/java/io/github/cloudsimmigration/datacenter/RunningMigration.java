package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.MigrationDispatcher.Attempt;
import io.github.cloudsimmigration.datacenter.MigrationNetwork.Path;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Guest;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationListener;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.RoundRecord;
import io.github.cloudsimmigration.engine.Step;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.network.Link;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Supervisor;
import io.github.cloudsimmigration.technique.Technique;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.schedulers.MipsShare;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;
import org.cloudsimplus.vms.VmSimple;
import org.jspecify.annotations.Nullable;

/**
 * A live migration under way in a datacenter: carries the engine's steps out with simulation events, and gives the VM the CPU
 * time that the engine says it has.
 */
final class RunningMigration implements MigrationListener {
    private final LiveMigrationDatacenter datacenter;
    private final Vm vm;
    private final Host source;
    private final Host target;
    private final MigrationReservation reservation;
    private final MigrationNetwork network;
    private final Flow flow;
    private final LiveMigration migration;
    private final Attempt attempt;
    private final Path path;
    private final Supervisor supervisor;
    private final double startSeconds;

    private double stepStart;
    private double until;
    private boolean arrived;
    private boolean cutShort;
    private int appointment;
    private double cpuShare = 1;
    private double lastSpeed = 1;
    private boolean over;
    private @Nullable MigrationReservation remainder;
    private @Nullable Ending misfit;

    /**
     * Prepares a migration for which there is room.
     *
     * @param datacenter whose migration it is
     * @param attempt what was asked for
     * @param reservation the room
     * @param network what it crosses
     * @param plan how it goes
     * @param orchestration how long it may take
     */
    RunningMigration(
            final LiveMigrationDatacenter datacenter,
            final Attempt attempt,
            final MigrationReservation reservation,
            final MigrationNetwork network,
            final Plan plan,
            final Orchestration orchestration) {
        this.datacenter = datacenter;
        this.attempt = attempt;
        this.vm = attempt.vm();
        this.source = vm.getHost();
        this.target = attempt.request().target();
        this.reservation = reservation;
        this.network = network;
        this.startSeconds = now();
        this.path = network.path(source, target);
        this.flow = network.open(path.links(), changed -> awaitArrival());
        network.flows().setWeight(flow, now(), attempt.request().weight());
        this.migration = new LiveMigration(
                plan.id(), plan.technique(), plan.guest(), plan.seed(), path.roundTripSeconds(), this);
        this.supervisor =
                new Supervisor(orchestration, migration, plan.guest().memory().bytes());
    }

    /** What is to be done, once there is room for it. */
    record Plan(MigrationId id, Technique technique, Guest guest, long seed) {}

    /** An event the migration waits for. Another one may have been made since: then this one means nothing. */
    record Appointment(RunningMigration migration, int number) {}

    /** An event at which the migration is looked after. */
    record Look(RunningMigration migration) {}

    void start() {
        holdOn();
        ((VmAbstract) vm).updateMigrationStartListeners(target);
        lookLater();
        goOn();
    }

    /** Looks after the migration, which may end it. */
    void look() {
        final Optional<Ending> ending = supervisor.look(now() - startSeconds);
        if (ending.isPresent()) {
            abort(ending.get());
        } else {
            lookLater();
        }
    }

    private void lookLater() {
        final double next = startSeconds + supervisor.nextLookSeconds();
        if (next < Double.POSITIVE_INFINITY) {
            datacenter.schedule(Math.max(0, next - now()), LiveMigrationDatacenter.LOOK_AFTER, new Look(this));
        }
    }

    /** {@return whether it crosses a link} */
    boolean crosses(final Link link) {
        return path.links().contains(link);
    }

    /** {@return whether it can wait for a mended link} */
    boolean recovers() {
        return migration.recovers();
    }

    /** Keeps an appointment made earlier. */
    void keep(final Appointment made) {
        if (made.number() == appointment) {
            stepEnds();
            goOn();
        }
    }

    private void stepEnds() {
        final double seconds = now() - stepStart;
        if (cutShort && migration.next() instanceof Step.Send send) {
            migration.done(seconds, send.bytes() - flow.bytesLeft(now()));
        } else {
            migration.done(seconds);
        }
    }

    /** Ends the migration before its time, with the VM where it is. */
    void abort(final Ending ending) {
        final MigrationRecord record = migration.abort(ending, now() - stepStart);
        letGo();
        if (!arrived) {
            reservation.release(target);
        }
        switch (record.ending().outcome()) {
            case VM_LOST -> datacenter.lose(vm);
            case PAUSED -> giveCpu(0);
            default -> giveCpu(1);
        }
        datacenter.ended(this, record);
    }

    /**
     * Puts right what a stock policy forgets when it takes allocations apart and puts them together again: that the VM is
     * migrating, and how much CPU time it has.
     */
    void holdOn() {
        if (over) {
            return;
        }
        vm.setInMigration(true);
        if (!arrived) {
            source.removeVmMigratingOut(vm);
        }
        if (cpuShare < 1) {
            allot();
        }
    }

    /**
     * Lets the source count all MIPS the VM was promised as taken, though it may have been stopped, so that nobody else is
     * placed on them; {@link #holdOn} ends it.
     */
    void claimPlace() {
        if (!over && cpuShare < 1) {
            ((VmSimple) vm).setAllocatedMips(new MipsShare(((VmSimple) vm).getRequestedMips()));
        }
    }

    /**
     * Enters the VM in the set of those that leave its host, for an allocation policy to see. Stock schedulers tax the VMs in it,
     * so {@link #holdOn} takes it out again.
     */
    void showToPolicy() {
        if (!arrived) {
            source.addVmMigratingOut(vm);
        }
    }

    Attempt attempt() {
        return attempt;
    }

    Vm vm() {
        return vm;
    }

    Host source() {
        return source;
    }

    Host target() {
        return target;
    }

    /** {@return whether the VM has left the source} */
    boolean arrived() {
        return arrived;
    }

    /** {@return the share of its CPU time the VM gets now, 0 to 1} */
    double cpuShare() {
        return cpuShare;
    }

    @Override
    public void roundFinished(final RoundRecord round) {
        supervisor.noteProgress(now() - startSeconds);
        datacenter.roundFinished(this, round);
    }

    @Override
    public void vmStopped() {
        giveCpu(0);
        datacenter.vmStopped(this);
    }

    /** The VM runs at the target now, with all of its memory or with post-copy to follow. */
    @Override
    public void vmResumed() {
        datacenter.bringUpToDate(source);
        reservation.release(target);
        source.removeVmMigratingOut(vm);
        final Optional<Ending> objection = datacenter.move(this);
        arrived = true;
        misfit = objection.orElse(null);
        WholeInstructions.speedChanges(vm, now(), lastSpeed);
        cpuShare = 1;
        lastSpeed = 1;
        vm.setInMigration(misfit == null && migration.switchedOver());
        if (misfit == null && migration.switchedOver()) {
            remainder = MigrationReservation.remainder(source, vm);
        }
        if (vm.isCreated()) {
            datacenter.bringUpToDate(vm.getHost());
            datacenter.vmResumed(this);
        }
    }

    private void goOn() {
        while (true) {
            if (misfit != null) {
                misfits(misfit);
                return;
            }
            if (migration.vmRunning()) {
                giveCpu(1 - migration.lostCpuShare());
            }
            stepStart = now();
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                complete(finished.record());
                return;
            }
            if (step instanceof Step.Send send && send.bytes() > 0) {
                final double limit =
                        Math.min(send.maxBytesPerSecond(), attempt.request().maxBytesPerSecond());
                network.flows().send(flow, now(), send.bytes(), limit);
                until = stepStart + send.untilSeconds();
                awaitArrival();
                return;
            }
            network.flows().stop(flow, now());
            if (step instanceof Step.Wait wait && wait.seconds() > 0) {
                makeAppointment(wait.seconds());
                return;
            }
            migration.done(0);
        }
    }

    private void complete(final MigrationRecord record) {
        giveCpu(1);
        letGo();
        datacenter.ended(this, record);
    }

    private void misfits(final Ending ending) {
        final Step next = migration.next();
        final MigrationRecord record =
                next instanceof Step.Finished finished ? finished.record() : migration.abort(ending, 0);
        letGo();
        datacenter.ended(this, record.withEnding(ending));
    }

    private void letGo() {
        over = true;
        appointment++;
        network.flows().stop(flow, now());
        source.removeVmMigratingOut(vm);
        if (remainder != null) {
            remainder.release(source);
        }
        vm.setInMigration(false);
    }

    private void giveCpu(final double share) {
        if (share == cpuShare || !vm.isCreated()) {
            return;
        }
        datacenter.bringUpToDate(vm.getHost());
        if (share > 0) {
            WholeInstructions.speedChanges(vm, now(), lastSpeed / share);
            lastSpeed = share;
        }
        cpuShare = share;
        allot();
        datacenter.bringUpToDate(vm.getHost());
    }

    private void allot() {
        final MipsShare requested = ((VmSimple) vm).getRequestedMips();
        ((VmSimple) vm).setAllocatedMips(new MipsShare(requested.pes(), requested.mips() * cpuShare));
    }

    private void makeAppointment(final double delay) {
        appointment++;
        datacenter.schedule(delay, LiveMigrationDatacenter.STEP_DONE, new Appointment(this, appointment));
    }

    /** Awaits the end of the transfer, or the moment it is cut short. */
    private void awaitArrival() {
        final double arrival = flow.arrivalSeconds();
        cutShort = until < arrival;
        appointment++;
        if (Math.min(until, arrival) < Double.POSITIVE_INFINITY) {
            makeAppointment(Math.max(0, Math.min(until, arrival) - now()));
        }
    }

    private double now() {
        return datacenter.getSimulation().clock();
    }
}
