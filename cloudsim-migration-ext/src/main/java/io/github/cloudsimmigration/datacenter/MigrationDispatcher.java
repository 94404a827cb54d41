package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.orchestration.MigrationLimits;
import io.github.cloudsimmigration.orchestration.MigrationQueue;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.QueueOrder;
import io.github.cloudsimmigration.orchestration.Ticket;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** Says when requests start: at once, when their turn comes, or again after a failure. */
final class MigrationDispatcher {
    /** Reasons that another attempt at the same target may not meet. */
    private static final List<String> PASSING =
            List.of("target-unsuitable", "completion-timeout", "progress-timeout", "link-failed");

    private final SimulationClock clock;
    private final AlarmClock alarms;
    private final MigrationPlanner planner;
    private final MigrationForecasts forecasts;
    private final Predicate<Attempt> starter;
    private final Map<Vm, Attempt> waiting = new LinkedHashMap<>();
    private final IdentityHashMap<Host, Set<Vm>> expected = new IdentityHashMap<>();
    private final Map<Vm, Alarm> retries = new HashMap<>();
    private Orchestration orchestration = Orchestration.NONE;
    private MigrationQueue<Host, Attempt> queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    private @Nullable Alarm pollAlarm;
    private @Nullable Ending end;

    /**
     * Creates a dispatcher that lets every request start at once.
     *
     * @param starter starts a try whose turn has come, and says whether it has started
     */
    MigrationDispatcher(
            final SimulationClock clock,
            final AlarmClock alarms,
            final MigrationPlanner planner,
            final MigrationForecasts forecasts,
            final Predicate<Attempt> starter) {
        this.clock = clock;
        this.alarms = alarms;
        this.planner = planner;
        this.forecasts = forecasts;
        this.starter = starter;
    }

    /** Takes note that nothing is migrated any more, and why. */
    void close(final Ending reason) {
        end = reason;
    }

    /** {@return why nothing is migrated any more; nothing if it is} */
    Optional<Ending> closed() {
        return Optional.ofNullable(end);
    }

    Orchestration orchestration() {
        return orchestration;
    }

    /** Changes the rules while so many migrations are under way, which are to be none. */
    void setOrchestration(final Orchestration newOrchestration, final int running) {
        Validate.validState(
                waiting.isEmpty() && running == 0,
                "orchestration changed while %d migrations wait and %d are under way, expected none",
                waiting.size(),
                running);
        orchestration = newOrchestration;
        queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    }

    /**
     * Takes the first try at a request that nothing speaks against now. If there are limits, it waits until the end of the moment, for others may
     * come that go first.
     */
    void submit(final Attempt attempt) {
        if (orchestration.limits().equals(MigrationLimits.NONE)) {
            start(attempt);
        } else {
            final double now = clock.now();
            letWait(attempt, now);
            pollSoon(now);
        }
    }

    private void letWait(final Attempt attempt, final double notBefore) {
        final MigrationRequest request = attempt.request();
        final var ticket = new Ticket<>(
                attempt.requestNumber(),
                request.vm().getHost(),
                request.target(),
                planner.memoryBytes(request.vm()),
                orchestration.order() == QueueOrder.SHORTEST_FIRST ? forecasts.secondsOf(request) : 0,
                request.deadlineSeconds(),
                notBefore);
        final Attempt waits = attempt.waiting(ticket);
        waiting.put(request.vm(), waits);
        expected.computeIfAbsent(request.target(), unknown -> new LinkedHashSet<>())
                .add(request.vm());
        queue.add(ticket, waits);
    }

    private void pollSoon(final double now) {
        if (!waiting.isEmpty() && pollAlarm == null) {
            pollAlarm = alarms.set(now, () -> {
                pollAlarm = null;
                poll(now);
            });
        }
    }

    private void poll(final double now) {
        for (Optional<Attempt> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
            forget(next.get().vm());
            alarms.cancel(retries.remove(next.get().vm()));
            start(next.get());
        }
    }

    private void start(final Attempt attempt) {
        final Host source = attempt.vm().getHost();
        final MigrationQueue<Host, Attempt> counting = queue; // a listener may set other rules if it does not start
        counting.started(source, attempt.target());
        if (!starter.test(attempt)) {
            counting.ended(source, attempt.target());
        }
    }

    /** Takes note that a try is over that had started, and how. {@return whether there will be another one} */
    boolean ended(final Attempt attempt, final Host source, final Ending ending) {
        queue.ended(source, attempt.target());
        pollSoon(clock.now());
        return retry(attempt, ending);
    }

    /** Tries again, if the rules and the reason of the failure let it. {@return whether it does} */
    boolean retry(final Attempt attempt, final Ending ending) {
        final boolean failed = ending.outcome() == Outcome.FAILED || ending.outcome() == Outcome.REFUSED;
        if (!failed
                || end != null
                || !PASSING.contains(ending.stopReason())
                || !orchestration.retry().allowsAfter(attempt.number())) {
            return false;
        }
        postpone(attempt.next(), clock.now() + orchestration.retry().delaySecondsAfter(attempt.number()));
        return true;
    }

    /** Lets a try wait until a time. Its turn then goes by how things are then. */
    void postpone(final Attempt attempt, final double seconds) {
        letWait(attempt, seconds);
        retries.put(attempt.vm(), alarms.set(seconds, () -> {
            withdraw(attempt.vm()).ifPresent(waited -> letWait(waited, seconds));
            pollSoon(seconds); // others may be due at the same time
        }));
    }

    /** Takes a request out of the queue. {@return the request, if it was waiting} */
    Optional<Attempt> withdraw(final Vm vm) {
        final Attempt attempt = forget(vm);
        if (attempt != null && attempt.ticket() != null) {
            queue.remove(attempt.ticket());
            alarms.cancel(retries.remove(vm));
        }
        return Optional.ofNullable(attempt);
    }

    private @Nullable Attempt forget(final Vm vm) {
        final Attempt attempt = waiting.remove(vm);
        if (attempt != null) {
            expected.computeIfPresent(attempt.target(), (target, vms) -> {
                vms.remove(vm);
                return vms.isEmpty() ? null : vms;
            });
        }
        return attempt;
    }

    int waitingCount() {
        return waiting.size();
    }

    boolean isWaiting(final Vm vm) {
        return waiting.containsKey(vm);
    }

    /** {@return the VMs whose migrations to a host wait} */
    Set<Vm> waitingFor(final Host target) {
        return expected.getOrDefault(target, Set.of());
    }

    /** {@return the VMs whose migrations wait, the longest waiting first} */
    List<Vm> waitingVms() {
        return List.copyOf(waiting.keySet());
    }

    /** {@return the VMs whose migrations wait that would leave a host or come to it} */
    List<Vm> waitingVms(final Host host) {
        return waiting.values().stream()
                .filter(attempt ->
                        attempt.target().equals(host) || attempt.vm().getHost().equals(host))
                .map(Attempt::vm)
                .toList();
    }
}
