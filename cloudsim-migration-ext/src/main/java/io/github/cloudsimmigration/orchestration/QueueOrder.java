package io.github.cloudsimmigration.orchestration;

import java.util.Comparator;

/** Which of the migrations that may start goes first. Ties go to the one asked for first. */
public enum QueueOrder {
    /** The one asked for first. */
    FIFO {
        @Override
        double key(final Ticket<?> ticket) {
            return ticket.number();
        }
    },
    /** The one with the least memory. */
    SMALLEST_FIRST {
        @Override
        double key(final Ticket<?> ticket) {
            return ticket.bytes();
        }
    },
    /** The one expected to take the shortest time, by how things were when it was asked for, or when the wait for another try was over. */
    SHORTEST_FIRST {
        @Override
        double key(final Ticket<?> ticket) {
            return ticket.predictedSeconds();
        }
    },
    /** The one that should be through first. */
    EARLIEST_DEADLINE {
        @Override
        double key(final Ticket<?> ticket) {
            return ticket.deadlineSeconds();
        }
    };

    abstract double key(Ticket<?> ticket);

    Comparator<Ticket<?>> comparator() {
        return Comparator.<Ticket<?>>comparingDouble(this::key).thenComparingLong(Ticket::number);
    }
}
