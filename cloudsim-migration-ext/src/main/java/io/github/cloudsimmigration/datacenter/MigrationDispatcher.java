package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.Ending;
import io.github.cloudsimmigration.engine.MigrationRecord;
import io.github.cloudsimmigration.engine.Outcome;
import io.github.cloudsimmigration.orchestration.MigrationQueue;
import io.github.cloudsimmigration.orchestration.Orchestration;
import io.github.cloudsimmigration.orchestration.Ticket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private Orchestration orchestration = Orchestration.NONE;
    private MigrationQueue<Host, Attempt> queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    private boolean pollPlanned;

    MigrationDispatcher(final LiveMigrationDatacenter datacenter) {
        this.datacenter = datacenter;
    }

    /**
     * One try at a request.
     *
     * @param request the request
     * @param number the request's number
     * @param attempt the number of the try, from 1
     * @param requestedSeconds when it was asked for
     * @param ticket its place in the queue, if it waits
     */
    record Attempt(
            MigrationRequest request,
            long number,
            int attempt,
            double requestedSeconds,
            @Nullable Ticket<Host> ticket) {
        Vm vm() {
            return request.vm();
        }
    }

    Orchestration orchestration() {
        return orchestration;
    }

    /** Changes the rules. Not while migrations wait or are under way. */
    void setOrchestration(final Orchestration newOrchestration) {
        orchestration = newOrchestration;
        queue = new MigrationQueue<>(orchestration.limits(), orchestration.order());
    }

    int waitingCount() {
        return waiting.size();
    }

    boolean isWaiting(final Vm vm) {
        return waiting.containsKey(vm);
    }

    /** Takes a request that nothing speaks against now. */
    void submit(final MigrationRequest request, final long number, final double now) {
        final var attempt = new Attempt(request, number, 1, now, null);
        if (queue.allows(request.vm().getHost(), request.target())) {
            start(attempt);
        } else {
            letWait(attempt, now);
        }
    }

    /** Starts what may start by now. */
    void poll(final double now) {
        pollPlanned = false;
        for (Optional<Attempt> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
            waiting.remove(next.get().vm());
            start(next.get());
        }
    }

    /**
     * Takes note that a try is over that had started.
     *
     * @return whether there will be another one
     */
    boolean ended(final Attempt attempt, final Host source, final MigrationRecord record, final double now) {
        queue.ended(source, attempt.request().target());
        pollSoon();
        return retry(attempt, record.ending(), now);
    }

    /** Tries again, if the rules and the reason of the failure let it. {@return whether it does} */
    boolean retry(final Attempt attempt, final Ending ending, final double now) {
        final boolean failed = ending.outcome() == Outcome.FAILED || ending.outcome() == Outcome.REFUSED;
        if (!failed
                || !PASSING.contains(ending.stopReason())
                || !orchestration.retry().allowsAfter(attempt.attempt())) {
            return false;
        }
        final double delay = orchestration.retry().delaySecondsAfter(attempt.attempt());
        letWait(
                new Attempt(
                        attempt.request(), attempt.number(), attempt.attempt() + 1, attempt.requestedSeconds(), null),
                now + delay);
        datacenter.schedule(delay, LiveMigrationDatacenter.POLL_QUEUE);
        return true;
    }

    /** Takes a request out of the queue. {@return the request, if it was waiting} */
    Optional<Attempt> withdraw(final Vm vm) {
        final Attempt attempt = waiting.remove(vm);
        if (attempt != null && attempt.ticket() != null) {
            queue.remove(attempt.ticket());
        }
        return Optional.ofNullable(attempt);
    }

    List<Vm> waitingVms() {
        return List.copyOf(waiting.keySet());
    }

    private void start(final Attempt attempt) {
        final Host source = attempt.vm().getHost();
        queue.started(source, attempt.request().target());
        if (!datacenter.start(attempt)) {
            queue.ended(source, attempt.request().target());
        }
    }

    private void letWait(final Attempt attempt, final double notBefore) {
        final MigrationRequest request = attempt.request();
        final var ticket = new Ticket<>(
                attempt.number(),
                request.vm().getHost(),
                request.target(),
                datacenter.memoryBytes(request.vm()),
                datacenter.predictedSeconds(request),
                request.deadlineSeconds(),
                notBefore);
        final var waits = new Attempt(request, attempt.number(), attempt.attempt(), attempt.requestedSeconds(), ticket);
        waiting.put(request.vm(), waits);
        queue.add(ticket, waits);
    }

    private void pollSoon() {
        if (!waiting.isEmpty() && !pollPlanned) {
            pollPlanned = true;
            datacenter.schedule(0, LiveMigrationDatacenter.POLL_QUEUE);
        }
    }
}
