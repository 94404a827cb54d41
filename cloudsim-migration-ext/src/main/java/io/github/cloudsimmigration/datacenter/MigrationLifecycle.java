package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.RunningMigration.Plan;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationId;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import java.util.Optional;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/** A request's way through a datacenter: refused or taken, started when its turn comes, called off or brought to its end, tried again. */
final class MigrationLifecycle {
    private final LiveMigrationDatacenter datacenter;
    private final Admission admission;
    private final MigrationDispatcher dispatcher;
    private long requests;

    MigrationLifecycle(
            final LiveMigrationDatacenter datacenter, final Admission admission, final MigrationDispatcher dispatcher) {
        this.datacenter = datacenter;
        this.admission = admission;
        this.dispatcher = dispatcher;
    }

    /** Takes a request, or turns it down. */
    void request(final MigrationRequest request) {
        final var attempt = Attempt.first(request, requests++, now());
        final Optional<Ending> objection = admission.objection(request.vm(), request.target());
        if (objection.isPresent()) {
            turnDown(attempt, objection.get());
        } else {
            dispatcher.submit(attempt, now());
        }
    }

    /** Starts a try at a request. {@return whether it has started; otherwise it is over} */
    boolean start(final Attempt attempt) {
        final Vm vm = attempt.vm();
        final Host target = attempt.target();
        final Optional<Ending> objection = admission.objection(vm, target);
        if (objection.isPresent()) {
            turnDown(attempt, objection.get());
            return false;
        }
        final Optional<Ending> objectionToWay = admission.objectionToWay(vm.getHost(), target);
        if (objectionToWay.isPresent()) {
            refuse(attempt, plan(attempt), objectionToWay.get());
            return false;
        }
        final double on = datacenter.ongoing().preparing(vm, () -> admission.startUp(target));
        if (on > now()) {
            dispatcher.postpone(attempt, on);
            return false;
        }
        final Plan plan = plan(attempt);
        final var room = datacenter.placement().reserve(target, vm);
        if (room.reservation().isEmpty()) {
            refuse(attempt, plan, Endings.refused("target-unsuitable", room.lacking()));
            return false;
        }
        begin(attempt, plan, room.reservation().get());
        return true;
    }

    private void begin(final Attempt attempt, final Plan plan, final MigrationReservation room) {
        final Vm vm = attempt.vm();
        final Host source = vm.getHost();
        final Host target = attempt.target();
        final RunningMigration migration = datacenter.ongoing().preparing(vm, () -> {
            datacenter.updates().bringUpToDate(vm, datacenter.updates().concernsHost(source));
            final MigrationNetwork network = datacenter.network();
            return new RunningMigration(
                    datacenter, attempt, room, network, network.path(source, target), plan, dispatcher.orchestration());
        });
        datacenter.ongoing().begin(migration);
        datacenter.journal().started(vm, source, target);
        migration.start();
    }

    private Plan plan(final Attempt attempt) {
        final Vm vm = attempt.vm();
        final var id = new MigrationId(
                attempt.requestNumber(),
                vm.toString(),
                vm.getHost().toString(),
                attempt.target().toString(),
                now(),
                attempt.requestedSeconds(),
                attempt.number());
        return new Plan(
                id,
                datacenter.techniqueOf(attempt.request()),
                datacenter.guest(vm),
                datacenter.histories().nextSeed(vm, now()));
    }

    /** Ends a try that could not start, unless another follows. */
    private void refuse(final Attempt attempt, final Plan plan, final Ending ending) {
        if (dispatcher.retry(attempt, ending, now())) {
            datacenter
                    .journal()
                    .triedInVain(
                            attempt.vm(),
                            attempt.vm().getHost(),
                            attempt.target(),
                            refusal(plan, ending));
        } else {
            turnDown(attempt, plan, ending);
        }
    }

    /** Ends a request that has not started. */
    private void turnDown(final Attempt attempt, final Ending ending) {
        turnDown(attempt, plan(attempt), ending);
    }

    private void turnDown(final Attempt attempt, final Plan plan, final Ending ending) {
        datacenter
                .journal()
                .finished(
                        attempt.vm(), attempt.vm().getHost(), attempt.target(), refusal(plan, ending));
    }

    /** {@return the record of a try that has not started} */
    private static MigrationRecord refusal(final Plan plan, final Ending ending) {
        return MigrationRecord.refused(plan.id(), plan.technique(), plan.guest().memory(), plan.seed(), ending);
    }

    /** Ends a migration, or a request that waits, from outside. {@return whether the VM had one} */
    boolean callOff(final Vm vm, final Ending ending) {
        final RunningMigration migration = datacenter.ongoing().runningOf(vm);
        if (migration != null) {
            migration.abort(ending);
            return true;
        }
        final Optional<Attempt> waited = dispatcher.withdraw(vm);
        waited.ifPresent(attempt -> turnDown(attempt, ending));
        return waited.isPresent();
    }

    /** Ends everything, with the simulation. */
    void endAll() {
        dispatcher.waitingVms().forEach(vm -> callOff(vm, Endings.SIMULATION_ENDED));
        datacenter
                .ongoing()
                .running()
                .forEach(migration -> migration.abort(
                        datacenter.network().isCut(migration.path()) ? Endings.LINK_FAILED : Endings.SIMULATION_ENDED));
    }

    /** Takes note that a migration has ended. */
    void ended(final RunningMigration migration, final MigrationRecord record) {
        final Vm vm = migration.vm();
        datacenter.ongoing().ended(migration);
        if (record.ending().outcome() == Outcome.PAUSED) {
            datacenter.ongoing().paused(migration);
            datacenter.traffic().halt(vm, now());
        }
        datacenter.histories().stoodStill(vm, record.slowdownSeconds(), now());
        final boolean goesOn = dispatcher.ended(migration.attempt(), migration.source(), record, now());
        if (migration.hasStoppedVm() && !migration.arrived() && vm.isCreated()) {
            datacenter.vmResumed(migration);
        }
        if (goesOn) {
            datacenter.journal().triedInVain(vm, migration.source(), migration.target(), record);
        } else {
            datacenter.journal().finished(vm, migration.source(), migration.target(), record);
        }
    }

    private double now() {
        return datacenter.clock().now();
    }
}
