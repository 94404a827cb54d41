package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.orchestration.Ticket;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;
import org.jspecify.annotations.Nullable;

/**
 * One try at a request.
 *
 * @param request the request
 * @param requestNumber the request's number
 * @param number the number of the try, from 1
 * @param requestedSeconds when the request was made
 * @param ticket its place in the queue, if it waits
 */
record Attempt(
        MigrationRequest request,
        long requestNumber,
        int number,
        double requestedSeconds,
        @Nullable Ticket<Host> ticket) {
    /** {@return the first try at a request} */
    static Attempt first(final MigrationRequest request, final long requestNumber, final double now) {
        return new Attempt(request, requestNumber, 1, now, null);
    }

    /** {@return the try that follows if this one fails} */
    Attempt next() {
        return new Attempt(request, requestNumber, number + 1, requestedSeconds, null);
    }

    /** {@return the same with a place in the queue} */
    Attempt waiting(final Ticket<Host> itsTicket) {
        return new Attempt(request, requestNumber, number, requestedSeconds, itsTicket);
    }

    Vm vm() {
        return request.vm();
    }

    Host target() {
        return request.target();
    }
}
