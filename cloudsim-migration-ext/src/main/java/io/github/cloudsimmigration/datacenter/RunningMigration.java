package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.MigrationNetwork.Path;
import io.github.cloudsimmigration.datacenter.MigrationPlanner.Plan;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationListener;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.RoundRecord;
import io.github.cloudsimmigration.engine.Step;
import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.network.Flow;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Supervisor;
import io.github.cloudsimmigration.technique.Technique;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;
import org.jspecify.annotations.Nullable;

/**
 * A live migration under way in a datacenter: carries the engine's steps out in simulated time, and gives the VM the {@linkplain VmCpu
 * CPU time} that the engine says it has.
 */
final class RunningMigration implements MigrationListener {
    private final MigrationLifecycle lifecycle;
    private final MigrationTools tools;
    private final MigrationId id;
    private final Vm vm;
    private final Host source;
    private final Host target;
    private final MigrationReservation reservation;
    private final Path path;
    private final FairNetwork flows;
    private final Flow flow;
    private final HostCpuCharges charges;
    private final CpuUse use;
    private final LiveMigration migration;
    private final CurrentStep step;
    private final StepTimer timer;
    private final Attempt attempt;
    private final MigrationWatch watch;
    private final VmCpu cpu;

    private Place place = Place.SOURCE;
    private boolean busy = true;
    private boolean over;
    private boolean paused;
    private @Nullable MigrationReservation remainder;
    private @Nullable Ending misfit;
    private @Nullable Ending called;

    /** Where the VM is; it comes by each in this order. */
    private enum Place {
        SOURCE,
        SOURCE_STOPPED,
        BETWEEN,
        TARGET
    }

    /**
     * Prepares a migration for which there is room.
     *
     * @param lifecycle told how it goes on
     * @param tools what it is carried out with
     * @param attempt what was asked for
     * @param reservation the room
     * @param plan how it goes
     * @param orchestration how long it may take
     */
    RunningMigration(
            final MigrationLifecycle lifecycle,
            final MigrationTools tools,
            final Attempt attempt,
            final MigrationReservation reservation,
            final Plan plan,
            final Orchestration orchestration) {
        this.lifecycle = lifecycle;
        this.tools = tools;
        this.id = plan.id();
        this.attempt = attempt;
        this.vm = attempt.vm();
        this.source = vm.getHost();
        this.target = attempt.target();
        this.reservation = reservation;
        this.cpu = new VmCpu(tools.clock(), tools.updates(), vm, this::stalledSecondsUntil, this::allCpusStall);
        this.charges = tools.updates().charges();
        this.use = new CpuUse(source, target, this::goAt);
        this.path = tools.network().path(source, target);
        this.flows = tools.network().flows();
        this.flow = flows.open(path.links(), changed -> rateChanges());
        flows.setWeight(flow, now(), attempt.request().weight());
        this.migration = new LiveMigration(
                plan.id(), plan.technique(), plan.guest(), plan.seed(), path.roundTripSeconds(), this);
        this.step = new CurrentStep(tools.clock(), flows, flow, migration);
        this.timer = new StepTimer(tools.clock(), tools.alarms(), () -> !abortIfLost(), this::endStep);
        final var supervisor =
                new Supervisor(orchestration, migration, plan.guest().memory().bytes());
        this.watch = new MigrationWatch(tools.clock(), tools.alarms(), supervisor, this::look);
    }

    void start() {
        holdOn();
        ((VmAbstract) vm).updateMigrationStartListeners(target);
        watch.lookLater();
        goOn();
    }

    /** Carries steps out, up to one that takes time, or to the end. */
    private void goOn() {
        busy = true;
        while (!isThrough() && !isCalledOff() && !beginStep()) {
            migration.done(0);
        }
        busy = false;
        if (misfit != null) {
            misfits(misfit);
        } else if (called != null && !isThrough()) {
            abort(called);
        } else if (migration.next() instanceof Step.Finished finished) {
            complete(finished.record());
        }
    }

    /** {@return whether all steps have been carried out, or none makes sense any more} */
    private boolean isThrough() {
        return misfit != null || (arrived() && !migration.switchedOver());
    }

    /** {@return whether it is to end before its time, be it that a listener has taken the VM away} */
    private boolean isCalledOff() {
        if (called == null && !vm.isCreated()) {
            called = Endings.ofDestroyed(vm, arrived());
        }
        return called != null;
    }

    /** Begins the next step. {@return whether it takes time, or is none} */
    private boolean beginStep() {
        giveCpu();
        step.begin();
        final Step next = migration.next();
        if (next instanceof Step.Send send && send.bytes() > 0) {
            final double limit =
                    Math.min(send.maxBytesPerSecond(), attempt.request().maxBytesPerSecond());
            step.begin(send, limit);
            if (flow.isRated()) {
                awaitArrival();
            }
            return true;
        }
        if (next instanceof Step.Wait wait && wait.seconds() > 0) {
            flows.stop(flow, now());
            charges.waits(use, wait.cpuSeconds() / wait.seconds());
            endAt(now() + wait.seconds());
            return true;
        }
        return next instanceof Step.Finished;
    }

