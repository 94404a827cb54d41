package io.github.cloudsimmigration.engine;

import io.github.cloudsimmigration.network.Wire;
import org.apache.commons.lang3.Validate;

/** Runs one migration over a wire of its own, without a simulator around it. */
public final class SoloRun {
    private SoloRun() {}

    /**
     * {@return the record of a migration run to its end}
     *
     * @param wire what it has to itself, from time 0
     * @param migration the migration, not begun
     */
    public static MigrationRecord over(final Wire wire, final LiveMigration migration) {
        return over(wire, migration, Double.POSITIVE_INFINITY);
    }

    /**
     * {@return the record of a migration run to its end, or to a time at which it is cancelled}
     *
     * @param wire what it has to itself, from time 0
     * @param migration the migration, not begun
     * @param timeoutSeconds when it is cancelled if it is still under way; infinite for never
     */
    public static MigrationRecord over(final Wire wire, final LiveMigration migration, final double timeoutSeconds) {
        Validate.isTrue(timeoutSeconds >= 0, "timeout of %s s, expected 0 or more", timeoutSeconds);
        double now = 0;
        while (true) {
            final Step step = migration.next();
            if (step instanceof Step.Finished finished) {
                return finished.record();
            }
            final Wire.Sent sent = step instanceof Step.Send send
                    ? send(wire, now, send, migration.switchedOver())
                    : new Wire.Sent(((Step.Wait) step).seconds(), 0);
            if (now + sent.seconds() > timeoutSeconds) {
                final String explanation = String.format("still under way after %s s", timeoutSeconds);
                return migration.abort(new Ending(Outcome.CANCELLED, "timeout", explanation), timeoutSeconds - now);
            }
            migration.done(sent.seconds(), sent.bytes());
            now += sent.seconds();
        }
    }

    private static Wire.Sent send(
            final Wire wire, final double now, final Step.Send send, final boolean awaitsArrival) {
        return awaitsArrival
                ? wire.deliver(now, send.bytes(), send.maxBytesPerSecond(), send.untilSeconds())
                : wire.send(now, send.bytes(), send.maxBytesPerSecond(), send.untilSeconds());
    }
}
