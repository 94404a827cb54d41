package io.github.cloudsimmigration.access;

import io.github.cloudsimmigration.memory.PageLog;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Accesses page after page through a working set, over and over, at an even pace.
 *
 * @param perSecond accesses per second of guest time, 0 or more
 * @param workingSet pages of the working set, the guest's first ones
 */
public record SequentialAccess(double perSecond, int workingSet) implements AccessModel {
    public SequentialAccess {
        AccessChecks.rate(perSecond);
        AccessChecks.workingSet(workingSet);
    }

    @Override
    public OptionalDouble writesPerSecond(final double cpuUtilization) {
        return OptionalDouble.of(perSecond);
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        final int pages = AccessChecks.sampled(workingSet, oneIn);
        return Optional.of(new SequentialAccess(perSecond * pages / workingSet, pages));
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        return new Sweep(perSecond, guest.workingSet("sequential", workingSet));
    }

    private static final class Sweep implements AccessProcess {
        private final double perSecond;
        private final int workingSet;
        private int next;
        private double owed;

        Sweep(final double perSecond, final int workingSet) {
            this.perSecond = perSecond;
            this.workingSet = workingSet;
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            final long accesses = due(guestSeconds);
            final PageLog writes = log.writes();
            writes.log(0, workingSet, (int) Math.min(Integer.MAX_VALUE, accesses / workingSet));
            final int rest = (int) (accesses % workingSet);
            final int tail = Math.min(rest, workingSet - next);
            writes.log(next, next + tail, 1);
            writes.log(0, rest - tail, 1);
            next = (next + rest) % workingSet;
        }

        @Override
        public void skip(final double guestSeconds) {
            next = (int) ((next + due(guestSeconds)) % workingSet);
        }

        private long due(final double guestSeconds) {
            final double accesses = owed + perSecond * guestSeconds;
            final long whole = (long) accesses;
            owed = accesses - whole;
            return whole;
        }
    }
}