    /** Gives the VM what its migration leaves it now. What it loses to stalls is settled by {@link VmCpu}. */
    private void giveCpu() {
        final double left = 1 - migration.lostCpuShare();
        if (!arrived() && migration.vmRunning()) {
            cpu.give(left * (1 - stockOverhead()));
        } else if (arrived() && left > 0) {
            cpu.give(1);
        }
    }

    /** {@return how long each of the VM's processors has stood still for faults up to a time no earlier than the last event, on average} */
    private double stalledSecondsUntil(final double time) {
        return migration.stalledCpuSeconds(step.secondsUntil(time));
    }

    /** {@return whether all of the VM's processors stand still for faults, and will until something happens from outside} */
    private boolean allCpusStall() {
        return arrived() && isBlocked() && migration.lostCpuShare() == 1;
    }

    /** {@return the part of its MIPS that CloudSim Plus would charge to the VM now, if it is asked to} */
    private double stockOverhead() {
        return arrived() ? 0 : tools.planner().stockOverheadAt(source);
    }

    /** Goes at a part of the rate that the network has for it. */
    private void goAt(final double pace) {
        if (!over) {
            flows.setPace(flow, now(), pace);
        }
    }

    private void rateChanges() {
        if (step.seconds() > 0) {
            watch.noteSending(step.sentBytes());
            step.cut();
        }
        awaitAnew();
    }

    /** Awaits the arrival after a change. Whoever is told of it may call the migration off, which is done when all have been told. */
    private void awaitAnew() {
        final boolean amidStep = !busy;
        busy = true;
        awaitArrival();
        if (amidStep) {
            busy = false;
            if (called != null) {
                abort(called);
            }
        }
    }

    /** Awaits the end of a step that sends. */
    private void awaitArrival() {
        final double end = step.awaitEnd();
        giveCpu();
        charges.sends(use, flow, encodingSecondsPerByte());
        endAt(end);
    }

    private double encodingSecondsPerByte() {
        return migration.next() instanceof Step.Send send && send.bytes() > 0 ? send.cpuSeconds() / send.bytes() : 0;
    }

    private void endAt(final double seconds) {
        timer.set(seconds);
        if (timer.isSetToNever()) {
            if (arrived()) {
                timer.instead(cpu::bringUpToDate);
            }
            lifecycle.blocked(this);
        }
    }

    private void endStep() {
        busy = true;
        step.end();
        watch.noteSending(0);
        goOn();
    }

    /** Ends if its VM is there no more, or one of its hosts. {@return whether it does} */
    boolean abortIfLost() {
        final Optional<Ending> loss = Endings.ofLoss(this);
        loss.ifPresent(this::abort);
        return loss.isPresent();
    }

    /** Looks after the migration, which may end it. */
    private void look() {
        if (abortIfLost()) {
            return;
        }
        if (step.sends()) {
            step.cut(); // what is looked for in it may be something else from here on
            awaitAnew();
        }
        if (over) {
            return;
        }
        final Optional<Ending> ending = watch.look(step.sentBytes());
        if (ending.isPresent() && !migration.sentWhole()) {
            abort(ending.get());
            return;
        }
        watch.lookLater();
        if (step.interrupt()) {
            goOn();
        }
    }

    @Override
    public void roundFinished(final RoundRecord round) {
        watch.roundEnded();
        lifecycle.roundFinished(this, round);
    }

    @Override
    public void vmStopped() {
        place = Place.SOURCE_STOPPED;
        watch.vmStopped();
        cpu.give(0);
        lifecycle.vmStopped(this);
    }

    /** The VM runs at the target now, with all of its memory or with post-copy to follow. */
    @Override
    public void vmResumed() {
        place = Place.BETWEEN;
        final HostUpdates updates = tools.updates();
        updates.bringUpToDate(vm, updates.moveConcernsHost(source));
        updates.bringUpToDate(target);
        source.removeVmMigratingOut(vm);
        final VmPlacement.Moved moved = tools.placement().move(this);
        place = Place.TARGET;
        misfit = moved.objection().orElse(null);
        cpu.moved();
        vm.setInMigration(misfit == null && migration.switchedOver());
        if (misfit == null && migration.switchedOver()) {
            remainder = MigrationReservation.remainder(source, vm);
        }
        if (vm.isCreated()) {
            updates.bringUpToDate(vm, misfit != null || updates.moveConcernsHost(target));
            tools.placement().tell(this, moved);
            updates.vmMoves();
        }
        if (vm.isCreated()) { // after whoever was told
            lifecycle.vmResumed(this);
        }
    }

    /** Gives up the room at the target, for the VM to take. */
    void makeRoom() {
        reservation.release(target);
    }

