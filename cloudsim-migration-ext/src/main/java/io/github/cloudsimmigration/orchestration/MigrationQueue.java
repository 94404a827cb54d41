package io.github.cloudsimmigration.orchestration;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The migrations that wait and a count of those under way, within {@linkplain MigrationLimits limits}. One that cannot start does not hold up
 * those behind it.
 *
 * @param <H> what a host is
 * @param <R> what is asked for
 */
public final class MigrationQueue<H, R> {
    private final MigrationLimits limits;
    private final TreeMap<Ticket<H>, R> waiting;
    private final Map<H, Integer> outOfHost = new HashMap<>();
    private final Map<H, Integer> intoHost = new HashMap<>();
    private int running;

    /** Creates an empty queue. */
    public MigrationQueue(final MigrationLimits limits, final QueueOrder order) {
        this.limits = limits;
        this.waiting = new TreeMap<>(order.comparator());
    }

    /** Lets a request wait. */
    public void add(final Ticket<H> ticket, final R request) {
        waiting.put(ticket, request);
    }

    /** Takes a request out. {@return whether it was waiting} */
    public boolean remove(final Ticket<H> ticket) {
        return waiting.remove(ticket) != null;
    }

    /** Takes note that a migration has started. */
    public void started(final H source, final H target) {
        running++;
        outOfHost.merge(source, 1, Integer::sum);
        intoHost.merge(target, 1, Integer::sum);
    }

    /** Takes note that a migration is over. */
    public void ended(final H source, final H target) {
        running--;
        outOfHost.computeIfPresent(source, (host, count) -> count > 1 ? count - 1 : null);
        intoHost.computeIfPresent(target, (host, count) -> count > 1 ? count - 1 : null);
    }

    /** Takes the first request out that may start. {@return the request} */
    public Optional<R> poll(final double now) {
        if (running >= limits.inDatacenter()) {
            return Optional.empty();
        }
        for (final Iterator<Map.Entry<Ticket<H>, R>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
            final Map.Entry<Ticket<H>, R> entry = all.next();
            final Ticket<H> ticket = entry.getKey();
            if (ticket.notBeforeSeconds() <= now && allows(ticket.source(), ticket.target())) {
                final R request = entry.getValue();
                all.remove();
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** {@return whether the hosts' limits let a migration from one to another start} */
    private boolean allows(final H source, final H target) {
        return outOfHost.getOrDefault(source, 0) < limits.outOfHost()
                && intoHost.getOrDefault(target, 0) < limits.intoHost();
    }
}
