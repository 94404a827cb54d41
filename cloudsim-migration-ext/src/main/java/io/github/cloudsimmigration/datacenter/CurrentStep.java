package io.github.cloudsimmigration.datacenter;

import io.github.cloudsimmigration.engine.LiveMigration;
import io.github.cloudsimmigration.engine.Step;
import io.github.cloudsimmigration.network.FairNetwork;
import io.github.cloudsimmigration.network.Flow;

/**
 * The step a migration is at, in simulated time: when it began, when it ends, and how much of it has crossed the network.
 *
 * <p>Key idea: as long as its rate is steady a step goes on until somebody has to look. When the rate changes, the pieces that have been
 * sent whole are accounted for, and the others, with the one that is being sent, are what is left of the step.
 */
final class CurrentStep {
    private static final double CLOCK_ROUNDING_SECONDS = 1e-9;
    private static final double ROUNDING_BYTES = 0.5;

    private final SimulationClock clock;
    private final FairNetwork flows;
    private final Flow flow;
    private final LiveMigration migration;

    private double start;
    private double end;
    private double until;
    private long bytes;
    private boolean steady;
    private boolean cutShort;

    CurrentStep(final SimulationClock clock, final FairNetwork flows, final Flow flow, final LiveMigration migration) {
        this.clock = clock;
        this.flows = flows;
        this.flow = flow;
        this.migration = migration;
        begin();
    }

    /** Begins a step that sends nothing. */
    void begin() {
        start = clock.now();
        bytes = 0;
        steady = false;
    }

    /** Begins a step that sends. */
    void begin(final Step.Send send, final double maxBytesPerSecond) {
        start = clock.now();
        end = Double.POSITIVE_INFINITY; // until the network has a rate for it
        bytes = send.bytes();
        steady = true;
        flows.send(flow, start, bytes, maxBytesPerSecond);
    }

    /** {@return how long it has taken so far} */
    double seconds() {
        return secondsUntil(clock.now());
    }

    /** {@return how long it will have taken at some time} */
    double secondsUntil(final double time) {
        return time - start;
    }

    /** {@return whether it sends} */
    boolean sends() {
        return bytes > 0;
    }

    /** {@return how much of it has been sent} */
    double sentBytes() {
        return sends() ? Math.max(0, bytes - flow.bytesLeft(clock.now())) : 0;
    }

    /** Goes at no steady rate from here on; or somebody wants to know what has become of it so far. */
    void cut() {
        if (!steady) {
            return;
        }
        steady = false;
        if (end - clock.now() > CLOCK_ROUNDING_SECONDS) {
            leaveBehind();
        } else if (isInPieces()) {
            until = clock.now();
        }
    }

    private boolean isInPieces() {
        return migration.next() instanceof Step.Send send && send.isInPieces();
    }

    /** Leaves behind what has been sent to its end. */
    private void leaveBehind() {
        final Step.Passed passed = migration.rateChanges(seconds(), sentBytes());
        start += passed.seconds();
        final var rest = (Step.Send) migration.next();
        resize(rest.bytes() + passed.bytes());
        bytes = rest.bytes();
        until = rest.isInPieces() ? clock.now() : start + rest.untilSeconds();
    }

    /** {@return when it ends at the rate it has now; infinity if never} */
    double awaitEnd() {
        if (steady) {
            final Step.Send send = migration.goesAt(flow.bytesPerSecond());
            resize(send.bytes());
            bytes = send.bytes();
            until = start + send.untilSeconds();
        }
        final double arrival = flow.arrivalSeconds();
        cutShort = until < arrival;
        end = cutShort ? Math.min(arrival, endOfPiece()) : arrival;
        return end;
    }

    private void resize(final long wanted) {
        if (wanted != bytes) {
            flows.sendMore(flow, wanted - bytes);
        }
    }

    /** {@return when the piece will have been sent that is under way when the step should end} */
    private double endOfPiece() {
        final var send = (Step.Send) migration.next();
        final double now = clock.now();
        final double inTime = sentBytes() + flow.bytesPerSecond() * Math.max(0, until - now);
        final double more = send.bytesAtEnd(inTime) - inTime;
        return Math.max(now, until) + (more > ROUNDING_BYTES ? more / flow.bytesPerSecond() : 0);
    }

    /** Ends before its time, if the migration is to stop the VM and something gets through. {@return whether it does} */
    boolean interrupt() {
        final boolean interrupted = sends() && flow.bytesPerSecond() > 0 && migration.interrupt(seconds(), sentBytes());
        if (interrupted) {
            begin();
        }
        return interrupted;
    }

    /** Ends. */
    void end() {
        final double sent = cutShort ? sentBytes() : bytes;
        final double lasted = seconds();
        begin();
        migration.doneSteadily(lasted, sent);
    }
}