    private void complete(final MigrationRecord record) {
        letGo();
        cpu.give(1);
        lifecycle.ended(this, withCpuTimes(record));
    }

    private void misfits(final Ending ending) {
        final Step next = migration.next();
        final MigrationRecord record =
                next instanceof Step.Finished finished ? finished.record() : migration.abort(ending, 0, 0);
        letGo();
        lifecycle.ended(this, withCpuTimes(record).withEnding(ending));
    }

    /**
     * Ends the migration before its time, with the VM where it is. One that is between two steps, telling listeners, ends when it has told
     * them.
     */
    void abort(final Ending ending) {
        if (busy) {
            called = called == null ? ending : called;
            return;
        }
        if (over) {
            return;
        }
        final MigrationRecord record = migration.abort(ending, step.seconds(), step.sentBytes());
        paused = record.ending().outcome() == Outcome.PAUSED;
        letGo();
        if (!arrived()) {
            reservation.release(target);
        }
        if (record.ending().outcome() != Outcome.VM_LOST) {
            cpu.give(paused ? 0 : 1);
        }
        lifecycle.ended(this, withCpuTimes(record));
    }

    private void letGo() {
        over = true;
        cpu.endStalls();
        timer.stop();
        watch.stop();
        flows.stop(flow, now());
        step.begin();
        charges.end(use);
        source.removeVmMigratingOut(vm);
        if (remainder != null) {
            remainder.release(source);
        }
        vm.setInMigration(paused);
    }

    private MigrationRecord withCpuTimes(final MigrationRecord record) {
        return record.slowedBy(tools.planner().stockOverheadAt(source))
                .withTargetCpuSeconds(record.bytesSent() * charges.cpu().targetSecondsPerByte());
    }

    /**
     * Puts right what a stock policy forgets when it takes allocations apart and puts them together again: that the VM is
     * migrating, and how much CPU time it has.
     */
    void holdOn() {
        if (over && !paused) {
            return;
        }
        vm.setInMigration(true);
        if (!arrived()) {
            source.removeVmMigratingOut(vm);
        }
        cpu.takeBack();
    }

    /**
     * Lets the source count all MIPS the VM was promised as taken, though it may have been stopped, so that nobody else is
     * placed on them; {@link #holdOn} ends it.
     */
    void claimPlace() {
        if (!over || paused) {
            cpu.promiseAll();
        }
    }

    /**
     * Enters the VM in the set of those that leave its host, for an allocation policy to see. Stock schedulers tax the VMs in it,
     * so {@link #holdOn} takes it out again.
     */
    void showToPolicy() {
        if (!arrived()) {
            source.addVmMigratingOut(vm);
        }
    }

    MigrationId id() {
        return id;
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

    /** {@return what it crosses} */
    Path path() {
        return path;
    }

    Technique technique() {
        return migration.technique();
    }

    /** {@return what it sends by} */
    Flow flow() {
        return flow;
    }

    /**
     * {@return how much it is expected to send still, in bytes; infinite if it is not expected to end}
     *
     * @param foreseen tells what one like it sends in all
     */
    double bytesToGo(final DoubleSupplier foreseen) {
        final double sent = step.sentBytes();
        final double pending = Math.max(0, migration.remainingBytes() - sent);
        if (hasStoppedVm()) {
            return pending;
        }
        return Math.max(pending, foreseen.getAsDouble() - migration.bytesSent() - sent);
    }

    /** {@return the CPU time it leaves its VM} */
    VmCpu cpu() {
        return cpu;
    }

    /** {@return whether a reservation is its own} */
    boolean holds(final MigrationReservation room) {
        return room.equals(reservation) || room.equals(remainder);
    }

    /** {@return whether it has stopped the VM, be it for no time} */
    boolean hasStoppedVm() {
        return place != Place.SOURCE;
    }

    /** {@return whether it does not send now, but will again} */
    boolean isBetweenTransfers() {
        return !over && !flow.sending();
    }

    /** {@return whether it waits for something to happen from outside} */
    boolean isBlocked() {
        return !over && timer.isSetToNever();
    }

    /** {@return whether the VM is stopped, or stands still for good} */
    boolean vmIsStopped() {
        return paused || (!over && !migration.vmRunning());
    }

    /** {@return whether the VM is at the target} */
    boolean arrived() {
        return place == Place.TARGET;
    }

    /** {@return whether it can be called off: not if it is already, once all of the VM has been sent, nor once it leaves the source} */
    boolean canBeCalledOff() {
        return called == null && place.compareTo(Place.BETWEEN) < 0 && !migration.sentWhole();
    }

    /** {@return whether what happens to its way does it no harm: it can wait for a mended link, or needs none any more} */
    boolean survivesCuts() {
        return migration.recovers() || migration.sentWhole();
    }

    private double now() {
        return tools.clock().now();
    }
}
