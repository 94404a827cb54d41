package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.datacenter.AlarmClock.Alarm;
import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationRecord;
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
import org.apache.commons.lang3.Validate;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/** Says when requests start: at once, when their turn comes, or again after a failure. */
final class MigrationDispatcher {
    /** Reasons that another attempt at the same target may not meet. */
    private static final List<String> PASSING =
            List.of("target-unsuitable", "completion-timeout", "progress-timeout", "link-failed");

    private final LiveMigrationDatacenter datacenter;
    private final Map<Vm, Attempt> waiting = new LinkedHashMap<>();
    private final IdentityHashMap<Host, Set<Vm>> expected = new IdentityHashMap<>();
    private Orchestration orchestration = Orchestration.NONE;
    private MigrationQueue<Host, Attempt> queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    private final Map<Vm, Alarm> retries = new HashMap<>();
    private @Nullable Alarm pollAlarm;

    MigrationDispatcher(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    Orchestration orchestration() {
        return orchestration;
    }

    /** Changes the rules. */
    void setOrchestration(final Orchestration newOrchestration) {
        Validate.validState(
                waiting.isEmpty() && datacenter.getRunningMigrations() == 0,
                "orchestration changed while %d migrations wait and %d are under way, expected none",
                waiting.size(),
                datacenter.getRunningMigrations());
        orchestration = newOrchestration;
        queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    }

    int waitingCount() {
        return waiting.size();
    }

    boolean isWaiting(final Vm vm) {
        return waiting.containsKey(vm);
    }

    /**
     * Takes the first try at a request that nothing speaks against now. If there are limits, it waits until the end of the moment, for others may come that go
     * first.
     */
    void submit(final Attempt attempt, final double now) {
        if (orchestration.limits().equals(MigrationLimits.NONE)) {
            start(attempt);
        } else {
            letWait(attempt, now);
            pollSoon(now);
        }
    }

    private void poll(final double now) {
        for (Optional<Attempt> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
            forget(next.get().vm());
            datacenter.alarms().cancel(retries.remove(next.get().vm()));
            start(next.get());
        }
    }

    /**
     * Takes note that a try is over that had started.
     *
     * @return whether there will be another one
     */
    boolean ended(final Attempt attempt, final Host source, final MigrationRecord record, final double now) {
        queue.ended(source, attempt.target());
        pollSoon(now);
        return retry(attempt, record.ending(), now);
    }

    /** Tries again, if the rules and the reason of the failure let it. {@return whether it does} */
    boolean retry(final Attempt attempt, final Ending ending, final double now) {
        final boolean failed = ending.outcome() == Outcome.FAILED || ending.outcome() == Outcome.REFUSED;
        if (!failed
                || datacenter.clock().isOver()
                || !PASSING.contains(ending.stopReason())
                || !orchestration.retry().allowsAfter(attempt.number())) {
            return false;
        }
        postpone(attempt.next(), now + orchestration.retry().delaySecondsAfter(attempt.number()));
        return true;
    }

    /** Lets a try wait until a time. Its turn then goes by how things are then. */
    void postpone(final Attempt attempt, final double seconds) {
        letWait(attempt, seconds);
        retries.put(attempt.vm(), datacenter.alarms().set(seconds, () -> {
            withdraw(attempt.vm()).ifPresent(waited -> letWait(waited, seconds));
            pollSoon(seconds); // others may be due at the same time
        }));
    }

    /** Takes a request out of the queue. {@return the request, if it was waiting} */
    Optional<Attempt> withdraw(final Vm vm) {
        final Attempt attempt = forget(vm);
        if (attempt != null && attempt.ticket() != null) {
            queue.remove(attempt.ticket());
            datacenter.alarms().cancel(retries.remove(vm));
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
                .filter(attempt -> attempt.target().equals(host)
                        || attempt.vm().getHost().equals(host))
                .map(Attempt::vm)
                .toList();
    }

    private void start(final Attempt attempt) {
        final Host source = attempt.vm().getHost();
        final MigrationQueue<Host, Attempt> counting = queue; // a listener may set other rules if it does not start
        counting.started(source, attempt.target());
        if (!datacenter.lifecycle().start(attempt)) {
            counting.ended(source, attempt.target());
        }
    }

    private void letWait(final Attempt attempt, final double notBefore) {
        final MigrationRequest request = attempt.request();
        final var ticket = new Ticket<>(
                attempt.requestNumber(),
                request.vm().getHost(),
                request.target(),
                datacenter.memoryBytes(request.vm()),
                orchestration.order() == QueueOrder.SHORTEST_FIRST
                        ? datacenter.forecasts().secondsOf(request)
                        : 0,
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
            pollAlarm = datacenter.alarms().set(now, () -> {
                pollAlarm = null;
                poll(now);
            });
        }
    }
}
