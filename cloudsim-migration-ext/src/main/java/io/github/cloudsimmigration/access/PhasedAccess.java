package io.github.cloudsimmigration.access;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Validate;

/**
 * Models that take turns, each for some guest time.
 *
 * @param phases what follows on what, at least one
 * @param looping whether it all begins again after the last phase; otherwise the last phase goes on for ever
 */
public record PhasedAccess(List<Phase> phases, boolean looping) implements AccessModel {
    public PhasedAccess {
        Validate.notEmpty(phases, "phases of an access model: none given, expected at least one");
        phases = List.copyOf(phases);
    }

    /**
     * One phase.
     *
     * @param seconds its guest time, above 0
     * @param model what the VM accesses meanwhile
     */
    public record Phase(double seconds, AccessModel model) {
        public Phase {
            Validate.isTrue(seconds > 0, "phase of %s s, expected more than 0", seconds);
            Validate.notNull(model, "phase of %s s: null, expected a model", seconds);
        }
    }

    @Override
    public Optional<AccessModel> sampled(final int oneIn) {
        final List<Phase> samples = phases.stream()
                .flatMap(phase -> phase.model().sampled(oneIn).stream().map(model -> new Phase(phase.seconds(), model)))
                .toList();
        return samples.size() == phases.size() ? Optional.of(new PhasedAccess(samples, looping)) : Optional.empty();
    }

    @Override
    public AccessProcess start(final GuestContext guest) {
        final List<AccessProcess> processes =
                phases.stream().map(phase -> phase.model().start(guest)).toList();
        return new Turns(processes);
    }

    private final class Turns implements AccessProcess {
        private final List<AccessProcess> processes;
        private int current;
        private double spent;

        Turns(final List<AccessProcess> processes) {
            this.processes = processes;
        }

        @Override
        public void advance(final double guestSeconds, final AccessLog log) {
            takeTurns(guestSeconds, (process, seconds) -> process.advance(seconds, log));
        }

        @Override
        public void skip(final double guestSeconds) {
            takeTurns(guestSeconds, AccessProcess::skip);
        }

        private void takeTurns(final double guestSeconds, final Turn turn) {
            double left = guestSeconds;
            while (left > 0) {
                final boolean endless = !looping && current == phases.size() - 1;
                final double room = endless ? left : phases.get(current).seconds() - spent;
                final double step = Math.min(left, room);
                turn.take(processes.get(current), step);
                left -= step;
                spent += step;
                if (!endless && step >= room) {
                    current = (current + 1) % phases.size();
                    spent = 0;
                }
            }
        }
    }

    private interface Turn {
        void take(AccessProcess process, double seconds);
    }
}
