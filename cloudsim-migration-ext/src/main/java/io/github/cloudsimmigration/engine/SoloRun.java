package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.network.Wire;
import io.github.cloudsimmigration.technique.CopyPhase;
import java.util.function.Function;
import org.apache.commons.lang3.Validate;

/** Runs one migration over a wire of its own, without a simulator around it. */
public final class SoloRun {
    private SoloRun() {}

    /**
     * {@return the record of a migration run to its end}
     *
     * @param wire what it has to itself, from time 0
     * @param migration the migration, not begun
     * @throws IllegalStateException if a decision of its technique breaks its contract, as one that goes on for ever while nothing happens
     */
    public static MigrationRecord over(final Wire wire, final LiveMigration migration) {
        return over(wire, migration, Long.MAX_VALUE);
    }

    /**
     * {@return the record of a migration run to its end, or given up before: then it has failed}
     *
     * @param wire what it has to itself, from time 0
     * @param migration the migration, not begun
     * @param maxSteps after so many steps it is given up
     */
    public static MigrationRecord over(final Wire wire, final LiveMigration migration, final long maxSteps) {
        return over(phase -> wire, migration, maxSteps);
    }

    /**
     * {@return the record of a migration run to its end, or given up before: then it has failed}
     *
     * @param wires what it has to itself in each phase, from time 0
     * @param migration the migration, not begun
     * @param maxSteps after so many steps it is given up
     */
    public static MigrationRecord over(
            final Function<CopyPhase, ? extends Wire> wires, final LiveMigration migration, final long maxSteps) {
        return run(wires, migration, maxSteps, Double.POSITIVE_INFINITY);
    }

    /**
     * {@return the record of a migration run to its end, or given up before: then it has failed} Who gives up on one whose VM has switched
     * over loses the VM, or leaves it standing still if its post-copy recovers.
     *
     * @param wire what it has to itself, from time 0
     * @param migration the migration, not begun
     * @param seconds when it is given up; infinite for never
     */
    public static MigrationRecord overUntil(final Wire wire, final LiveMigration migration, final double seconds) {
        Validate.isTrue(seconds >= 0, "timeout of %s s, expected 0 or more", seconds);
        return run(phase -> wire, migration, Long.MAX_VALUE, seconds);
    }

    private static MigrationRecord run(
            final Function<CopyPhase, ? extends Wire> wires,
            final LiveMigration migration,
            final long maxSteps,
            final double maxSeconds) {
        double now = 0;
        for (long steps = 0; ; steps++) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            if (steps >= maxSteps) {
                return migration.abort(
                        new Ending(Outcome.FAILED, "no-end", "no end in sight after " + maxSteps + " steps"), 0, 0);
            }
            final double left = maxSeconds - now;
            final Wire.Sent sent = step instanceof Step.Send send
                    ? send(wires.apply(migration.copyPhase()), now, send, left, migration.switchedOver())
                    : new Wire.Sent(Math.min(left, ((Step.Wait) step).seconds()), 0);
            if (isCutShort(step, sent, left)) {
                return migration.abort(timeout(maxSeconds), sent.seconds(), sent.bytes());
            }
            migration.done(sent.seconds(), sent.bytes());
            now += sent.seconds();
        }
    }

    private static Ending timeout(final double seconds) {
        return new Ending(Outcome.FAILED, "timeout", "still under way after " + seconds + " s");
    }

    private static Wire.Sent send(
            final Wire wire,
            final double now,
            final Step.Send send,
            final double maxSeconds,
            final boolean awaitsArrival) {
        if (awaitsArrival) {
            final double until = Math.min(maxSeconds, send.untilSeconds());
            return wire.deliver(now, send.bytes(), send.maxBytesPerSecond(), until);
        }
        double seconds = 0;
        long bytes = 0;
        do {
            final long piece = Math.min(send.pieceBytes(), send.bytes() - bytes);
            final Wire.Sent sent = wire.send(now + seconds, piece, send.maxBytesPerSecond(), maxSeconds - seconds);
            if (sent.bytes() < piece) {
                return new Wire.Sent(maxSeconds, bytes + sent.bytes());
            }
            seconds += sent.seconds();
            bytes += piece;
        } while (bytes < send.bytes() && seconds < send.untilSeconds());
        return new Wire.Sent(seconds, bytes);
    }

    /** {@return whether a step would have gone on after so long} */
    private static boolean isCutShort(final Step step, final Wire.Sent sent, final double maxSeconds) {
        return step instanceof Step.Send send
                ? sent.bytes() < send.bytes() && sent.seconds() >= maxSeconds
                : maxSeconds < ((Step.Wait) step).seconds();
    }
}
