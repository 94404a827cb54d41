package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.MigrationPlanner.Plan;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.engine.RoundRecord;
import java.util.Optional;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** A request's way through a datacenter: refused or taken, started when its turn comes, called off or brought to its end, tried again. */
final class MigrationLifecycle {
    private final LiveMigrationDatacenter datacenter;
    private final MigrationTools tools;
    private final OngoingMigrations ongoing;
    private final BackgroundTraffic traffic;
    private final VmHistories histories;
    private final MigrationJournal journal;
    private final Admission admission;
    private final MigrationDispatcher dispatcher;
    private long requests;
    private @Nullable Vm vmBeingDestroyed;

    MigrationLifecycle(
            final LiveMigrationDatacenter datacenter,
            final MigrationTools tools,
            final OngoingMigrations ongoing,
            final BackgroundTraffic traffic,
            final VmHistories histories,
            final MigrationJournal journal,
            final Admission admission,
            final MigrationDispatcher dispatcher) {
        this.datacenter = datacenter;
        this.tools = tools;
        this.ongoing = ongoing;
        this.traffic = traffic;
        this.histories = histories;
        this.journal = journal;
        this.admission = admission;
        this.dispatcher = dispatcher;
    }

    /** Takes a request, or turns it down. */
    void request(final MigrationRequest request) {
        final var attempt = Attempt.first(request, requests++, now());
        final Optional<Ending> objection = admission.objection(request.vm(), request.target());
        if (objection.isPresent()) {
            turnDown(attempt, plan(attempt), objection.get());
        } else {
            dispatcher.submit(attempt);
        }
    }

    /** Starts a try at a request. {@return whether it has started; otherwise it is over, or waits for its target to start up} */
    boolean start(final Attempt attempt) {
        final Vm vm = attempt.vm();
        final Host target = attempt.target();
        final Optional<Ending> objection = admission.objection(vm, target);
        if (objection.isPresent()) {
            turnDown(attempt, plan(attempt), objection.get());
            return false;
        }
        final Optional<Ending> objectionToWay = admission.objectionToWay(vm.getHost(), target);
        if (objectionToWay.isPresent()) {
            refuse(attempt, plan(attempt), objectionToWay.get());
            return false;
        }
        final double on = ongoing.preparing(vm, () -> tools.startUps().switchOn(target));
        if (on > now()) {
            dispatcher.postpone(attempt, on);
            return false;
        }
        final Plan plan = plan(attempt);
        tools.costs().begins(plan.id(), vm.getHost(), target);
        final var room = tools.placement().reserve(target, vm);
        if (room.reservation().isEmpty()) {
            refuse(attempt, plan, Endings.refused("target-unsuitable", room.lacking()));
            return false;
        }
        begin(attempt, plan, room.reservation().get());
        return true;
    }

    private Plan plan(final Attempt attempt) {
        return tools.planner().plan(attempt);
    }

    private void begin(final Attempt attempt, final Plan plan, final MigrationReservation room) {
        final Vm vm = attempt.vm();
        final Host source = vm.getHost();
        final RunningMigration migration = ongoing.preparing(vm, () -> {
            tools.updates().bringUpToDate(vm, tools.updates().concernsHost(source));
            return new RunningMigration(this, tools, attempt, room, plan, dispatcher.orchestration());
        });
        ongoing.begin(migration);
        journal.started(migration);
        migration.start();
    }

    void roundFinished(final RunningMigration migration, final RoundRecord round) {
        journal.roundFinished(migration, round);
    }

    /** Takes note that a migration waits for something to happen from outside. */
    void blocked(final RunningMigration migration) {
        ongoing.blocked(migration);
    }

    /** Ends migrations that stand still and whose VM or host has gone without a word. */
    void endTheLost() {
        ongoing.blocked().forEach(RunningMigration::abortIfLost);
    }

    void vmStopped(final RunningMigration migration) {
        traffic.halt(migration.vm());
        journal.vmStopped(migration);
    }

    void vmResumed(final RunningMigration migration) {
        traffic.follow(migration.vm());
        journal.vmResumed(migration);
    }

    /** Takes note that a migration has ended. */
    void ended(final RunningMigration migration, final MigrationRecord record) {
        final Vm vm = migration.vm();
        if (record.ending().outcome() == Outcome.VM_LOST) {
            takeAway(vm);
        }
        ongoing.ended(migration);
        if (record.ending().outcome() == Outcome.PAUSED) {
            ongoing.paused(migration);
            traffic.halt(vm);
        }
        histories.stoodStill(vm, record.slowdownSeconds());
        final boolean goesOn = dispatcher.ended(migration.attempt(), migration.source(), record.ending());
        if (migration.hasStoppedVm() && !migration.arrived() && vm.isCreated()) {
            vmResumed(migration);
        }
        if (goesOn) {
            journal.triedInVain(vm, migration.source(), migration.target(), record);
        } else {
            journal.finished(vm, migration.source(), migration.target(), record);
        }
    }

    /** Takes a VM away whose memory cannot be put together any more. */
    private void takeAway(final Vm vm) {
        if (vm.isCreated() && !vm.equals(vmBeingDestroyed)) {
            vm.setFailed(true);
            datacenter.schedule(0, CloudSimTag.VM_DESTROY, vm);
        }
    }

    /** Ends a try that could not start, unless another follows. */
    private void refuse(final Attempt attempt, final Plan plan, final Ending ending) {
        if (dispatcher.retry(attempt, ending)) {
            journal.triedInVain(attempt.vm(), attempt.vm().getHost(), attempt.target(), plan.refused(ending));
        } else {
            turnDown(attempt, plan, ending);
        }
    }

    /** Ends a request that has not started. */
    private void turnDown(final Attempt attempt, final Plan plan, final Ending ending) {
        journal.finished(attempt.vm(), attempt.vm().getHost(), attempt.target(), plan.refused(ending));
    }

    /** Calls a migration off for a user, if it can be. {@return whether it was there and could} */
    boolean cancel(final Vm vm) {
        final RunningMigration migration = ongoing.runningOf(vm);
        if (migration != null && !migration.canBeCalledOff()) {
            return false;
        }
        return callOff(vm, Endings.CALLED_OFF);
    }

    /** Ends a migration, or a request that waits, from outside. {@return whether the VM had one} */
    private boolean callOff(final Vm vm, final Ending ending) {
        final RunningMigration migration = ongoing.runningOf(vm);
        if (migration != null) {
            migration.abort(ending);
            return true;
        }
        final Optional<Attempt> waited = dispatcher.withdraw(vm);
        waited.ifPresent(attempt -> turnDown(attempt, plan(attempt), ending));
        return waited.isPresent();
    }

    /** Ends the migrations that cross a cut link and cannot wait until it is mended. */
    void linkIsCut() {
        for (final RunningMigration migration : ongoing.running()) {
            if (crossesCut(migration) && !migration.survivesCuts()) {
                migration.abort(Endings.LINK_FAILED);
            }
        }
    }

    private boolean crossesCut(final RunningMigration migration) {
        return tools.network().isCut(migration.path());
    }

    /** Ends all migrations from and to a host that leaves the datacenter. */
    void hostLeaves(final Host host) {
        admission.hostLeaves(host);
        traffic.forget(host);
        dispatcher.waitingVms(host).forEach(vm -> callOff(vm, Endings.hostHasLeft(host)));
        for (final RunningMigration migration : ongoing.running()) {
            if (migration.source().equals(host) || migration.target().equals(host)) {
                migration.abort(Endings.HOST_LEFT);
            }
        }
    }

    /** Ends the migration for which a host has kept room that is there no more. */
    void roomIsGone(final MigrationReservation room) {
        final RunningMigration migration = ongoing.runningOf(room.vm());
        if (migration != null && migration.holds(room)) {
            migration.abort(room.isRemainder() ? Endings.SOURCE_FAILED_WITH_PAGES : Endings.TARGET_FAILED);
        }
    }

    /** Ends the migration of a VM that is being destroyed, and forgets the VM. */
    void vmIsDestroyed(final Vm vm) {
        vmBeingDestroyed = vm;
        callOff(vm, Endings.ofDestroyed(vm, ongoing.hasArrived(vm)));
        vmBeingDestroyed = null;
        ongoing.forget(vm);
        histories.forget(vm);
        traffic.forget(vm);
    }

    /** Ends everything, with the simulation or its datacenter. */
    void endAll(final Ending ending) {
        dispatcher.close(ending);
        dispatcher.waitingVms().forEach(vm -> callOff(vm, ending));
        for (final RunningMigration migration : ongoing.running()) {
            if (!migration.abortIfLost()) {
                migration.abort(crossesCut(migration) ? Endings.LINK_FAILED : ending);
            }
        }
    }

    private double now() {
        return tools.clock().now();
    }
}
